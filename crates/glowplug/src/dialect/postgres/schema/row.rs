//! The JSON that the schema query returns.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalog::{
    Column, Composite, Constraint, Domain, EnumType, Extension, Function, Index, OtherObject,
    Policy, Range, Rule, Schema, Sequence, Table, Trigger, Uncompared, View,
};

/// OID of an object, unique within its system catalog.
pub(super) type Oid = u32;

/// The whole result.
#[derive(Deserialize)]
pub(super) struct SchemaRows {
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
    pub(super) uncompared: Vec<Uncompared>,
    /// By the file of `others` that returned them.
    #[serde(flatten)]
    pub(super) others: BTreeMap<String, Vec<FoundOther>>,
}

/// An object that is kept as a complete statement.
#[derive(Deserialize)]
pub(super) struct FoundOther {
    pub(super) class: Class,
    /// 0 if it is a property of another object, not an object with an OID.
    pub(super) id: Oid,
    /// System catalog, OID and column number of what it depends on, where `pg_depend` does not
    /// tell.
    pub(super) uses: Vec<(Class, Oid, i16)>,
    pub(super) object: OtherObject,
}

/// A table that belongs to an extension.
#[derive(Deserialize)]
pub(super) struct Belonging {
    pub(super) object: Table,
}

/// An object that is not a part of a table or view.
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
    /// OIDs of its check constraints.
    pub(super) checks: Vec<Oid>,
}

#[derive(Deserialize)]
pub(super) struct FoundSequence {
    pub(super) id: Oid,
    /// OID of the table, and number of the column, that own the sequence.
    pub(super) owner: Option<Oid>,
    pub(super) number: Option<i16>,
    /// Whether it belongs to an identity column.
    pub(super) identity: bool,
    pub(super) object: Sequence,
}

#[derive(Deserialize)]
pub(super) struct FoundColumn {
    pub(super) owner: Oid,
    pub(super) number: i16,
    /// OID of its default or generation expression.
    pub(super) value: Option<Oid>,
    pub(super) object: Column,
}

#[derive(Deserialize)]
pub(super) struct FoundConstraint {
    pub(super) id: Oid,
    pub(super) owner: Oid,
    /// OID of the index that it created or, for a foreign key, of the index that it uses; 0 if
    /// none.
    pub(super) index: Oid,
    pub(super) object: Constraint,
}

#[derive(Deserialize)]
pub(super) struct FoundView {
    pub(super) id: Oid,
    /// OID of the rule that makes it a view.
    pub(super) rule: Oid,
    /// OIDs of its columns' defaults.
    pub(super) values: Vec<Oid>,
    pub(super) object: View,
}

/// A type that is derived from another object: of rows, arrays or multiranges.
#[derive(Deserialize)]
pub(super) struct Alias {
    pub(super) id: Oid,
    pub(super) class: Class,
    pub(super) stands_for: Oid,
}

/// A member of an extension.
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

/// A system catalog; their OIDs are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(from = "Oid")]
pub(super) enum Class {
    /// `pg_attrdef`: default and generation expressions of columns.
    Default,
    /// `pg_class`: tables, views, indexes, sequences, and their columns.
    Relation,
    Constraint,
    Extension,
    Function,
    Policy,
    Rule,
    Trigger,
    Type,
    /// A catalog whose objects the model has only as complete statements or as members of
    /// extensions.
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
