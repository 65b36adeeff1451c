//! Diesel's types and those of the database.

pub(super) mod from_diesel;
mod to_diesel;

pub(crate) use to_diesel::MysqlTypes;
