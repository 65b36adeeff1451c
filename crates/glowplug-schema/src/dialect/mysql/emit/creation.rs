//! Formats `CREATE TABLE`.

use glowplug::catalog::{Constraint, ConstraintKind, Index, Table};

use super::grouped_changes::{Act, GroupedChanges};
use super::keys;
use super::versioned::is_period;
use crate::change::Step;
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::{identifier, literal};

/// Returns `CREATE TABLE` with these foreign keys.
pub(super) fn table(table: &Table, work: &GroupedChanges<'_>, references: &[&Constraint]) -> Step {
    let mut lines: Vec<String> = table.columns.iter().map(format::column).collect();
    let is_primary = |one: &&Constraint| matches!(one.kind, ConstraintKind::PrimaryKey { .. });
    let is_check = |one: &&Constraint| matches!(one.kind, ConstraintKind::Check { .. });
    let all = || table.constraints.iter();
    lines.extend(all().filter(is_primary).filter_map(keys::text));
    let rest = all().filter(|one| !is_primary(one) && !is_check(one));
    lines.extend(rest.filter_map(keys::text));
    lines.extend(indexes(table, work).into_iter().map(format::index));
    lines.extend(references.iter().map(|one| reference(one)));
    lines.extend(all().filter(is_check).filter_map(keys::text));
    let (periods, options): (Vec<&String>, Vec<&String>) =
        table.options.iter().partition(|option| is_period(option));
    lines.extend(periods.into_iter().map(|period| format::plain(period)));
    let mut sql = format!(
        "CREATE TABLE {} (\n    {}\n)",
        format::name(&table.name),
        lines.join(",\n    ")
    );
    for option in options {
        sql = format!("{sql} {option}");
    }
    if let Some(comment) = &table.comment {
        sql = format!("{sql} COMMENT = {}", literal(comment));
    }
    if let Some(partitioned) = &table.partitioned {
        sql = format!("{sql}\nPARTITION BY {}", partitioned.by);
    }
    Step::new(sql)
}

/// Returns the indexes of a new table: its own, and those from separate changes.
fn indexes<'a>(table: &'a Table, work: &GroupedChanges<'a>) -> Vec<&'a Index> {
    let mut indexes: Vec<&Index> = table.indexes.iter().collect();
    for (name, act) in &work.indexes {
        let Act::Create(index) = act else { continue };
        if **name == table.name && !indexes.iter().any(|known| known.name == index.name) {
            indexes.push(index);
        }
    }
    indexes
}

/// Formats a foreign key with its name.
pub(super) fn reference(constraint: &Constraint) -> String {
    let key = constraint.foreign_key().map(format::foreign_key);
    let name = identifier(&constraint.label());
    format!("CONSTRAINT {name} {}", key.unwrap_or_default())
}
