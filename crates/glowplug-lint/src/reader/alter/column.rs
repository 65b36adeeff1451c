//! `ALTER TABLE … ALTER COLUMN`.

use glowplug::Database;

use crate::action::Alter;
use crate::reader::cursor::Cursor;
use crate::reader::types;

/// Takes what follows `ALTER` in a change of a table.
pub(super) fn alter(cursor: &mut Cursor<'_>) -> Option<Alter> {
    if cursor.word("CONSTRAINT") {
        return Some(Alter::Harmless);
    }
    if cursor.database() == Database::Mysql && cursor.is_one_of(&["INDEX", "KEY", "CHECK"]) {
        return Some(Alter::Harmless);
    }
    cursor.word("COLUMN");
    cursor.words("IF EXISTS");
    let column = cursor.identifier()?;
    if cursor.words("SET DATA TYPE") || cursor.word("TYPE") {
        return retype(cursor, column);
    }
    if cursor.words("SET NOT NULL") {
        return Some(Alter::SetNotNull { column });
    }
    if cursor.words("DROP NOT NULL") {
        return Some(Alter::DropNotNull { column });
    }
    if cursor.words("SET DEFAULT") {
        return Some(Alter::SetDefault { column });
    }
    if cursor.words("DROP DEFAULT") {
        return Some(Alter::DropDefault { column });
    }
    if cursor.words("ADD GENERATED") || cursor.words("DROP IDENTITY") {
        return Some(Alter::Identity);
    }
    if cursor.words("SET EXPRESSION") {
        return Some(Alter::SetExpression);
    }
    cursor
        .is_one_of(&["SET", "RESET", "RESTART", "DROP"])
        .then_some(Alter::Harmless)
}

fn retype(cursor: &mut Cursor<'_>, column: String) -> Option<Alter> {
    let kind = types::kind(cursor)?;
    Some(Alter::SetType {
        column,
        kind,
        collation: cursor.finds("COLLATE"),
        using: converts(*cursor),
    })
}

/// Returns true if a `USING` follows that is more than a cast of one column.
fn converts(mut cursor: Cursor<'_>) -> bool {
    while !cursor.is_end() && !cursor.word("USING") {
        cursor.skip_group();
    }
    if cursor.is_end() {
        return false;
    }
    if cursor.identifier().is_none() {
        return true;
    }
    while cursor.symbol(":") {}
    types::kind(&mut cursor);
    !cursor.is_end()
}
