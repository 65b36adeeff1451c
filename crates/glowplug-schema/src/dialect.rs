//! What is planned and decided about the schemas of PostgreSQL, SQLite, MySQL and MariaDB. Each folder
//! implements one [`SchemaDialect`], for the struct that implements
//! [`Dialect`](glowplug::dialect::Dialect), and [`of`] is the one place that lists the databases.

mod alterations;
mod backend;
pub mod conventions;
pub mod dump;
mod fitting;
mod inference;
pub mod measuring;
#[cfg(feature = "mysql")]
mod mysql;
mod object;
pub(crate) mod planning;
#[cfg(feature = "postgres")]
mod postgres;
pub mod probes;
pub mod sample_rows;
#[cfg(feature = "sqlite")]
mod sqlite;
mod unsupported;

pub use alterations::Alterations;
pub use backend::{Backend, CHRONO, RangeType, TIMES, ValueType};
pub use inference::{CatalogIndex, Inference, Reference, TypeChoices, UnsupportedType};
pub use inference::{is_identifier, rust_name};
pub use object::SchemaDialect;

use glowplug::catalog::{DataType, TypeKind};
use glowplug::model::Database;

/// Returns the dialect of a database; [`NotBuiltIn`](glowplug::dialect::NotBuiltIn) where its
/// feature is not built in.
pub fn of(database: Database) -> &'static dyn SchemaDialect {
    match database {
        #[cfg(feature = "postgres")]
        Database::Postgres => &glowplug::dialect::postgres::Postgres,
        #[cfg(not(feature = "postgres"))]
        Database::Postgres => &glowplug::dialect::NotBuiltIn(Database::Postgres),
        #[cfg(feature = "sqlite")]
        Database::Sqlite => &glowplug::dialect::sqlite::Sqlite,
        #[cfg(not(feature = "sqlite"))]
        Database::Sqlite => &glowplug::dialect::NotBuiltIn(Database::Sqlite),
        #[cfg(feature = "mysql")]
        Database::Mysql => &glowplug::dialect::mysql::Mysql,
        #[cfg(not(feature = "mysql"))]
        Database::Mysql => &glowplug::dialect::NotBuiltIn(Database::Mysql),
    }
}

/// Formats a default as SQL: an expression stays as it is, and a value for a text or enum column
/// becomes a string literal unless it is one already.
pub fn default_of(database: Database, data_type: &DataType, text: &str) -> String {
    let name = data_type.name.name.to_lowercase();
    let is_number = text.parse::<f64>().is_ok();
    let holds_text = ["char", "text", "clob", "enum", "name"]
        .iter()
        .any(|part| name.contains(part))
        || data_type.kind == TypeKind::Enum;
    let is_expression = text.starts_with('\'')
        || text.ends_with(')')
        || text.contains("::")
        || (is_number && !holds_text)
        || text.to_ascii_uppercase().starts_with("CURRENT_")
        || ["TRUE", "FALSE"].contains(&text.to_ascii_uppercase().as_str());
    if is_expression || !holds_text {
        return text.to_owned();
    }
    of(database).literal(text)
}
