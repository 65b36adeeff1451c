//! Decides whether an object differs, and whether a statement can alter it in place.

use glowplug::catalog::{Column, Composite, Constraint, Domain, Policy, Table, View};
use glowplug::model::Database;

use super::object_ref::ObjectRef;
use crate::dialect;

/// The way in which an object differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Not at all.
    None,
    /// The object can be altered in place.
    InPlace,
    /// The object has to be dropped and recreated.
    Recreate,
}

use Difference::{InPlace, Recreate};

/// Returns how an object differs, ignoring its parts that are objects of their own.
pub(super) fn difference(database: Database, from: ObjectRef<'_>, to: ObjectRef<'_>) -> Difference {
    if equal(database, from, to) {
        return Difference::None;
    }
    let dialect = dialect::of(database);
    let replaceable = match (from, to) {
        (ObjectRef::Column(_, from), ObjectRef::Column(_, to)) => dialect.alters_column(from, to),
        (ObjectRef::Constraint(_, from), ObjectRef::Constraint(_, to)) => {
            dialect.alters_constraint(from, to)
        }
        (ObjectRef::Index(_, from), ObjectRef::Index(_, to)) => dialect.alters_index(from, to),
        (ObjectRef::Trigger(_, from), ObjectRef::Trigger(_, to)) => {
            dialect.alters_trigger(from, to)
        }
        (ObjectRef::Policy(_, from), ObjectRef::Policy(_, to)) => policy_alters(from, to),
        (ObjectRef::Rule(_, from), ObjectRef::Rule(_, to)) => from.definition == to.definition,
        (ObjectRef::View(from), ObjectRef::View(to)) => dialect.alters_view(from, to),
        (ObjectRef::Function(from), ObjectRef::Function(to)) => dialect.alters_function(from, to),
        (ObjectRef::Other(from), ObjectRef::Other(to)) => {
            to.kind.is_access() || from.create == to.create && from.drop == to.drop
        }
        _ => true,
    };
    if replaceable { InPlace } else { Recreate }
}

/// Returns true if the alteration changes the type of values, and so is refused while another
/// object uses this one.
pub(super) fn moves(from: ObjectRef<'_>, to: ObjectRef<'_>) -> bool {
    match (from, to) {
        (ObjectRef::Column(_, from), ObjectRef::Column(_, to)) => {
            from.data_type != to.data_type || from.collation != to.collation
        }
        (ObjectRef::Enum(from), ObjectRef::Enum(to)) => !keeps_order(&from.values, &to.values),
        (ObjectRef::Domain(from), ObjectRef::Domain(to)) => domain_moves(from, to),
        (ObjectRef::Composite(from), ObjectRef::Composite(to)) => composite_moves(from, to),
        (ObjectRef::Range(from), ObjectRef::Range(to)) => from.definition != to.definition,
        _ => false,
    }
}

fn equal(database: Database, from: ObjectRef<'_>, to: ObjectRef<'_>) -> bool {
    match (from, to) {
        (ObjectRef::Schema(from), ObjectRef::Schema(to)) => from == to,
        (ObjectRef::Extension(from), ObjectRef::Extension(to)) => from == to,
        (ObjectRef::Enum(from), ObjectRef::Enum(to)) => from == to,
        (ObjectRef::Domain(from), ObjectRef::Domain(to)) => from == to,
        (ObjectRef::Composite(from), ObjectRef::Composite(to)) => from == to,
        (ObjectRef::Range(from), ObjectRef::Range(to)) => from == to,
        (ObjectRef::Sequence(from), ObjectRef::Sequence(to)) => from == to,
        (ObjectRef::Table(from), ObjectRef::Table(to)) => {
            let is_whole = dialect::of(database).capabilities().table_rebuild;
            table_equal(from, to) && (!is_whole || body_equal(from, to))
        }
        (ObjectRef::Column(_, from), ObjectRef::Column(_, to)) => column_equal(from, to),
        (ObjectRef::Constraint(_, from), ObjectRef::Constraint(_, to)) => from == to,
        (ObjectRef::Index(_, from), ObjectRef::Index(_, to)) => from == to,
        (ObjectRef::Trigger(_, from), ObjectRef::Trigger(_, to)) => from == to,
        (ObjectRef::Policy(_, from), ObjectRef::Policy(_, to)) => from == to,
        (ObjectRef::Rule(_, from), ObjectRef::Rule(_, to)) => from == to,
        (ObjectRef::View(from), ObjectRef::View(to)) => view_equal(from, to),
        (ObjectRef::Function(from), ObjectRef::Function(to)) => {
            dialect::of(database).is_same_function(from, to)
        }
        (ObjectRef::Other(from), ObjectRef::Other(to)) => from == to,
        _ => false,
    }
}

/// Compares tables without their parts.
fn table_equal(from: &Table, to: &Table) -> bool {
    from.row_security == to.row_security
        && from.partitioned == to.partitioned
        && from.partition_of == to.partition_of
        && from.inherits == to.inherits
        && from.of_type == to.of_type
        && from.unlogged == to.unlogged
        && from.replica_identity == to.replica_identity
        && from.options == to.options
        && from.virtual_module == to.virtual_module
        && from.comment == to.comment
}

/// Compares columns and constraints, in any order.
fn body_equal(from: &Table, to: &Table) -> bool {
    fn sorted(table: &Table) -> (Vec<&Column>, Vec<&Constraint>) {
        let mut columns: Vec<&Column> = table.columns.iter().collect();
        columns.sort_by_key(|column| &column.name);
        let mut constraints: Vec<&Constraint> = table.constraints.iter().collect();
        constraints.sort_by(|a, b| (&a.name, &a.definition).cmp(&(&b.name, &b.definition)));
        (columns, constraints)
    }
    sorted(from) == sorted(to)
}

/// Compares columns, ignoring the owned sequence and whether the column is inherited: the sequence
/// stores its owner, and the table its parents.
fn column_equal(from: &Column, to: &Column) -> bool {
    if from.owned_sequence == to.owned_sequence && from.inherited == to.inherited {
        return from == to;
    }
    let mut from = from.clone();
    from.owned_sequence.clone_from(&to.owned_sequence);
    from.inherited = to.inherited;
    from == *to
}

fn view_equal(from: &View, to: &View) -> bool {
    from.query == to.query
        && from.columns == to.columns
        && from.materialized == to.materialized
        && from.options == to.options
        && from.comment == to.comment
        && from.column_comments == to.column_comments
        && from.column_defaults == to.column_defaults
}

fn policy_alters(from: &Policy, to: &Policy) -> bool {
    from.permissive == to.permissive
        && from.command == to.command
        && from.using.is_some() <= to.using.is_some()
        && from.check.is_some() <= to.check.is_some()
}

/// Returns true if all values still exist, in the same order.
fn keeps_order(from: &[String], to: &[String]) -> bool {
    let mut to = to.iter();
    from.iter().all(|value| to.any(|other| other == value))
}

fn domain_moves(from: &Domain, to: &Domain) -> bool {
    from.data_type != to.data_type || from.collation != to.collation
}

/// Returns true if the type cannot be altered in place: attributes can be added at the end and
/// dropped, but those that remain must not change.
fn composite_moves(from: &Composite, to: &Composite) -> bool {
    let kept: Vec<_> = from
        .attributes
        .iter()
        .filter(|(name, ..)| to.attributes.iter().any(|(other, ..)| other == name))
        .collect();
    !to.attributes.iter().take(kept.len()).eq(kept)
}
