//! `CREATE TABLE`.

use super::cursor::Cursor;
use super::{column, constraint, index};
use crate::action::{Action, ConstraintKind, CreateTable};

/// Takes what follows `CREATE`, if it is a table.
pub(super) fn create(cursor: &mut Cursor<'_>) -> Option<Action> {
    let mut table = CreateTable::default();
    cursor.words("OR REPLACE");
    loop {
        if cursor.is_one_of(&["TEMP", "TEMPORARY"]) {
            table.temporary = true;
            cursor.skip();
        } else if cursor.is_one_of(&["VIRTUAL", "FOREIGN"]) {
            table.foreign = true;
            cursor.skip();
        } else if !(cursor.word("GLOBAL") || cursor.word("LOCAL") || cursor.word("UNLOGGED")) {
            break;
        }
    }
    if !cursor.word("TABLE") {
        return None;
    }
    table.if_not_exists = cursor.words("IF NOT EXISTS");
    table.name = cursor.name()?;
    if cursor.words("PARTITION OF") {
        table.partition_of = Some(cursor.name()?);
        table.copies = true;
    }
    if cursor.word("OF") {
        cursor.name()?;
        table.copies = true;
    }
    if let Some(elements) = cursor.group()
        && !table.foreign
    {
        read_elements(elements, &mut table);
    }
    table.is_default_partition = table.partition_of.is_some() && cursor.is_word("DEFAULT");
    table.copies |= cursor.finds("AS") || cursor.finds("SELECT") || cursor.finds("INHERITS");
    table.copies |= cursor.is_word("LIKE");
    while !cursor.is_end() {
        cursor.skip_group();
    }
    mark_keys(&mut table);
    Some(Action::CreateTable(Box::new(table)))
}

fn read_elements(mut elements: Cursor<'_>, table: &mut CreateTable) {
    while let Some(mut part) = elements.part() {
        if part.is_word("LIKE") || part.is_word("SELECT") {
            table.copies = true;
        } else if index::begins(&part) {
            table.indexes.extend(index::inner(&mut part, &table.name));
        } else if constraint::begins(&part) {
            table.constraints.extend(constraint::constraint(&mut part));
        } else if !(part.is_word("PERIOD") && part.is_word_at(1, "FOR")) {
            table.columns.extend(column::column(&mut part));
        }
    }
}

/// Columns of a primary key are not null.
fn mark_keys(table: &mut CreateTable) {
    for constraint in &table.constraints {
        if let ConstraintKind::PrimaryKey { columns, .. } = &constraint.kind {
            for column in &mut table.columns {
                column.not_null |= columns.contains(&column.name);
            }
        }
    }
}
