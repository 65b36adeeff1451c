//! What only MySQL and MariaDB can alter.

use crate::action::Alter;
use crate::reader::column;
use crate::reader::cursor::Cursor;

/// Words that begin changes of no concern.
const HARMLESS: &[&str] = &[
    "AUTO_INCREMENT",
    "COMMENT",
    "DEFAULT",
    "CHARACTER",
    "CHARSET",
    "COLLATE",
    "ENABLE",
    "DISABLE",
    "STATS_PERSISTENT",
    "STATS_AUTO_RECALC",
    "STATS_SAMPLE_PAGES",
    "WITH",
    "WITHOUT",
    "DISCARD",
    "IMPORT",
    "TRUNCATE",
    "COALESCE",
    "REORGANIZE",
    "EXCHANGE",
    "ANALYZE",
    "CHECK",
    "OPTIMIZE",
    "REBUILD",
    "REPAIR",
    "COMPRESSION",
    "ENCRYPTION",
    "TABLESPACE",
    "MAX_ROWS",
    "MIN_ROWS",
    "AVG_ROW_LENGTH",
    "CHECKSUM",
    "PERIOD",
];

/// Takes a change of a table.
pub(super) fn other(cursor: &mut Cursor<'_>) -> Option<Alter> {
    if cursor.word("MODIFY") || cursor.is_word("CHANGE") {
        return modify(cursor);
    }
    if cursor.words("CONVERT TO") {
        return Some(Alter::ConvertCharset);
    }
    if cursor.word("ALGORITHM") {
        cursor.symbol("=");
        return cursor.identifier().map(Alter::Algorithm);
    }
    if cursor.word("LOCK") {
        cursor.symbol("=");
        return cursor.identifier().map(Alter::Lock);
    }
    let rebuilds = [
        ("ENGINE", "ENGINE"),
        ("FORCE", "FORCE"),
        ("ROW_FORMAT", "ROW_FORMAT"),
        ("KEY_BLOCK_SIZE", "KEY_BLOCK_SIZE"),
        ("ORDER BY", "ORDER BY"),
        ("PARTITION BY", "PARTITION BY"),
        ("REMOVE PARTITIONING", "REMOVE PARTITIONING"),
    ];
    let rebuild = rebuilds.iter().find(|(words, _)| cursor.words(words));
    if let Some((_, clause)) = rebuild {
        return Some(Alter::Rebuild(clause));
    }
    let is_option = cursor.peek(1) == "=";
    (is_option || cursor.is_one_of(HARMLESS)).then_some(Alter::Harmless)
}

fn modify(cursor: &mut Cursor<'_>) -> Option<Alter> {
    let changes = cursor.word("CHANGE");
    cursor.word("COLUMN");
    cursor.words("IF EXISTS");
    let named = *cursor;
    let old = cursor.identifier()?;
    if !changes {
        *cursor = named;
    }
    let column = Box::new(column::column(cursor)?);
    Some(Alter::ModifyColumn { old, column })
}
