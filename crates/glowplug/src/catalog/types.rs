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
    /// The schema its objects are in.
    pub schema: String,
    /// Its version.
    pub version: String,
}

/// The type of a column, an attribute, a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataType {
    /// As it stands in a definition, modifiers included: `character varying(100)`, `mood[]`,
    /// `INTEGER`, `int(11) unsigned`, `enum('a','b')`.
    pub sql: String,
    /// Which type that is, without modifiers, as the database's catalog names it: `varchar`,
    /// `_mood` for an array of `mood`; SQLite and MySQL: the declared name in lower case.
    pub name: TypeName,
    /// What kind of type the name stands for; of an array, what its elements are.
    pub kind: TypeKind,
    /// The name of the elements' type, where it is an array.
    pub element: Option<TypeName>,
    /// The type that a domain is made of, through all domains.
    pub base: Option<TypeName>,
    /// The length of a character or bit type, of a domain over one too; on MySQL the precision of
    /// a number where declared.
    pub length: Option<u32>,
    /// MySQL: whether the number has no sign.
    #[serde(default)]
    pub unsigned: bool,
}

/// Which type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeName {
    /// The schema it stands in; `None` for the system's own.
    pub schema: Option<String>,
    /// Its name in the catalog.
    pub name: String,
}

/// Kinds of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeKind {
    /// The system's or an extension's own.
    Base,
    /// An enum.
    Enum,
    /// A domain.
    Domain,
    /// A composite type or the row of a table.
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
    /// What it is made of.
    pub data_type: DataType,
    /// The collation where it is not the type's own.
    pub collation: Option<String>,
    /// Whether it takes `NULL`.
    pub nullable: bool,
    /// The default as the database writes it.
    pub default: Option<String>,
    /// Its checks, by name.
    pub checks: Vec<DomainCheck>,
    /// `COMMENT ON DOMAIN`.
    pub comment: Option<String>,
}

/// A check of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainCheck {
    /// Its name.
    pub name: String,
    /// As the database writes it: `CHECK ((VALUE > 0))`; without `NOT VALID`.
    pub definition: String,
    /// Whether all values were looked at.
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
    /// What stands between its parentheses: `subtype = …, …`, as `CREATE TYPE … AS RANGE` takes it.
    pub definition: String,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}
