//! Parses `CREATE VIEW` and `CREATE TRIGGER`, and collects the names that they mention.

use std::collections::HashSet;

use super::cursor::{Cursor, code, parts};
use crate::dialect::sqlite::normalize::{Names, written};
use crate::dialect::sqlite::quote;
use crate::dialect::sqlite::tokens::{Kind, Token};
use crate::dialect::text_dependencies::Piece;

/// A parsed `CREATE VIEW`.
pub(super) struct ViewText {
    pub(super) query: String,
    /// The names of its columns, if the statement specifies them.
    pub(super) columns: Option<String>,
    pub(super) mentions: HashSet<String>,
    pub(super) pieces: Vec<Piece>,
}

/// Parses a view. `names` are the names in the schema.
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
        quote::names(&columns)
    });
    cursor.word("AS");
    ViewText {
        query: written(cursor.rest(), &known(&tokens, names)),
        columns,
        mentions: mentions(cursor.rest()),
        pieces: cursor.rest().iter().map(piece).collect(),
    }
}

/// A parsed `CREATE TRIGGER`.
pub(super) struct TriggerText {
    pub(super) definition: String,
    pub(super) mentions: HashSet<String>,
    pub(super) pieces: Vec<Piece>,
}

/// Parses a trigger. `table` is its table or view.
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
        quote::name(name),
        moment(event, &names),
        quote::name(table)
    );
    let mentions = mentions(cursor.rest());
    let mut pieces = updated(event);
    pieces.extend(cursor.rest().iter().map(piece));
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
        pieces,
    }
}

/// Returns the columns of `UPDATE OF`, each written as a value of `OLD`.
fn updated(event: &[Token<'_>]) -> Vec<Piece> {
    let mut cursor = Cursor::new(event);
    while !cursor.is_empty() && !cursor.word("OF") {
        cursor.next();
    }
    let columns = parts(cursor.rest()).into_iter().flat_map(|part| {
        let column = Cursor::new(part).name().to_lowercase();
        [
            Piece::Name("old".to_owned()),
            Piece::Sign('.'),
            Piece::Name(column),
            Piece::Sign(';'),
        ]
    });
    columns.collect()
}

fn piece(token: &Token<'_>) -> Piece {
    let mut signs = token.text.chars();
    match (token.kind, signs.next(), signs.next()) {
        (Kind::Word | Kind::Quoted, ..) => Piece::Name(token.name().to_lowercase()),
        (Kind::Sign, Some(sign), None) => Piece::Sign(sign),
        _ => Piece::Other,
    }
}

fn is_event(token: &Token<'_>) -> bool {
    ["BEFORE", "AFTER", "INSTEAD", "DELETE", "INSERT", "UPDATE"]
        .iter()
        .any(|word| token.is_word(word))
}

/// Formats the time and event of a trigger. `BEFORE` is the default.
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

/// Returns the names in the schema, and those that the statement itself defines or uses without
/// quotes.
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

/// Returns everything that may be the name of a table, in lower case.
fn mentions(tokens: &[Token<'_>]) -> HashSet<String> {
    let names = tokens
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted | Kind::Literal));
    names.map(|token| token.name().to_lowercase()).collect()
}
