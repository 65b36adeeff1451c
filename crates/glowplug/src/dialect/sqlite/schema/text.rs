//! What `CREATE VIEW` and `CREATE TRIGGER` say, and which names stand in them.

use std::collections::HashSet;

use super::cursor::{Cursor, code, parts};
use crate::dialect::sqlite::tokens::{Kind, Token};
use crate::dialect::sqlite::words;
use crate::dialect::sqlite::writing::{Names, written};

/// A `CREATE VIEW`, read.
pub(super) struct ViewText {
    pub(super) query: String,
    /// The names of its columns where the statement gives them.
    pub(super) columns: Option<String>,
    pub(super) mentions: HashSet<String>,
}

/// Reads a view. `names` are the names that are there in the schema.
pub(super) fn view(sql: &str, names: &Names) -> ViewText {
    let tokens = code(sql);
    let mut cursor = Cursor::new(&tokens);
    while cursor
        .peek()
        .is_some_and(|token| token.text != "(" && !token.is_word("AS"))
    {
        cursor.next();
    }
    let columns = cursor.group().map(|columns| {
        let columns: Vec<String> = parts(columns)
            .iter()
            .map(|part| Cursor::new(part).name())
            .collect();
        words::names(&columns)
    });
    cursor.word("AS");
    ViewText {
        query: written(cursor.rest(), &known(&tokens, names)),
        columns,
        mentions: mentions(cursor.rest()),
    }
}

/// A `CREATE TRIGGER`, read.
pub(super) struct TriggerText {
    pub(super) definition: String,
    pub(super) mentions: HashSet<String>,
}

/// Reads a trigger. `table` is what it stands on.
pub(super) fn trigger(name: &str, table: &str, sql: &str, names: &Names) -> TriggerText {
    let tokens = code(sql);
    let names = known(&tokens, names);
    let mut cursor = Cursor::new(&tokens);
    while cursor.peek().is_some_and(|token| !is_event(token)) {
        cursor.next();
    }
    let event = cursor.rest();
    while cursor.peek().is_some_and(|token| !token.is_word("ON")) {
        cursor.next();
    }
    let event = &event[..event.len() - cursor.rest().len()];
    cursor.word("ON");
    cursor.qualified();
    cursor.words(&["FOR", "EACH", "ROW"]);
    let mut definition = format!(
        "CREATE TRIGGER {} {} ON {}",
        words::name(name),
        moment(event, &names),
        words::name(table)
    );
    let mentions = mentions(cursor.rest());
    if cursor.word("WHEN") {
        let condition = cursor.rest();
        while cursor.peek().is_some_and(|token| !token.is_word("BEGIN")) {
            cursor.next();
        }
        let condition = &condition[..condition.len() - cursor.rest().len()];
        definition.push_str(&format!("\nWHEN {}", written(condition, &names)));
    }
    cursor.word("BEGIN");
    definition.push_str("\nBEGIN");
    for statement in cursor.rest().split(|token| token.text == ";") {
        if !statement.is_empty() && !matches!(statement, [end] if end.is_word("END")) {
            definition.push_str(&format!("\n    {};", written(statement, &names)));
        }
    }
    definition.push_str("\nEND");
    TriggerText {
        definition,
        mentions,
    }
}

fn is_event(token: &Token<'_>) -> bool {
    ["BEFORE", "AFTER", "INSTEAD", "DELETE", "INSERT", "UPDATE"]
        .iter()
        .any(|word| token.is_word(word))
}

/// When a trigger fires. `BEFORE` may be left out.
fn moment(event: &[Token<'_>], names: &Names) -> String {
    let mut cursor = Cursor::new(event);
    let moment = if cursor.words(&["INSTEAD", "OF"]) {
        "INSTEAD OF"
    } else if cursor.word("AFTER") {
        "AFTER"
    } else {
        cursor.word("BEFORE");
        "BEFORE"
    };
    if cursor.words(&["UPDATE", "OF"]) {
        format!("{moment} UPDATE OF {}", written(cursor.rest(), names))
    } else {
        format!("{moment} {}", written(cursor.rest(), names))
    }
}

/// The names of the schema, and those that the statement itself makes or uses without quotes.
fn known(tokens: &[Token<'_>], names: &Names) -> Names {
    let mut known = names.clone();
    let words = tokens.iter().filter(|token| token.kind == Kind::Word);
    known.extend(words.map(|token| token.text.to_lowercase()));
    for pair in tokens.windows(2) {
        if pair[0].is_word("AS") && pair[1].kind == Kind::Quoted {
            known.insert(pair[1].name().to_lowercase());
        }
    }
    known
}

/// All that may be the name of a table, in lower case.
fn mentions(tokens: &[Token<'_>]) -> HashSet<String> {
    let names = tokens
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Literal));
    names.map(|token| token.name().to_lowercase()).collect()
}
