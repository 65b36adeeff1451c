//! Maps Diesel's types to MySQL's, and back.

pub(super) mod from_diesel;
pub(super) mod keys;
mod to_diesel;
