//! Maps between Diesel's types and PostgreSQL's.

pub(super) mod from_diesel;
mod known;
mod to_diesel;
