//! Whether an object differs, and whether a statement can make one of the other.

use super::item::Item;
use crate::catalog::{
    Column, Composite, Constraint, ConstraintKind, Domain, Function, Index, Policy, Table, Trigger,
    View,
};
use crate::model::Database;

/// How an object differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Not at all.
    None,
    /// It can be altered.
    InPlace,
    /// It has to be dropped and created again.
    Anew,
}

use Difference::{Anew, InPlace};

/// How an object differs, parts left out that are objects of their own.
pub(super) fn difference(database: Database, from: Item<'_>, to: Item<'_>) -> Difference {
    if equal(database, from, to) {
        return Difference::None;
    }
    let postgres = database == Database::Postgres;
    let replaceable = match (from, to) {
        (Item::Column(_, from), Item::Column(_, to)) => column_alters(postgres, from, to),
        (Item::Constraint(_, from), Item::Constraint(_, to)) => {
            constraint_alters(database, from, to)
        }
        (Item::Index(_, from), Item::Index(_, to)) => postgres && index_alters(from, to),
        (Item::Trigger(_, from), Item::Trigger(_, to)) => postgres && trigger_alters(from, to),
        (Item::Policy(_, from), Item::Policy(_, to)) => policy_alters(from, to),
        (Item::Rule(_, from), Item::Rule(_, to)) => from.definition == to.definition,
        (Item::View(from), Item::View(to)) => view_alters(database, from, to),
        (Item::Function(from), Item::Function(to)) => postgres && function_alters(from, to),
        _ => true,
    };
    if replaceable { InPlace } else { Anew }
}

/// Whether an alteration is refused while something uses the object: values change their type.
pub(super) fn moves(from: Item<'_>, to: Item<'_>) -> bool {
    match (from, to) {
        (Item::Column(_, from), Item::Column(_, to)) => {
            from.data_type != to.data_type || from.collation != to.collation
        }
        (Item::Enum(from), Item::Enum(to)) => !keeps_order(&from.values, &to.values),
        (Item::Domain(from), Item::Domain(to)) => domain_moves(from, to),
        (Item::Composite(from), Item::Composite(to)) => composite_moves(from, to),
        (Item::Range(from), Item::Range(to)) => from.definition != to.definition,
        _ => false,
    }
}

fn equal(database: Database, from: Item<'_>, to: Item<'_>) -> bool {
    match (from, to) {
        (Item::Schema(from), Item::Schema(to)) => from == to,
        (Item::Extension(from), Item::Extension(to)) => from == to,
        (Item::Enum(from), Item::Enum(to)) => from == to,
        (Item::Domain(from), Item::Domain(to)) => from == to,
        (Item::Composite(from), Item::Composite(to)) => from == to,
        (Item::Range(from), Item::Range(to)) => from == to,
        (Item::Sequence(from), Item::Sequence(to)) => from == to,
        (Item::Table(from), Item::Table(to)) => {
            table_equal(from, to) && (database != Database::Sqlite || body_equal(from, to))
        }
        (Item::Column(_, from), Item::Column(_, to)) => column_equal(from, to),
        (Item::Constraint(_, from), Item::Constraint(_, to)) => from == to,
        (Item::Index(_, from), Item::Index(_, to)) => from == to,
        (Item::Trigger(_, from), Item::Trigger(_, to)) => from == to,
        (Item::Policy(_, from), Item::Policy(_, to)) => from == to,
        (Item::Rule(_, from), Item::Rule(_, to)) => from == to,
        (Item::View(from), Item::View(to)) => view_equal(from, to),
        (Item::Function(from), Item::Function(to)) => from == to,
        _ => false,
    }
}

/// The table itself, without its parts.
fn table_equal(from: &Table, to: &Table) -> bool {
    from.row_security == to.row_security
        && from.partitioned == to.partitioned
        && from.partition_of == to.partition_of
        && from.inherits == to.inherits
        && from.unlogged == to.unlogged
        && from.replica_identity == to.replica_identity
        && from.options == to.options
        && from.virtual_module == to.virtual_module
        && from.comment == to.comment
}

/// Columns and constraints, in any order.
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

/// Who owns a sequence stands in the sequence, and whether a column is inherited in its table.
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
}

/// What is computed can be made again without loss; no other column ever is.
fn column_alters(postgres: bool, from: &Column, to: &Column) -> bool {
    match (&from.generated, &to.generated) {
        (None, None) => true,
        (Some(from), None) => postgres || from.stored,
        (None, Some(to)) => !postgres && to.stored,
        (Some(from), Some(to)) if postgres => from == to,
        (Some(from), Some(to)) => from.stored == to.stored,
    }
}

fn constraint_alters(database: Database, from: &Constraint, to: &Constraint) -> bool {
    let postgres = database == Database::Postgres;
    let foreign = matches!(to.kind, ConstraintKind::Foreign(_));
    let mut reached = from.clone();
    if postgres {
        reached.comment.clone_from(&to.comment);
    }
    if postgres && foreign {
        reached.deferral = to.deferral;
        reached.definition.clone_from(&to.definition);
    }
    if database == Database::Mysql || to.validated {
        reached.validated = to.validated;
    }
    reached == *to
}

fn index_alters(from: &Index, to: &Index) -> bool {
    let mut reached = from.clone();
    reached.comment.clone_from(&to.comment);
    reached.options.clone_from(&to.options);
    reached == *to
}

fn trigger_alters(from: &Trigger, to: &Trigger) -> bool {
    from.definition == to.definition
}

fn policy_alters(from: &Policy, to: &Policy) -> bool {
    from.permissive == to.permissive
        && from.command == to.command
        && from.using.is_some() <= to.using.is_some()
        && from.check.is_some() <= to.check.is_some()
}

/// A view can be replaced by one that has more columns at its end.
fn view_alters(database: Database, from: &View, to: &View) -> bool {
    match database {
        Database::Sqlite => false,
        Database::Mysql => true,
        Database::Postgres if from.materialized || to.materialized => {
            from.materialized == to.materialized && from.query == to.query
        }
        Database::Postgres => to.columns.starts_with(&from.columns),
    }
}

fn function_alters(from: &Function, to: &Function) -> bool {
    from.kind == to.kind && from.signature == to.signature && from.returns == to.returns
}

/// Whether all values are still there, in their order.
fn keeps_order(from: &[String], to: &[String]) -> bool {
    let mut to = to.iter();
    from.iter().all(|value| to.any(|other| other == value))
}

fn domain_moves(from: &Domain, to: &Domain) -> bool {
    from.data_type != to.data_type || from.collation != to.collation
}

/// Attributes can be added at the end and dropped; what stays must stay as it is.
fn composite_moves(from: &Composite, to: &Composite) -> bool {
    let kept: Vec<_> = from
        .attributes
        .iter()
        .filter(|(name, ..)| to.attributes.iter().any(|(other, ..)| other == name))
        .collect();
    !to.attributes.iter().take(kept.len()).eq(kept)
}
