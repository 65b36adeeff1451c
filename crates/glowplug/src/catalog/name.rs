//! Names of objects, and the objects of all kinds.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Column, Composite, Constraint, Domain, EnumType, Extension, Function, Index, OtherKind,
    OtherObject, Policy, Range, Rule, Schema, Sequence, Table, Trigger, View,
};

/// A name, with the schema that the object is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QualifiedName {
    /// The schema; `None` on SQLite and MySQL.
    pub schema: Option<String>,
    /// The name, without quotes.
    pub name: String,
}

impl QualifiedName {
    /// Creates a name without a schema.
    pub fn plain(name: impl Into<String>) -> Self {
        Self {
            schema: None,
            name: name.into(),
        }
    }

    /// Creates a name in a schema.
    pub fn new(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            schema: Some(schema.into()),
            name: name.into(),
        }
    }

    /// Returns the name for display: without the default schema.
    #[must_use]
    pub fn display_name(&self, default: Option<&str>) -> Self {
        Self {
            schema: self
                .schema
                .clone()
                .filter(|of| Some(of.as_str()) != default),
            name: self.name.clone(),
        }
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(formatter, "{schema}.{}", self.name),
            None => formatter.write_str(&self.name),
        }
    }
}

/// The kind and name of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectName {
    /// A schema.
    Schema(String),
    /// An extension.
    Extension(String),
    /// An enum type.
    Enum(QualifiedName),
    /// A domain.
    Domain(QualifiedName),
    /// A composite type.
    Composite(QualifiedName),
    /// A range type.
    Range(QualifiedName),
    /// A sequence.
    Sequence(QualifiedName),
    /// A table.
    Table(QualifiedName),
    /// A column of a table.
    Column(QualifiedName, String),
    /// A constraint of a table, by its name, or by its definition if it has none.
    Constraint(QualifiedName, String),
    /// An index of a table.
    Index(QualifiedName, String),
    /// A trigger of a table or view.
    Trigger(QualifiedName, String),
    /// A policy of a table.
    Policy(QualifiedName, String),
    /// A rule of a table or view.
    Rule(QualifiedName, String),
    /// A view.
    View(QualifiedName),
    /// A function, with the types of its arguments.
    Function(QualifiedName, String),
    /// An object of another kind, by its name as the database prints it.
    Other(OtherKind, String),
}

impl ObjectName {
    /// Returns the kind in words; a materialized view is also a `view`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Schema(_) => "schema",
            Self::Extension(_) => "extension",
            Self::Enum(_) => "enum",
            Self::Domain(_) => "domain",
            Self::Composite(_) => "type",
            Self::Range(_) => "range",
            Self::Sequence(_) => "sequence",
            Self::Table(_) => "table",
            Self::Column(..) => "column",
            Self::Constraint(..) => "constraint",
            Self::Index(..) => "index",
            Self::Trigger(..) => "trigger",
            Self::Policy(..) => "policy",
            Self::Rule(..) => "rule",
            Self::View(_) => "view",
            Self::Function(..) => "function",
            Self::Other(kind, _) => kind.word(),
        }
    }

    /// Returns the name for display: without the default schema.
    #[must_use]
    pub fn display_name(&self, default: Option<&str>) -> Self {
        let mut told = self.clone();
        if let Some(name) = told.qualified_mut() {
            *name = name.display_name(default);
        }
        told
    }

    /// Returns the name that includes a schema: its own, or that of the table or view it is part
    /// of.
    pub const fn qualified_mut(&mut self) -> Option<&mut QualifiedName> {
        match self {
            Self::Schema(_) | Self::Extension(_) | Self::Other(..) => None,
            Self::Enum(name)
            | Self::Domain(name)
            | Self::Composite(name)
            | Self::Range(name)
            | Self::Sequence(name)
            | Self::Table(name)
            | Self::View(name)
            | Self::Function(name, _)
            | Self::Column(name, _)
            | Self::Constraint(name, _)
            | Self::Index(name, _)
            | Self::Trigger(name, _)
            | Self::Policy(name, _)
            | Self::Rule(name, _) => Some(name),
        }
    }

    /// Returns its own name, without that of the table or view it is part of.
    pub const fn own_name_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Schema(name)
            | Self::Extension(name)
            | Self::Column(_, name)
            | Self::Constraint(_, name)
            | Self::Index(_, name)
            | Self::Trigger(_, name)
            | Self::Policy(_, name)
            | Self::Rule(_, name)
            | Self::Other(_, name) => Some(name),
            Self::Enum(name)
            | Self::Domain(name)
            | Self::Composite(name)
            | Self::Range(name)
            | Self::Sequence(name)
            | Self::Table(name)
            | Self::View(name)
            | Self::Function(name, _) => Some(&mut name.name),
        }
    }

    /// Returns the table or view that it is part of.
    pub const fn owner(&self) -> Option<&QualifiedName> {
        match self {
            Self::Column(table, _)
            | Self::Constraint(table, _)
            | Self::Index(table, _)
            | Self::Trigger(table, _)
            | Self::Policy(table, _)
            | Self::Rule(table, _) => Some(table),
            _ => None,
        }
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(name) | Self::Extension(name) | Self::Other(_, name) => {
                formatter.write_str(name)
            }
            Self::Enum(name)
            | Self::Domain(name)
            | Self::Composite(name)
            | Self::Range(name)
            | Self::Sequence(name)
            | Self::Table(name)
            | Self::View(name) => name.fmt(formatter),
            Self::Column(owner, name)
            | Self::Constraint(owner, name)
            | Self::Index(owner, name)
            | Self::Trigger(owner, name)
            | Self::Policy(owner, name)
            | Self::Rule(owner, name) => write!(formatter, "{owner}.{name}"),
            Self::Function(name, arguments) => write!(formatter, "{name}({arguments})"),
        }
    }
}

/// An object of any kind, with the table or view that it is part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// A schema.
    Schema(Schema),
    /// An extension.
    Extension(Extension),
    /// An enum type.
    Enum(EnumType),
    /// A domain.
    Domain(Domain),
    /// A composite type.
    Composite(Composite),
    /// A range type.
    Range(Range),
    /// A sequence.
    Sequence(Sequence),
    /// A table with everything that is part of it.
    Table(Box<Table>),
    /// A column of a table.
    Column(QualifiedName, Box<Column>),
    /// A constraint of a table.
    Constraint(QualifiedName, Box<Constraint>),
    /// An index of a table or materialized view.
    Index(QualifiedName, Box<Index>),
    /// A trigger of a table or view.
    Trigger(QualifiedName, Box<Trigger>),
    /// A policy of a table.
    Policy(QualifiedName, Box<Policy>),
    /// A rule of a table or view.
    Rule(QualifiedName, Box<Rule>),
    /// A view.
    View(Box<View>),
    /// A function.
    Function(Box<Function>),
    /// An object of another kind.
    Other(Box<OtherObject>),
}

impl Object {
    /// Returns the kind and name of the object.
    pub fn name(&self) -> ObjectName {
        match self {
            Self::Schema(schema) => ObjectName::Schema(schema.name.clone()),
            Self::Extension(extension) => ObjectName::Extension(extension.name.clone()),
            Self::Enum(of) => ObjectName::Enum(of.name.clone()),
            Self::Domain(domain) => ObjectName::Domain(domain.name.clone()),
            Self::Composite(composite) => ObjectName::Composite(composite.name.clone()),
            Self::Range(range) => ObjectName::Range(range.name.clone()),
            Self::Sequence(sequence) => ObjectName::Sequence(sequence.name.clone()),
            Self::Table(table) => ObjectName::Table(table.name.clone()),
            Self::Column(table, column) => ObjectName::Column(table.clone(), column.name.clone()),
            Self::Constraint(table, constraint) => {
                ObjectName::Constraint(table.clone(), constraint.label())
            }
            Self::Index(table, index) => ObjectName::Index(table.clone(), index.name.clone()),
            Self::Trigger(table, trigger) => {
                ObjectName::Trigger(table.clone(), trigger.name.clone())
            }
            Self::Policy(table, policy) => ObjectName::Policy(table.clone(), policy.name.clone()),
            Self::Rule(table, rule) => ObjectName::Rule(table.clone(), rule.name.clone()),
            Self::View(view) => ObjectName::View(view.name.clone()),
            Self::Function(function) => {
                ObjectName::Function(function.name.clone(), function.arguments.clone())
            }
            Self::Other(other) => ObjectName::Other(other.kind, other.name.clone()),
        }
    }
}
