//! Maps Diesel's types to SQLite's, and back.

pub(super) mod from_diesel;
mod to_diesel;
pub(super) use to_diesel::name as type_name;
