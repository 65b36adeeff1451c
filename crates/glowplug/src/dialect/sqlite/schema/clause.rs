//! Clauses of constraints.

use super::cursor::{Cursor, parts};
use super::table::collation;
use crate::catalog::{Deferral, ForeignKey, Match, QualifiedName, ReferentialAction};
use crate::dialect::sqlite::tokens::Token;
use crate::dialect::sqlite::words;
use crate::dialect::sqlite::writing::Names;

/// Reads `ON CONFLICT …`: with a blank before it; empty where it says what holds anyway.
pub(super) fn on_conflict(cursor: &mut Cursor<'_, '_>) -> String {
    if !cursor.words(&["ON", "CONFLICT"]) {
        return String::new();
    }
    match cursor.name().to_ascii_uppercase().as_str() {
        "ABORT" => String::new(),
        action => format!(" ON CONFLICT {action}"),
    }
}

/// The columns of a key, the list as it is written, and whether it counts by itself.
pub(super) fn indexed_columns(tokens: &[Token<'_>], _names: &Names) -> (Vec<String>, String, bool) {
    let mut columns = Vec::new();
    let mut list = Vec::new();
    let mut autoincrement = false;
    for part in parts(tokens) {
        let mut cursor = Cursor::new(part);
        let column = cursor.name();
        let mut text = words::name(&column);
        if cursor.word("COLLATE")
            && let Some(collation) = collation(&cursor.name())
        {
            text.push_str(&format!(" COLLATE {}", words::name(&collation)));
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

/// Clauses that are read with a cursor.
pub(super) trait Clauses {
    /// Reads over the value behind `DEFAULT`.
    fn skip_default(&mut self);

    /// Reads what stands behind `REFERENCES`. The referenced columns may be missing.
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
                // It is read and means nothing.
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

/// Only `DEFERRABLE INITIALLY DEFERRED` makes a difference.
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
