//! The data from which structs are generated.

use glowplug::catalog::{DieselType, QualifiedName};

use crate::models::rust_type::RustType;
use crate::models::settings::Kind;

/// The tables and enums from which structs are generated.
#[derive(Default)]
pub(in super::super) struct Tables {
    pub(in super::super) tables: Vec<ModelTable>,
    pub(in super::super) enums: Vec<ModelEnum>,
    /// What cannot be generated, and why.
    pub(in super::super) remarks: Vec<String>,
    /// Problems in the settings.
    pub(in super::super) problems: Vec<String>,
}

/// A table.
pub(in super::super) struct ModelTable {
    pub(in super::super) name: QualifiedName,
    /// The path of its module in Rust: `crate::schema::users`.
    pub(in super::super) path: Vec<String>,
    /// Its name in Rust.
    pub(in super::super) rust_name: String,
    /// The name of the struct for its rows.
    pub(in super::super) struct_name: String,
    /// The file of its structs, if each table has one.
    pub(in super::super) file_name: String,
    /// The primary key, by names in Rust.
    pub(in super::super) key: Vec<String>,
    pub(in super::super) columns: Vec<ModelColumn>,
    pub(in super::super) parents: Vec<Parent>,
    pub(in super::super) comment: Option<String>,
    /// Whether its structs are requested.
    pub(in super::super) wanted: bool,
}

/// A column.
pub(in super::super) struct ModelColumn {
    pub(in super::super) sql_name: String,
    /// Its name in `table!`.
    pub(in super::super) rust_name: String,
    /// The name of the field.
    pub(in super::super) field: String,
    pub(in super::super) nullable: bool,
    pub(in super::super) held: ValueType,
    pub(in super::super) filled: ValueSource,
    pub(in super::super) comment: Option<String>,
}

/// The type of a column's values.
pub(in super::super) enum ValueType {
    /// A Rust type.
    Type(RustType),
    /// An enum, by its index, and the SQL type, which may be an array.
    Enum(usize, DieselType),
    /// A type without a Rust type, by its name in the database.
    Nothing(String),
}

/// The source of a value that an `INSERT` omits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum ValueSource {
    /// None: it must be given, or is `NULL`.
    Nowhere,
    /// The default.
    Default,
    /// The clock: a timestamp with a default.
    Clock,
    /// Auto-increment.
    Counted,
    /// It is always computed from other columns.
    Computed,
}

/// A table that a column references.
pub(in super::super) struct Parent {
    /// The name of the table in the database.
    pub(in super::super) table: QualifiedName,
    /// The column, by its name in Rust.
    pub(in super::super) column: String,
}

/// An enum.
pub(in super::super) struct ModelEnum {
    /// Its name in the database; for MySQL `table.column`.
    pub(in super::super) name: String,
    /// The path of its SQL type: `crate::schema::sql_types::Mood`.
    pub(in super::super) path: Vec<String>,
    pub(in super::super) rust_name: String,
    pub(in super::super) values: Vec<String>,
    pub(in super::super) comment: Option<String>,
    /// MySQL: the table of its column.
    pub(in super::super) table: Option<QualifiedName>,
}

impl ModelTable {
    /// Returns the column with this name in Rust.
    pub(in super::super) fn column(&self, rust_name: &str) -> Option<&ModelColumn> {
        self.columns
            .iter()
            .find(|column| column.rust_name == rust_name)
    }

    /// Returns the name of the struct of a kind.
    pub(in super::super) fn name_of(&self, kind: Kind) -> String {
        match kind {
            Kind::New => format!("New{}", self.struct_name),
            Kind::Patch => format!("{}Patch", self.struct_name),
            _ => self.struct_name.clone(),
        }
    }
}

impl ModelColumn {
    /// Returns true if Diesel can only read it: it has no `ToSql` for nullable multiranges.
    pub(in super::super) fn is_read_only(&self) -> bool {
        let multirange =
            matches!(&self.held, ValueType::Type(held) if held.text.starts_with("Vec<("));
        multirange && self.nullable
    }

    /// Returns a remark about a column that is left out or only read.
    pub(in super::super) fn remark(&self, name: &str) -> Option<String> {
        match &self.held {
            ValueType::Nothing(of) => Some(format!(
                "column `{name}` is left out: name a Rust type for `{of}` in the settings"
            )),
            _ => self.is_read_only().then(|| {
                format!(
                    "column `{name}` is only read: Diesel writes no multirange that may be NULL"
                )
            }),
        }
    }
}
