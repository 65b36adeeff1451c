//! Defaults and checks, as far as the rules ask for them.

use glowplug::sql::LexemeKind;

use super::cursor::Cursor;
use crate::action::Expression;

/// Words of which each is a call without parentheses.
const SPECIAL: &[&str] = &[
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "LOCALTIME",
    "LOCALTIMESTAMP",
    "CURRENT_USER",
    "CURRENT_ROLE",
    "SESSION_USER",
];

/// Words before parentheses that are no function.
const NO_CALL: &[&str] = &[
    "IN", "ARRAY", "ROW", "CAST", "CASE", "WHEN", "AND", "OR", "NOT", "ANY",
];

/// Words that end a default.
const ENDS: &[&str] = &[
    "NOT",
    "NULL",
    "DEFAULT",
    "PRIMARY",
    "UNIQUE",
    "CHECK",
    "REFERENCES",
    "GENERATED",
    "CONSTRAINT",
    "AUTO_INCREMENT",
    "AUTOINCREMENT",
    "COMMENT",
    "ON",
    "FIRST",
    "AFTER",
    "COLLATE",
    "KEY",
    "VISIBLE",
    "INVISIBLE",
];

/// Takes the default of a column.
pub(super) fn default(cursor: &mut Cursor<'_>) -> Expression {
    let start = cursor.here();
    let mut found = Expression {
        grouped: cursor.is_symbol("("),
        ..Expression::default()
    };
    let first = cursor.position();
    let mut taken = *cursor;
    while !cursor.is_end() && !cursor.is_symbol(",") {
        if cursor.position() > first && cursor.is_one_of(ENDS) {
            break;
        }
        cursor.skip_group();
    }
    found.span = cursor.since(start);
    let count = cursor.position() - first;
    found.is_null = taken.is_word("NULL");
    let mut before = "";
    for _ in 0..count {
        if let Some(call) = call(&taken, before) {
            found.calls.push(call);
        }
        before = taken.peek(0);
        taken.skip();
    }
    found
}

/// Returns the function that is called here, after the token `before`.
fn call(cursor: &Cursor<'_>, before: &str) -> Option<String> {
    if !matches!(cursor.kind(), Some(LexemeKind::Word | LexemeKind::Name)) {
        return None;
    }
    let is_special = cursor.is_one_of(SPECIAL);
    let is_type = before == ":" || before.eq_ignore_ascii_case("AS");
    let is_call = cursor.peek(1) == "(" && !is_type && !cursor.is_one_of(NO_CALL);
    (is_special || is_call).then(|| cursor.peek(0).trim_matches('"').to_lowercase())
}

/// Returns the columns that a check, without its parentheses, proves to be not null.
pub(super) fn not_null(check: Cursor<'_>) -> Vec<String> {
    let mut cursor = check;
    if cursor.finds("OR") {
        return Vec::new();
    }
    let mut found = Vec::new();
    while !cursor.is_end() {
        if let Some(mut inner) = cursor.group() {
            let whole = proven(&mut inner);
            found.extend(whole.filter(|_| inner.is_end()));
        } else if let Some(column) = proven(&mut cursor)
            && (cursor.is_end() || cursor.is_word("AND"))
        {
            found.push(column);
        }
        while !cursor.is_end() && !cursor.word("AND") {
            cursor.skip_group();
        }
    }
    found
}

fn proven(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let column = ahead.identifier()?;
    if !ahead.words("IS NOT NULL") {
        return None;
    }
    *cursor = ahead;
    Some(column)
}
