//! Diesel's types and those of the database.

pub(super) mod from_diesel;
pub(super) mod keys;
mod to_diesel;

pub(crate) use to_diesel::MysqlTypes;
