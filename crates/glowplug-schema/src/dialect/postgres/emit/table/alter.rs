//! Changes of a table itself, not of its parts.

use glowplug::catalog::{ObjectName, QualifiedName, RowSecurity, Table};

use super::super::super::quote::quote;
use super::super::deferred::{index_columns, keys};
use super::super::emitter::Emitter;
use super::super::hazards::{long_lock, may_fail, rewrite};
use super::super::options;
use super::behind;
use crate::change::{Hazard, Step};

/// Prefix of a replica identity that is an index.
const BY_INDEX: &str = "USING INDEX ";

pub(in super::super) fn alter(em: &mut Emitter<'_>, from: &Table, to: &Table) {
    if from.partitioned != to.partitioned {
        let reason = "how a table is partitioned cannot be changed: create another table that is \
                      partitioned as wanted, move the rows, and rename the two";
        return em.refuse(ObjectName::Table(to.name.clone()), reason);
    }
    parents(em, from, to);
    partition(em, from, to);
    of_type(em, from, to);
    logged(em, from, to);
    for clause in options::clauses(&from.options, &to.options) {
        em.say(em.alter_table(&to.name, &[clause]));
    }
    row_security(em, &to.name, from.row_security, to.row_security);
    replica_identity(em, to, from.replica_identity.as_ref());
    let on = format!("TABLE {}", em.name(&to.name));
    em.comment(&on, from.comment.as_ref(), to.comment.as_ref());
}

fn parents(em: &mut Emitter<'_>, from: &Table, to: &Table) {
    for parent in from
        .inherits
        .iter()
        .filter(|parent| !to.inherits.contains(parent))
    {
        let clause = format!("NO INHERIT {}", em.name(parent));
        em.say(em.alter_table(&to.name, &[clause]));
    }
    for parent in to
        .inherits
        .iter()
        .filter(|parent| !from.inherits.contains(parent))
    {
        let clause = format!("INHERIT {}", em.name(parent));
        em.say(em.alter_table(&to.name, &[clause]));
    }
}

fn partition(em: &mut Emitter<'_>, from: &Table, to: &Table) {
    if from.partition_of == to.partition_of {
        return;
    }
    let name = em.name(&to.name);
    if let Some(partition) = &from.partition_of {
        em.say(em.alter_table(&partition.parent, &[format!("DETACH PARTITION {name}")]));
    }
    if let Some(partition) = &to.partition_of {
        let clause = format!("ATTACH PARTITION {name} {}", partition.bound);
        let mut hazards = attaching(em, &to.name, &partition.parent);
        hazards.extend(beside_default(em, to));
        let sql = em.alter_table(&partition.parent, &[clause]);
        em.warn(sql, hazards);
    }
}

/// Attaches a table to a composite type, or detaches it.
fn of_type(em: &mut Emitter<'_>, from: &Table, to: &Table) {
    if from.of_type == to.of_type {
        return;
    }
    let clause = match &to.of_type {
        Some(of) => format!("OF {}", em.name(of)),
        None => "NOT OF".to_owned(),
    };
    em.say(em.alter_table(&to.name, &[clause]));
}

pub(super) fn attaching(
    em: &Emitter<'_>,
    table: &QualifiedName,
    parent: &QualifiedName,
) -> Vec<Hazard> {
    if em.outline.is_new(table) {
        return Vec::new();
    }
    let (name, whole) = (em.name(table), em.name(parent));
    let locks = format!(
        "ACCESS EXCLUSIVE on {name} and SHARE UPDATE EXCLUSIVE on {whole} while all rows of {name} are read"
    );
    vec![
        may_fail(
            format!("rows of {name} may not belong there"),
            "look for such rows first",
        ),
        long_lock(
            "all rows are looked at",
            locks,
            "validate a check that says the same first, which need not be looked at again",
        ),
    ]
}

/// Returns the hazards of a new partition next to a default one, whose rows the server then checks
/// because they may belong to the new one.
pub(super) fn beside_default(em: &Emitter<'_>, table: &Table) -> Vec<Hazard> {
    let Some(partition) = &table.partition_of else {
        return Vec::new();
    };
    let mut tables = em.from.catalog.tables.iter();
    let default = tables.find(|other| {
        let part = other.partition_of.as_ref();
        let gone = ObjectName::Table(other.name.clone());
        part.is_some_and(|part| part.parent == partition.parent && part.bound == "DEFAULT")
            && !em.outline.drops.contains_key(&gone)
            && other.name != table.name
    });
    let Some(default) = default else {
        return Vec::new();
    };
    let (name, whole) = (em.name(&default.name), em.name(&partition.parent));
    vec![
        may_fail(
            format!("{name} may hold rows that belong there"),
            "move such rows first",
        ),
        long_lock(
            format!("all rows of {name} are looked at"),
            format!("ACCESS EXCLUSIVE on {name} and {whole} while all rows of {name} are read"),
            "validate a check on the default partition that says the same first",
        ),
    ]
}

fn logged(em: &mut Emitter<'_>, from: &Table, to: &Table) {
    if from.unlogged == to.unlogged {
        return;
    }
    let word = if to.unlogged {
        "SET UNLOGGED"
    } else {
        "SET LOGGED"
    };
    let name = em.name(&to.name);
    let why = if to.unlogged {
        "its rows leave the write-ahead log, and are lost in a crash"
    } else {
        "its rows enter the write-ahead log"
    };
    let hazard = rewrite(&name, why, "do it while nobody needs the table");
    em.warn(em.alter_table(&to.name, &[word.to_owned()]), vec![hazard]);
}

pub(super) fn row_security(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    from: RowSecurity,
    to: RowSecurity,
) {
    if from.enabled != to.enabled {
        let word = if to.enabled { "ENABLE" } else { "DISABLE" };
        em.say(em.alter_table(table, &[format!("{word} ROW LEVEL SECURITY")]));
    }
    if from.forced != to.forced {
        let word = if to.forced { "FORCE" } else { "NO FORCE" };
        em.say(em.alter_table(table, &[format!("{word} ROW LEVEL SECURITY")]));
    }
}

/// Sets the replica identity. One that uses an index comes last: the index may belong to another
/// change, and its columns may be nullable until then. Any other comes first: columns of the old
/// one may become nullable.
pub(super) fn replica_identity(em: &mut Emitter<'_>, table: &Table, from: Option<&String>) {
    if from == table.replica_identity.as_ref() {
        return;
    }
    let identity = table.replica_identity.as_deref().unwrap_or("DEFAULT");
    let step = Step::new(em.alter_table(&table.name, &[format!("REPLICA IDENTITY {identity}")]));
    let Some(index) = identity.strip_prefix(BY_INDEX) else {
        return em.push(step);
    };
    if from.is_some_and(|from| takes_null_again(em, table, from)) {
        let none = em.alter_table(&table.name, &["REPLICA IDENTITY DEFAULT".to_owned()]);
        em.say(none);
    }
    let later = table.indexes.iter().any(|own| {
        let name = ObjectName::Index(table.name.clone(), own.name.clone());
        quote(&own.name) == index
            && (em.outline.touches(&name) || is_filled_later(em, table, &index_columns(own)))
    });
    let constraint = table.constraints.iter().any(|own| {
        let name = ObjectName::Constraint(table.name.clone(), own.label());
        let columns = keys(&own.kind).unwrap_or_default();
        quote(&own.label()) == index
            && (em.outline.touches(&name) || is_filled_later(em, table, columns))
    });
    let apart = em.is_parted() && !em.outline.is_new(&table.name);
    em.push_last(behind(step, apart && (later || constraint)));
}

/// Returns true if a column of the identity's index loses the `NOT NULL` that it needs.
fn takes_null_again(em: &Emitter<'_>, table: &Table, identity: &str) -> bool {
    let index = identity.strip_prefix(BY_INDEX).unwrap_or_default();
    let before = em.from.table(&table.name);
    let indexes = before.into_iter().flat_map(|before| &before.indexes);
    let mut columns = indexes
        .filter(|own| quote(&own.name) == index)
        .flat_map(index_columns);
    columns.any(|name| table.column(&name).is_some_and(|column| column.nullable))
}

/// Returns true if one of these columns is nullable before the changes, but not after them.
fn is_filled_later(em: &Emitter<'_>, table: &Table, columns: &[String]) -> bool {
    let before = em.from.table(&table.name);
    columns.iter().any(|name| {
        let nullable = |table: Option<&Table>| {
            let column = table.and_then(|table| table.column(name));
            column.is_some_and(|column| column.nullable)
        };
        nullable(before) && !nullable(Some(table))
    })
}
