//! Tables: how they are made, dropped and changed as wholes.

mod alter;
mod reference;

use super::super::quote::quote;
use super::emitter::Emitter;
use super::hazards::loss;
use super::{column, constraint, text};
use crate::catalog::{
    Column, Constraint, ConstraintKind, ObjectName, Partition, QualifiedName, Table,
};
use crate::change::{Place, Step};

pub(super) use alter::alter;
pub(super) use reference::inline as inline_reference;

pub(super) fn create(em: &mut Emitter<'_>, table: &Table) {
    let mut apart: Vec<&Constraint> = Vec::new();
    let mut lines = Vec::new();
    let mut inline = Vec::new();
    for constraint in &table.constraints {
        match &constraint.kind {
            // Those come as changes of their own, but may fit in here.
            ConstraintKind::Foreign(_) => {}
            _ if !constraint.validated => apart.push(constraint),
            _ if is_inline(table, constraint) => inline.push(constraint),
            _ => lines.push(line(table, constraint)),
        }
    }
    let references = reference::absorb(em, table, &mut lines);
    let extra = |column: &Column| {
        let keys = inline
            .iter()
            .filter(|key| keys(key) == [column.name.clone()]);
        let words = keys.map(|key| match key.kind {
            ConstraintKind::PrimaryKey { .. } => " PRIMARY KEY".to_owned(),
            _ => " UNIQUE".to_owned(),
        });
        let references = references.get(&column.name).map(|text| format!(" {text}"));
        words.chain(references).collect::<String>()
    };
    let mut all: Vec<String> = match &table.partition_of {
        Some(partition) => own_columns(em, table, partition),
        None => {
            let own = table.columns.iter().filter(|column| !column.inherited);
            own.map(|column| column::definition(em, &table.name, column, &extra(column)))
                .collect()
        }
    };
    all.append(&mut lines);
    let sql = statement(em, table, &all);
    let hazards = alter::beside_default(em, table);
    em.warn(sql, hazards);
    for constraint in apart {
        constraint::create(em, &table.name, constraint);
    }
    finish(em, table);
}

/// What the statement cannot say.
fn finish(em: &mut Emitter<'_>, table: &Table) {
    let name = em.name(&table.name);
    em.comment(&format!("TABLE {name}"), None, table.comment.as_ref());
    for column in &table.columns {
        column::finish(em, &table.name, column);
        drop_default_of_parent(em, table, column);
    }
    for constraint in &table.constraints {
        let apart = constraint.foreign_key().is_some() || !constraint.validated;
        if !apart {
            constraint::comment(em, &table.name, constraint, None);
        }
    }
    alter::row_security(em, &table.name, Default::default(), table.row_security);
    alter::replica_identity(em, table, None);
}

/// A partition or child has the defaults of its parent unless it says otherwise, and there is no
/// way to say none while it is made.
fn drop_default_of_parent(em: &mut Emitter<'_>, table: &Table, column: &Column) {
    if column.default.is_some() || column.identity.is_some() || column.generated.is_some() {
        return;
    }
    let parent = table
        .partition_of
        .as_ref()
        .map(|partition| &partition.parent);
    let mut parents = parent.into_iter().chain(&table.inherits);
    if parents.any(|parent| {
        column::of(em.to.table(parent), &column.name).is_some_and(|own| own.default.is_some())
    }) {
        let clause = format!("ALTER COLUMN {} DROP DEFAULT", quote(&column.name));
        em.say(em.alter_table(&table.name, &[clause]));
    }
}

fn statement(em: &Emitter<'_>, table: &Table, lines: &[String]) -> String {
    let unlogged = if table.unlogged { "UNLOGGED " } else { "" };
    let mut sql = format!("CREATE {unlogged}TABLE {}", em.name(&table.name));
    if let Some(partition) = &table.partition_of {
        sql += &format!(" PARTITION OF {}", em.name(&partition.parent));
    }
    if !lines.is_empty() {
        sql += &format!(" (\n    {}\n)", lines.join(",\n    "));
    } else if table.partition_of.is_none() {
        sql += " ()";
    }
    if let Some(partition) = &table.partition_of {
        sql += if lines.is_empty() { "\n    " } else { " " };
        sql += &partition.bound;
    }
    if !table.inherits.is_empty() {
        let parents: Vec<_> = table
            .inherits
            .iter()
            .map(|parent| em.name(parent))
            .collect();
        sql += &format!(" INHERITS ({})", parents.join(", "));
    }
    if let Some(partitioned) = &table.partitioned {
        sql += &format!(" PARTITION BY {}", partitioned.by);
    }
    if !table.options.is_empty() {
        sql += &format!(" WITH ({})", table.options.join(", "));
    }
    sql
}

/// What the columns of a partition have that those of the whole have not.
fn own_columns(em: &Emitter<'_>, table: &Table, partition: &Partition) -> Vec<String> {
    let parent = em.to.table(&partition.parent);
    let mut lines = Vec::new();
    for column in &table.columns {
        let above = column::of(parent, &column.name);
        let mut line = quote(&column.name).into_owned();
        let length = line.len();
        let default = above.and_then(|above| above.default.as_ref());
        if let Some(own) = column.default.as_ref().filter(|own| Some(*own) != default) {
            line += &format!(" DEFAULT {own}");
        }
        if !column.nullable && above.is_some_and(|above| above.nullable) {
            line += " NOT NULL";
        }
        if line.len() > length {
            lines.push(line);
        }
    }
    lines
}

fn keys(constraint: &Constraint) -> &[String] {
    super::later::keys(&constraint.kind).unwrap_or_default()
}

/// Whether a key of one column needs no more than a word behind its column.
fn is_inline(table: &Table, constraint: &Constraint) -> bool {
    let [column] = keys(constraint) else {
        return false;
    };
    let bare = constraint
        .definition
        .ends_with(&format!("({})", quote(column)))
        && !constraint.definition.contains(" NULLS ")
        && constraint.definition.matches('(').count() == 1;
    bare && table.partition_of.is_none() && has_chosen_name(table, constraint)
}

/// Whether the server gives a constraint the name that it has.
fn has_chosen_name(table: &Table, constraint: &Constraint) -> bool {
    let name = &table.name.name;
    let chosen = match &constraint.kind {
        ConstraintKind::PrimaryKey { .. } => text::chosen_name::<&str>(name, &[], "pkey"),
        ConstraintKind::Unique { columns, .. } => text::chosen_name(name, columns, "key"),
        ConstraintKind::Foreign(key) => text::chosen_name(name, &key.columns, "fkey"),
        ConstraintKind::Check { .. } | ConstraintKind::Exclusion => return false,
    };
    constraint.name.as_ref() == Some(&chosen)
}

/// A constraint in a line of its own, with its name where the server would give it another.
fn line(table: &Table, constraint: &Constraint) -> String {
    if has_chosen_name(table, constraint) {
        return constraint.definition.clone();
    }
    constraint::named(constraint)
}

pub(super) fn drop(em: &mut Emitter<'_>, table: &Table) {
    let gone = |em: &Emitter<'_>, name: &QualifiedName| {
        let name = ObjectName::Table(name.clone());
        em.outline
            .drops
            .get(&name)
            .is_some_and(|&at| at < em.position)
    };
    // A partition goes with the whole.
    if table
        .partition_of
        .as_ref()
        .is_some_and(|partition| gone(em, &partition.parent))
    {
        return;
    }
    let name = em.name(&table.name);
    if let Some(whole) = reference::holding(em, table) {
        let clause = format!("DETACH PARTITION {name}");
        em.say(em.alter_table(&whole, &[clause]));
    }
    let hazard = loss(
        format!("all rows of {name} are gone"),
        "stop using it first, and drop it in a later release",
    );
    em.warn(format!("DROP TABLE {name}"), vec![hazard]);
}

/// The place of what uses an index or key that may be built apart.
pub(super) fn behind(step: Step, later: bool) -> Step {
    if later { step.at(Place::Later) } else { step }
}
