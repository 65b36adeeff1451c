//! Schemas, extensions and data types.

use serde::{Deserialize, Serialize};

use super::QualifiedName;

/// A schema of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// Its name.
    pub name: String,
    /// `COMMENT ON SCHEMA`.
    pub comment: Option<String>,
}

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its name.
    pub name: String,
    /// The schema that its objects are in.
    pub schema: String,
    /// Its version.
    pub version: String,
}

/// The type of a column, an attribute or a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataType {
    /// The type as written in a definition, with modifiers: `character varying(100)`, `mood[]`,
    /// `INTEGER`, `int(11) unsigned`, `enum('a','b')`.
    pub sql: String,
    /// The type's name without modifiers, as in the database's catalog: `varchar`, `_mood` for an
    /// array of `mood`; SQLite and MySQL: the declared name in lower case.
    pub name: TypeName,
    /// The kind of type that the name refers to; for an array, the kind of its elements.
    pub kind: TypeKind,
    /// The name of the element type, for an array.
    pub element: Option<TypeName>,
    /// The base type of a domain, through all domains.
    pub base: Option<TypeName>,
    /// The length of a character or bit type, or of a domain over one; on MySQL the precision of a
    /// number, if declared.
    pub length: Option<u32>,
    /// MySQL: whether the number is unsigned.
    #[serde(default)]
    pub unsigned: bool,
}

/// The name of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeName {
    /// The schema it is in; `None` for the system's types.
    pub schema: Option<String>,
    /// Its name in the catalog.
    pub name: String,
}

/// Kinds of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeKind {
    /// A type of the system or an extension.
    Base,
    /// An enum.
    Enum,
    /// A domain.
    Domain,
    /// A composite type or the row type of a table.
    Composite,
    /// A range or multirange.
    Range,
}

/// An enum type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumType {
    /// Its name.
    pub name: QualifiedName,
    /// Its values, in order.
    pub values: Vec<String>,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its name.
    pub name: QualifiedName,
    /// The type it is based on.
    pub data_type: DataType,
    /// The collation, if it differs from that of the type.
    pub collation: Option<String>,
    /// Whether it accepts `NULL`.
    pub nullable: bool,
    /// The default, as the database prints it.
    pub default: Option<String>,
    /// Its checks, sorted by name.
    pub checks: Vec<DomainCheck>,
    /// `COMMENT ON DOMAIN`.
    pub comment: Option<String>,
}

/// A check of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainCheck {
    /// Its name.
    pub name: String,
    /// As the database prints it: `CHECK ((VALUE > 0))`; without `NOT VALID`.
    pub definition: String,
    /// Whether all existing values were checked.
    pub validated: bool,
}

/// A composite type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composite {
    /// Its name.
    pub name: QualifiedName,
    /// The names, types and collations of its attributes, in order.
    pub attributes: Vec<(String, DataType, Option<String>)>,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}

/// A range type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Its name.
    pub name: QualifiedName,
    /// The text between the parentheses of `CREATE TYPE … AS RANGE`: `subtype = …, …`.
    pub definition: String,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}
