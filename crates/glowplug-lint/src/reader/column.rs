//! Columns.

use glowplug::Database;

use super::constraint::{reference, skip_timing};
use super::cursor::Cursor;
use super::{expression, types};
use crate::action::{Column, Generated};

/// Takes a column with its attributes, up to the end of its part.
pub(super) fn column(cursor: &mut Cursor<'_>) -> Option<Column> {
    let start = cursor.here();
    let name = cursor.identifier()?;
    let mut column = Column {
        name,
        kind: types::kind(cursor),
        ..Column::default()
    };
    while !cursor.is_end() && !cursor.is_symbol(",") {
        if !attribute(cursor, &mut column) {
            cursor.skip_group();
        }
    }
    column.span = cursor.since(start);
    if column.primary_key && cursor.database() != Database::Sqlite {
        column.not_null = true;
    }
    Some(column)
}

/// Takes an attribute; returns false if the next token begins none.
fn attribute(cursor: &mut Cursor<'_>, column: &mut Column) -> bool {
    let start = cursor.here();
    if cursor.word("CONSTRAINT") {
        // MySQL and SQLite allow a constraint without a name.
        if !cursor.is_one_of(&["CHECK", "REFERENCES", "UNIQUE", "PRIMARY", "NOT"]) {
            cursor.skip();
        }
    } else if cursor.words("NOT NULL") {
        column.not_null = true;
    } else if cursor.word("NULL") {
        column.not_null = false;
    } else if cursor.word("DEFAULT") {
        column.default = Some(expression::default(cursor));
    } else if cursor.words("PRIMARY KEY") || is_key(cursor) {
        column.primary_key = true;
    } else if cursor.word("UNIQUE") {
        cursor.word("KEY");
        column.unique = true;
    } else if cursor.word("CHECK") {
        let group = cursor.group();
        column.check_words = group.map(|it| it.remaining_words()).unwrap_or_default();
        let enforced = !cursor.words("NOT ENFORCED");
        column.check = enforced.then(|| cursor.since(start));
    } else if cursor.word("REFERENCES") {
        column.reference = reference(cursor, start);
        skip_timing(cursor);
    } else {
        return other(cursor, column);
    }
    true
}

/// Takes a mere `KEY`, which is the primary key in MySQL.
fn is_key(cursor: &mut Cursor<'_>) -> bool {
    cursor.database() == Database::Mysql && cursor.word("KEY")
}

fn other(cursor: &mut Cursor<'_>, column: &mut Column) -> bool {
    if cursor.word("GENERATED") {
        let always = cursor.word("ALWAYS");
        if !always {
            cursor.words("BY DEFAULT");
            cursor.words("ON NULL");
        }
        cursor.word("AS");
        if cursor.word("IDENTITY") {
            cursor.group();
            column.increments = true;
        } else {
            generated(cursor, column);
        }
    } else if cursor.word("AS") {
        generated(cursor, column);
    } else if cursor.word("AUTO_INCREMENT") || cursor.word("AUTOINCREMENT") {
        column.increments = true;
    } else if cursor.word("COLLATE") {
        cursor.name();
        column.collation = true;
    } else if cursor.words("CHARACTER SET") || cursor.word("CHARSET") {
        cursor.skip();
        column.charset = true;
    } else if cursor.word("COMMENT") || cursor.word("STORAGE") || cursor.word("COMPRESSION") {
        cursor.skip();
    } else if cursor.words("ON UPDATE") || cursor.words("ON CONFLICT") {
        cursor.skip_group();
    } else {
        return false;
    }
    true
}

fn generated(cursor: &mut Cursor<'_>, column: &mut Column) {
    cursor.group();
    let stored = cursor.word("STORED") || cursor.word("PERSISTENT");
    cursor.word("VIRTUAL");
    column.generated = Some(match stored {
        true => Generated::Stored,
        false => Generated::Virtual,
    });
}
