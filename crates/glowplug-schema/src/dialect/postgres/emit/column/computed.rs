//! Virtual columns that become plain ones.

use glowplug::catalog::{Column, ObjectName, QualifiedName, Table};

use super::super::emitter::Emitter;
use super::super::hazards::loss;
use super::super::text::words;
use crate::change::Hazard;

/// Returns the stored form of a virtual column that becomes a plain one, which keeps its values; none
/// if a column that it is computed from changes.
pub(super) fn stored_before(
    em: &Emitter<'_>,
    table: &QualifiedName,
    to: &Column,
) -> Option<Column> {
    let before = em.from.table(table)?;
    let old = becomes_plain(em, table, before, to)?;
    let mut generated = old.generated.clone()?;
    let sources: Vec<String> = words(&generated.expression).map(str::to_owned).collect();
    let stays = |column: &Column| {
        let after = em
            .to
            .table(table)
            .and_then(|table| table.column(&column.name));
        after == Some(column) && !comes_again(em, table, &column.name)
    };
    // A quoted name may have several words.
    let is_quoted = generated.expression.contains('"');
    let others = before
        .columns
        .iter()
        .filter(|column| column.name != to.name);
    let mut read = others.filter(|column| is_quoted || sources.contains(&column.name));
    if !read.all(stays) {
        return None;
    }
    generated.stored = true;
    Some(Column {
        generated: Some(generated),
        ..old.clone()
    })
}

/// Returns the hazard that a virtual column becomes a plain one without its values.
pub(super) fn loses(em: &Emitter<'_>, table: &QualifiedName, old: &Column) -> Option<Hazard> {
    let before = em.from.table(table)?;
    let to = em.to.table(table)?.column(&old.name)?;
    becomes_plain(em, table, before, to)?;
    let why = format!(
        "the values of {}.{}, which were computed, are lost",
        em.name(table),
        old.name
    );
    let safer = "add a column of another name beside it, and fill it from the expression";
    stored_before(em, table, to)
        .is_none()
        .then(|| loss(why, safer))
}

fn becomes_plain<'t>(
    em: &Emitter<'_>,
    table: &QualifiedName,
    before: &'t Table,
    to: &Column,
) -> Option<&'t Column> {
    let old = before.column(&to.name)?;
    let is_virtual = old.generated.as_ref().is_some_and(|one| !one.stored);
    let is_plain = to.generated.is_none() && to.identity.is_none();
    (is_virtual && is_plain && comes_again(em, table, &to.name)).then_some(old)
}

fn comes_again(em: &Emitter<'_>, table: &QualifiedName, column: &str) -> bool {
    em.comes_again(&ObjectName::Column(table.clone(), column.to_owned()))
}
