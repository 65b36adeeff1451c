//! Tables that come into being.

use super::keys;
use super::work::{Act, Work};
use crate::catalog::{Constraint, ConstraintKind, Index, Table};
use crate::change::Step;
use crate::dialect::mysql::layout;
use crate::dialect::mysql::reserved::{identifier, literal};

/// `CREATE TABLE` with these foreign keys.
pub(super) fn table(table: &Table, work: &Work<'_>, references: &[&Constraint]) -> Step {
    let mut lines: Vec<String> = table.columns.iter().map(layout::column).collect();
    let is_primary = |one: &&Constraint| matches!(one.kind, ConstraintKind::PrimaryKey { .. });
    let is_check = |one: &&Constraint| matches!(one.kind, ConstraintKind::Check { .. });
    let all = || table.constraints.iter();
    lines.extend(all().filter(is_primary).filter_map(keys::text));
    let rest = all().filter(|one| !is_primary(one) && !is_check(one));
    lines.extend(rest.filter_map(keys::text));
    lines.extend(indexes(table, work).into_iter().map(layout::index));
    lines.extend(references.iter().map(|one| reference(one)));
    lines.extend(all().filter(is_check).filter_map(keys::text));
    let mut sql = format!(
        "CREATE TABLE {} (\n    {}\n)",
        layout::name(&table.name),
        lines.join(",\n    ")
    );
    for option in &table.options {
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

/// The indexes of a new table: its own, and those that come as changes of their own.
fn indexes<'a>(table: &'a Table, work: &Work<'a>) -> Vec<&'a Index> {
    let mut indexes: Vec<&Index> = table.indexes.iter().collect();
    for (name, act) in &work.indexes {
        let Act::Create(index) = act else { continue };
        if **name == table.name && !indexes.iter().any(|known| known.name == index.name) {
            indexes.push(index);
        }
    }
    indexes
}

/// A foreign key with its name.
pub(super) fn reference(constraint: &Constraint) -> String {
    let key = constraint.foreign_key().map(layout::foreign_key);
    let name = identifier(&constraint.label());
    format!("CONSTRAINT {name} {}", key.unwrap_or_default())
}
