//! Prepares columns that the server cannot convert correctly in one statement.
//!
//! The server converts between numbers and enum values by position, and between numbers and sets by
//! bits. It refuses to convert MariaDB's `uuid`, `inet4` and `inet6` from and to numbers, dates and
//! each other. Converted to text first, every value keeps its meaning. A virtual column is replaced by
//! a stored one first, which keeps its values when it becomes a plain column.

use glowplug::catalog::{Column, ConstraintKind, QualifiedName, Table, Trigger};

use super::alteration::Alteration;
use super::columns;
use super::detours::{Detour, detour, text_length, truth};
use super::grouped_changes::GroupedChanges;
use super::hazards::copy;
use crate::change::Step;
use crate::dialect::mysql::format;
use crate::dialect::mysql::quote::{identifier, literal};
use crate::dialect::mysql::tokens::tokens;

/// Returns the statements that prepare columns.
pub(super) fn steps(work: &GroupedChanges<'_>) -> Vec<Step> {
    let tables = work.to.tables.iter();
    tables.flat_map(|table| of_table(table, work)).collect()
}

fn of_table(table: &Table, work: &GroupedChanges<'_>) -> Vec<Step> {
    let mut alteration = Alteration::new(table.name.clone());
    let mut updates = Vec::new();
    for (old, new) in by_text(&table.name, work) {
        columns::modify(&mut alteration, &as_text(old));
        alteration.hazards(copy(format!("`{}` is converted to text first", new.name)));
        alteration.remark(format!(
            "`{}` is converted to text first: {}",
            new.name,
            reason(old, new)
        ));
        updates.extend(truths(table, old, new, work));
    }
    store(&mut alteration, work);
    alteration.step().into_iter().chain(updates).collect()
}

/// Stores the virtual columns that become plain ones, in their order.
fn store(alteration: &mut Alteration, work: &GroupedChanges<'_>) {
    let name = alteration.table().clone();
    let Some(before) = work.from.table(&name) else {
        return;
    };
    let changed = changed(&name, work);
    for column in &before.columns {
        let mut pairs = changed.iter();
        let becomes = pairs.find(|(old, _)| old.name == column.name);
        if becomes.is_some_and(|(old, new)| stored_first(before, old, new)) {
            columns::replace(alteration, column, &stored(column), [before, before]);
            alteration.remark(format!(
                "`{}` is stored first, which keeps its values",
                column.name
            ));
        }
    }
}

fn changed<'a>(table: &QualifiedName, work: &GroupedChanges<'a>) -> Vec<(&'a Column, &'a Column)> {
    let own = work.columns.iter().filter(|(of, _)| *of == table);
    columns::changed(own.map(|(_, act)| *act))
}

/// Returns the columns of a table that are converted to text first, before and after.
fn by_text<'a>(table: &QualifiedName, work: &GroupedChanges<'a>) -> Vec<(&'a Column, &'a Column)> {
    let mut changed = changed(table, work);
    changed.retain(|(old, new)| detour(old, new) == Some(Detour::Text));
    changed
}

/// Returns true if one of these columns is converted to text first.
pub(super) fn any_by_text(
    table: &QualifiedName,
    names: &[String],
    work: &GroupedChanges<'_>,
) -> bool {
    let changed = by_text(table, work);
    changed.iter().any(|(_, new)| names.contains(&new.name))
}

fn reason(old: &Column, new: &Column) -> &'static str {
    let is_list = |column: &Column| matches!(&*column.data_type.name.name, "enum" | "set");
    if is_list(old) {
        "its values would become their positions in the list"
    } else if is_list(new) {
        "its numbers would be taken for positions in the list"
    } else {
        "the server refuses to convert it directly"
    }
}

/// Returns a column as text, without the attributes that only its old or new type can have.
fn as_text(old: &Column) -> Column {
    let mut column = Column {
        default: None,
        identity: None,
        check: None,
        on_update: None,
        comment: None,
        ..old.clone()
    };
    column.data_type.sql = format!("varchar({})", text_length(&old.data_type));
    column
}

/// Returns the statement that replaces `0` and `1` by `false` and `true`, or the other way round; none
/// if it would fire a trigger.
fn truths(table: &Table, old: &Column, new: &Column, work: &GroupedChanges<'_>) -> Option<Step> {
    let words = truth(&old.data_type, &new.data_type)?;
    let before = work.from.table(&table.name)?;
    if before.triggers.iter().any(fires_on_update) {
        return None;
    }
    let name = identifier(&new.name);
    let [(no, no_after), (yes, yes_after)] = words.map(|(was, is)| (literal(&was), literal(&is)));
    let mut sets = vec![format!(
        "{name} = CASE {name} WHEN {no} THEN {no_after} WHEN {yes} THEN {yes_after} ELSE {name} END"
    )];
    // Columns with ON UPDATE keep the time of the last update by a user.
    let noting = before.columns.iter().filter(|one| one.on_update.is_some());
    sets.extend(noting.map(|one| format!("{0} = {0}", identifier(&one.name))));
    let name = format::name(&table.name);
    let sql = format!("UPDATE {name}\nSET {}", sets.join(",\n    "));
    Some(Step::new(sql))
}

fn fires_on_update(trigger: &Trigger) -> bool {
    let head = trigger.definition.lines().next().unwrap_or_default();
    head.contains(" UPDATE ON ")
}

/// Returns true if a virtual column becomes a plain one and can be stored first, which keeps its
/// values: its expression is deterministic, and nothing else in its table depends on it.
pub(super) fn stored_first(before: &Table, old: &Column, new: &Column) -> bool {
    let generated = old.generated.as_ref().filter(|one| !one.stored);
    let is_plain = new.generated.is_none() && new.identity.is_none();
    is_plain && generated.is_some_and(|one| !varies(&one.expression)) && !is_read(before, &old.name)
}

/// Returns a virtual column as a stored one.
fn stored(column: &Column) -> Column {
    let mut column = column.clone();
    if let Some(generated) = &mut column.generated {
        generated.stored = true;
    }
    column
}

/// Returns true if an expression is not deterministic and so cannot be stored.
fn varies(expression: &str) -> bool {
    const FUNCTIONS: [&str; 22] = [
        "now",
        "current_timestamp",
        "localtime",
        "localtimestamp",
        "sysdate",
        "curdate",
        "current_date",
        "curtime",
        "current_time",
        "utc_date",
        "utc_time",
        "utc_timestamp",
        "unix_timestamp",
        "rand",
        "uuid",
        "user",
        "current_user",
        "session_user",
        "database",
        "schema",
        "connection_id",
        "version",
    ];
    let mut tokens = tokens(expression);
    expression.contains('@')
        || tokens.any(|(_, token)| FUNCTIONS.iter().any(|function| token.is(function)))
}

/// Returns true if another column or a check of a table reads a column.
fn is_read(table: &Table, name: &str) -> bool {
    let columns = table.columns.iter();
    let generated = columns.filter_map(|one| Some(&*one.generated.as_ref()?.expression));
    let checks = table.constraints.iter().filter_map(|one| match &one.kind {
        ConstraintKind::Check { expression } => Some(&**expression),
        _ => None,
    });
    let of_columns = table.columns.iter().filter_map(|one| one.check.as_deref());
    let mut texts = generated.chain(checks).chain(of_columns);
    texts.any(|text| tokens(text).any(|(_, token)| token.name().is_some_and(|one| one == name)))
}
