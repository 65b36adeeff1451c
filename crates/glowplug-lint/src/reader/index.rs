//! Indexes.

use glowplug::Database;

use super::cursor::Cursor;
use crate::action::{Action, Index, Name};

/// Takes what follows `CREATE`, if it is an index.
pub(super) fn create(cursor: &mut Cursor<'_>, start: usize) -> Option<Action> {
    cursor.words("OR REPLACE");
    let mut index = Index::default();
    for _ in 0..2 {
        index.unique |= cursor.word("UNIQUE");
        special(cursor, &mut index);
    }
    if !cursor.word("INDEX") {
        return None;
    }
    index.concurrently = cursor.word("CONCURRENTLY");
    index.if_not_exists = cursor.words("IF NOT EXISTS");
    if !cursor.is_word("ON") {
        index.name = Some(cursor.name()?);
    }
    method(cursor);
    if !cursor.word("ON") {
        return None;
    }
    index.only = cursor.word("ONLY");
    index.table = cursor.name()?;
    method(cursor);
    if !cursor.is_symbol("(") {
        return None;
    }
    index.columns = columns(cursor);
    index.partial = cursor.finds("WHERE");
    while !cursor.is_end() {
        if cursor.word("WHERE") {
            index.skips_nulls = is_not_null(cursor, &index.columns);
            continue;
        }
        cursor.skip_group();
    }
    index.span = cursor.since(start);
    Some(Action::CreateIndex(index))
}

/// Takes a condition, if it says that a column is not null and nothing else.
fn is_not_null(cursor: &mut Cursor<'_>, columns: &[Option<String>]) -> bool {
    let mut group = match cursor.is_symbol("(") {
        true => match cursor.group() {
            Some(group) if cursor.is_end() => group,
            _ => return false,
        },
        false => *cursor,
    };
    let column = group.identifier();
    let is_known = columns
        .iter()
        .flatten()
        .any(|known| column.as_ref() == Some(known));
    is_known && group.words("IS NOT NULL") && group.is_end()
}

fn special(cursor: &mut Cursor<'_>, index: &mut Index) {
    if cursor.word("FULLTEXT") {
        index.special = Some("fulltext");
    } else if cursor.word("SPATIAL") {
        index.special = Some("spatial");
    }
}

fn method(cursor: &mut Cursor<'_>) {
    if cursor.word("USING") {
        cursor.skip();
    }
}

/// Returns true if an index of MySQL begins here, in a table or behind `ADD`.
pub(super) fn begins(cursor: &Cursor<'_>) -> bool {
    if cursor.database() != Database::Mysql {
        return false;
    }
    cursor.is_one_of(&["INDEX", "KEY", "FULLTEXT", "SPATIAL"])
}

/// Takes an index of MySQL, in a table or behind `ADD`.
pub(super) fn inner(cursor: &mut Cursor<'_>, table: &Name) -> Option<Index> {
    let start = cursor.here();
    let mut index = Index {
        table: table.clone(),
        ..Index::default()
    };
    special(cursor, &mut index);
    let _ = cursor.word("INDEX") || cursor.word("KEY");
    cursor.words("IF NOT EXISTS");
    if !cursor.is_symbol("(") && !cursor.is_word("USING") {
        index.name = cursor.name();
    }
    method(cursor);
    if !cursor.is_symbol("(") {
        return None;
    }
    index.columns = columns(cursor);
    cursor.skip_to_comma();
    index.span = cursor.since(start);
    Some(index)
}

/// Takes columns in parentheses; an expression is `None`.
pub(super) fn columns(cursor: &mut Cursor<'_>) -> Vec<Option<String>> {
    let mut columns = Vec::new();
    let Some(mut group) = cursor.group() else {
        return columns;
    };
    while let Some(mut part) = group.part() {
        let name = part.identifier();
        // `lower(name)` is an expression, `name(10)` a prefix in MySQL.
        let prefix = cursor.database() == Database::Mysql;
        let plain = !(part.is_symbol("(") && !prefix || part.is_symbol(".") || part.is_symbol(":"));
        columns.push(name.filter(|_| plain));
    }
    columns
}
