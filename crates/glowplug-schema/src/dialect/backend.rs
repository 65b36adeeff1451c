//! Diesel's backend for each database, and the Rust types that hold the values of its SQL types.

/// Diesel's backend for one database.
#[derive(Clone, Copy, Debug)]
pub struct Backend {
    /// The path of the backend, such as `diesel::pg::Pg`.
    pub path: &'static str,
    /// The path of the raw value that it reads, such as `diesel::pg::PgValue`.
    pub raw_value: &'static str,
    /// The attribute that names the SQL type of a custom type, such as `postgres_type`.
    pub type_attribute: &'static str,
    /// The Rust types that only this backend supports, or that it supports differently.
    pub types: &'static [ValueType],
    /// The range types.
    pub ranges: &'static [RangeType],
}

/// The Rust type for the values of some SQL types.
#[derive(Clone, Copy, Debug)]
pub struct ValueType {
    /// Diesel's names of the SQL types.
    pub names: &'static [&'static str],
    /// The Rust type, with full paths.
    pub text: &'static str,
    /// The crate that defines the type, and Diesel's feature for it.
    pub needs: Option<(&'static str, &'static str)>,
    /// Other Rust types that Diesel accepts, by the last segments of their paths.
    pub also: &'static [&'static str],
}

/// A range type.
#[derive(Clone, Copy, Debug)]
pub struct RangeType {
    /// Diesel's name.
    pub name: &'static str,
    /// Diesel's name for the type of the bounds.
    pub over: &'static str,
    /// Whether it is a multirange.
    pub is_multiple: bool,
}

/// The crate and Diesel's feature for dates and times.
pub const CHRONO: Option<(&str, &str)> = Some(("chrono", "chrono"));

/// The Rust types that Diesel accepts for a date with a time.
pub const TIMES: &[&str] = &[
    "DateTime<Local>",
    "DateTime<Utc>",
    "MysqlTime",
    "NaiveDateTime",
    "OffsetDateTime",
    "PgTimestamp",
    "PrimitiveDateTime",
    "String",
    "SystemTime",
    "str",
];
