//! Creates and drops tables.

mod alter;
mod inline_foreign_keys;
mod partitions;

use glowplug::catalog::{
    Column, Constraint, ConstraintKind, ObjectName, Partition, QualifiedName, Table,
};

use super::super::quote::quote;
use super::emitter::Emitter;
use super::hazards::loss;
use super::{column, constraint, text};
use crate::change::{Phase, Step};

pub(super) use alter::alter;
pub(super) use inline_foreign_keys::inline as inline_reference;
pub(super) use partitions::is_apart;

pub(super) fn create(em: &mut Emitter<'_>, table: &Table) {
    let mut apart: Vec<&Constraint> = Vec::new();
    let mut lines = Vec::new();
    let mut inline = Vec::new();
    for constraint in &table.constraints {
        match &constraint.kind {
            // They are changes of their own, but some fit into this statement.
            ConstraintKind::Foreign(_) => {}
            _ if !constraint.validated => apart.push(constraint),
            _ if is_inline(em, table, constraint) => inline.push(constraint),
            _ => lines.push(line(em, table, constraint)),
        }
    }
    let references = inline_foreign_keys::absorb(em, table, &mut lines);
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
        None if table.of_type.is_some() => typed_columns(table, &extra),
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
    partitions::attach_again(em, table);
    finish(em, table);
}

/// Emits what `CREATE TABLE` cannot express.
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

/// Drops a default that a partition or child table would inherit: `CREATE TABLE` has no way to
/// declare that there is none.
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
    if let Some(of) = &table.of_type {
        sql += &format!(" OF {}", em.name(of));
    }
    if let Some(partition) = &table.partition_of {
        sql += &format!(" PARTITION OF {}", em.name(&partition.parent));
    }
    if !lines.is_empty() {
        sql += &format!(" (\n    {}\n)", lines.join(",\n    "));
    } else if table.partition_of.is_none() && table.of_type.is_none() {
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

/// Returns what the columns of a partition have in addition to those of its partitioned table.
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

/// Returns what the columns of a typed table have in addition to its type.
fn typed_columns(table: &Table, extra: &dyn Fn(&Column) -> String) -> Vec<String> {
    let lines = table.columns.iter().filter_map(|column| {
        let extra = extra(column);
        let mut options = String::new();
        if !column.nullable && !extra.contains("PRIMARY KEY") {
            options += " NOT NULL";
        }
        if let Some(default) = &column.default {
            options += &format!(" DEFAULT {default}");
        }
        options += &extra;
        let name = quote(&column.name);
        (!options.is_empty()).then(|| format!("{name} WITH OPTIONS{options}"))
    });
    lines.collect()
}

fn keys(constraint: &Constraint) -> &[String] {
    super::deferred::keys(&constraint.kind).unwrap_or_default()
}

/// Returns true if a key of one column can be written as a keyword after that column.
fn is_inline(em: &Emitter<'_>, table: &Table, constraint: &Constraint) -> bool {
    let [column] = keys(constraint) else {
        return false;
    };
    let bare = constraint
        .definition
        .ends_with(&format!("({})", quote(column)))
        && !constraint.definition.contains(" NULLS ")
        && constraint.definition.matches('(').count() == 1;
    bare && table.partition_of.is_none() && has_chosen_name(em, table, constraint)
}

/// Returns true if a constraint has the name that the server would generate. The server picks
/// another one if any table of the schema has a constraint with that name, such as the partitions
/// of a table that is recreated.
fn has_chosen_name(em: &Emitter<'_>, table: &Table, constraint: &Constraint) -> bool {
    if partitions::is_recreated(em, &table.name) || em.is_shared(&table.name, &constraint.label()) {
        return false;
    }
    let name = &table.name.name;
    let chosen = match &constraint.kind {
        ConstraintKind::PrimaryKey { .. } => text::generated_name::<&str>(name, &[], "pkey"),
        ConstraintKind::Unique { columns, .. } => text::generated_name(name, columns, "key"),
        ConstraintKind::Foreign(key) => text::generated_name(name, &key.columns, "fkey"),
        ConstraintKind::Check { .. } | ConstraintKind::Exclusion => return false,
    };
    constraint.name.as_ref() == Some(&chosen)
}

/// Returns a constraint as a line of its own, named if the server would generate another name.
fn line(em: &Emitter<'_>, table: &Table, constraint: &Constraint) -> String {
    if has_chosen_name(em, table, constraint) {
        return constraint.definition.clone();
    }
    constraint::named(constraint)
}

pub(super) fn drop(em: &mut Emitter<'_>, table: &Table) {
    let gone =
        |em: &Emitter<'_>, name: &QualifiedName| em.is_past_drop(&ObjectName::Table(name.clone()));
    // A partition is dropped along with its partitioned table.
    if table
        .partition_of
        .as_ref()
        .is_some_and(|partition| gone(em, &partition.parent))
    {
        return;
    }
    let name = em.name(&table.name);
    if let Some(whole) = inline_foreign_keys::holding(em, table) {
        let clause = format!("DETACH PARTITION {name}");
        em.say(em.alter_table(&whole, &[clause]));
    }
    let loses = partitions::detach_for_a_while(em, table);
    let hazards = loses.into_iter().map(|name| {
        loss(
            format!("all rows of {} are lost", em.name(&name)),
            "stop using it first, and drop it in a later release",
        )
    });
    let hazards = hazards.collect();
    em.warn(format!("DROP TABLE {name}"), hazards);
}

/// Returns the step, deferred if it depends on an index or key that is built separately.
pub(super) fn behind(step: Step, later: bool) -> Step {
    if later {
        step.at(Phase::Deferred)
    } else {
        step
    }
}
