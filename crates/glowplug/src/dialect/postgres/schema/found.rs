//! What the query gives.

use serde::Deserialize;

use crate::catalog::{
    Column, Composite, Constraint, Domain, EnumType, Extension, Function, Index, Policy, Range,
    Rule, Schema, Sequence, Table, Trigger, View,
};

/// Number of an object within its system catalog.
pub(super) type Oid = u32;

/// Everything.
#[derive(Deserialize)]
pub(super) struct Found {
    pub(super) default_schema: Option<String>,
    pub(super) schemas: Vec<Schema>,
    pub(super) extensions: Vec<Whole<Extension>>,
    pub(super) enums: Vec<Whole<EnumType>>,
    pub(super) domains: Vec<FoundDomain>,
    pub(super) composites: Vec<Whole<Composite>>,
    pub(super) ranges: Vec<Whole<Range>>,
    pub(super) sequences: Vec<FoundSequence>,
    pub(super) tables: Vec<Whole<Table>>,
    pub(super) columns: Vec<FoundColumn>,
    pub(super) constraints: Vec<FoundConstraint>,
    pub(super) indexes: Vec<Part<Index>>,
    pub(super) views: Vec<FoundView>,
    pub(super) functions: Vec<Whole<Function>>,
    pub(super) triggers: Vec<Part<Trigger>>,
    pub(super) policies: Vec<Part<Policy>>,
    pub(super) rules: Vec<Part<Rule>>,
    pub(super) types: Vec<Alias>,
    pub(super) members: Vec<Member>,
    pub(super) dependencies: Vec<Use>,
    pub(super) belongings: Vec<Belonging>,
}

/// The table of an extension.
#[derive(Deserialize)]
pub(super) struct Belonging {
    pub(super) object: Table,
}

/// An object of its own.
#[derive(Deserialize)]
pub(super) struct Whole<T> {
    pub(super) id: Oid,
    pub(super) object: T,
}

/// A part of a table or view.
#[derive(Deserialize)]
pub(super) struct Part<T> {
    pub(super) id: Oid,
    pub(super) owner: Oid,
    pub(super) object: T,
}

#[derive(Deserialize)]
pub(super) struct FoundDomain {
    pub(super) id: Oid,
    pub(super) object: Domain,
    /// The numbers of its checks.
    pub(super) checks: Vec<Oid>,
}

#[derive(Deserialize)]
pub(super) struct FoundSequence {
    pub(super) id: Oid,
    /// The table and the number of the column that own it.
    pub(super) owner: Option<Oid>,
    pub(super) number: Option<i16>,
    /// Whether it is that of an identity column.
    pub(super) identity: bool,
    pub(super) object: Sequence,
}

#[derive(Deserialize)]
pub(super) struct FoundColumn {
    pub(super) owner: Oid,
    pub(super) number: i16,
    /// The number of its default or its expression.
    pub(super) value: Option<Oid>,
    pub(super) object: Column,
}

#[derive(Deserialize)]
pub(super) struct FoundConstraint {
    pub(super) id: Oid,
    pub(super) owner: Oid,
    /// The index that it made, or of a foreign key the index that it uses; 0 for none.
    pub(super) index: Oid,
    pub(super) object: Constraint,
}

#[derive(Deserialize)]
pub(super) struct FoundView {
    pub(super) id: Oid,
    /// The number of the rule that makes it a view.
    pub(super) rule: Oid,
    pub(super) object: View,
}

/// A type that stands for something else.
#[derive(Deserialize)]
pub(super) struct Alias {
    pub(super) id: Oid,
    pub(super) class: Class,
    pub(super) stands_for: Oid,
}

/// An object of an extension.
#[derive(Deserialize)]
pub(super) struct Member {
    pub(super) class: Class,
    pub(super) id: Oid,
    pub(super) extension: String,
}

/// A row of `pg_depend`.
#[derive(Deserialize)]
pub(super) struct Use {
    pub(super) class: Class,
    pub(super) id: Oid,
    pub(super) number: i16,
    pub(super) used_class: Class,
    pub(super) used_id: Oid,
    pub(super) used_number: i16,
}

/// A system catalog. Their numbers are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(from = "Oid")]
pub(super) enum Class {
    /// Default values and expressions of columns.
    Default,
    /// Tables, views, indexes, sequences, and their columns.
    Relation,
    Constraint,
    Extension,
    Function,
    Policy,
    Rule,
    Trigger,
    Type,
    /// What the model has no place for, except as a part of an extension.
    Other(Oid),
}

impl From<Oid> for Class {
    fn from(number: Oid) -> Self {
        match number {
            1247 => Self::Type,
            1255 => Self::Function,
            1259 => Self::Relation,
            2604 => Self::Default,
            2606 => Self::Constraint,
            2618 => Self::Rule,
            2620 => Self::Trigger,
            3079 => Self::Extension,
            3256 => Self::Policy,
            other => Self::Other(other),
        }
    }
}
