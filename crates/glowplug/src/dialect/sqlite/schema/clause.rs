//! Parses the clauses of constraints.

use super::cursor::{Cursor, parts};
use super::table::collation;
use crate::catalog::{Deferral, ForeignKey, Match, QualifiedName, ReferentialAction};
use crate::dialect::sqlite::normalize::Names;
use crate::dialect::sqlite::quote;
use crate::dialect::sqlite::tokens::Token;

/// Parses `ON CONFLICT …` and returns it with a leading space; empty for the default action.
pub(super) fn on_conflict(cursor: &mut Cursor<'_, '_>) -> String {
    if !cursor.words(&["ON", "CONFLICT"]) {
        return String::new();
    }
    match cursor.name().to_ascii_uppercase().as_str() {
        "ABORT" => String::new(),
        action => format!(" ON CONFLICT {action}"),
    }
}

/// Returns the columns of a key, the list as it is written, and whether it has `AUTOINCREMENT`.
pub(super) fn indexed_columns(tokens: &[Token<'_>], _names: &Names) -> (Vec<String>, String, bool) {
    let mut columns = Vec::new();
    let mut list = Vec::new();
    let mut autoincrement = false;
    for part in parts(tokens) {
        let mut cursor = Cursor::new(part);
        let column = cursor.name();
        let mut text = quote::name(&column);
        if cursor.word("COLLATE")
            && let Some(collation) = collation(&cursor.name())
        {
            text.push_str(&format!(" COLLATE {}", quote::name(&collation)));
        }
        if cursor.word("DESC") {
            text.push_str(" DESC");
        }
        cursor.word("ASC");
        autoincrement |= cursor.word("AUTOINCREMENT");
        columns.push(column);
        list.push(text);
    }
    (columns, list.join(", "), autoincrement)
}

/// Clauses that a cursor can parse.
pub(super) trait Clauses {
    /// Skips the value after `DEFAULT`.
    fn skip_default(&mut self);

    /// Parses what follows `REFERENCES`. The referenced columns are optional.
    fn references(&mut self, columns: Vec<String>) -> (ForeignKey, Deferral);
}

impl Clauses for Cursor<'_, '_> {
    fn skip_default(&mut self) {
        if self.group().is_none() {
            while self.sign("-") || self.sign("+") {}
            self.next();
        }
    }

    fn references(&mut self, columns: Vec<String>) -> (ForeignKey, Deferral) {
        let mut key = ForeignKey {
            columns,
            references: QualifiedName::plain(self.name()),
            referenced: Vec::new(),
            on_update: ReferentialAction::NoAction,
            on_delete: ReferentialAction::NoAction,
            sets: Vec::new(),
            matching: Match::Simple,
        };
        let referenced = parts(self.group().unwrap_or_default());
        key.referenced = referenced
            .iter()
            .map(|part| Cursor::new(part).name())
            .collect();
        loop {
            if self.words(&["ON", "DELETE"]) {
                key.on_delete = action(self);
            } else if self.words(&["ON", "UPDATE"]) {
                key.on_update = action(self);
            } else if self.words(&["ON", "INSERT"]) {
                action(self);
            } else if self.word("MATCH") {
                // SQLite accepts it without effect.
                self.name();
            } else {
                return (key, deferral(self));
            }
        }
    }
}

fn action(cursor: &mut Cursor<'_, '_>) -> ReferentialAction {
    if cursor.words(&["SET", "NULL"]) {
        ReferentialAction::SetNull
    } else if cursor.words(&["SET", "DEFAULT"]) {
        ReferentialAction::SetDefault
    } else if cursor.word("CASCADE") {
        ReferentialAction::Cascade
    } else if cursor.word("RESTRICT") {
        ReferentialAction::Restrict
    } else {
        cursor.words(&["NO", "ACTION"]);
        ReferentialAction::NoAction
    }
}

/// Parses the deferral. Only `DEFERRABLE INITIALLY DEFERRED` has an effect.
fn deferral(cursor: &mut Cursor<'_, '_>) -> Deferral {
    let refused = cursor.words(&["NOT", "DEFERRABLE"]);
    let deferrable = !refused && cursor.word("DEFERRABLE");
    let deferred = cursor.words(&["INITIALLY", "DEFERRED"]);
    cursor.words(&["INITIALLY", "IMMEDIATE"]);
    if deferrable && deferred {
        Deferral::InitiallyDeferred
    } else {
        Deferral::None
    }
}
