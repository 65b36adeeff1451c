//! Diesel's SQLite backend.

use crate::dialect::backend::Backend;

pub(super) const BACKEND: Backend = Backend {
    path: "diesel::sqlite::Sqlite",
    raw_value: "diesel::sqlite::SqliteValue",
    type_attribute: "sqlite_type",
    types: &[],
    ranges: &[],
};
