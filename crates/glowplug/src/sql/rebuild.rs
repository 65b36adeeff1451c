//! Recognizes scripts that rebuild SQLite tables.

use std::collections::HashSet;

use super::lexer::Token;
use super::statement::unquoted;
use super::tokens::tokens;
use crate::model::Database;

/// Tracks whether a SQLite script rebuilds a table by the procedure of
/// <https://www.sqlite.org/lang_altertable.html#otheralter>, which needs foreign keys to be off.
#[derive(Default)]
pub(super) struct Rebuild {
    /// The dropped tables, in lower case: SQLite compares names, even quoted ones, ignoring case.
    dropped: HashSet<String>,
    found: bool,
}

impl Rebuild {
    pub(super) const fn found(&self) -> bool {
        self.found
    }

    pub(super) fn follow(&mut self, text: &str) {
        let candidate = ["PRAGMA", "DROP", "ALTER"].iter().any(|word| {
            let head = text.as_bytes().get(..word.len()).unwrap_or_default();
            head.eq_ignore_ascii_case(word.as_bytes())
        });
        if !candidate || self.found {
            return;
        }
        let words = words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["pragma", _, ".", "foreign_keys", "=" | "(", value, ..]
            | ["pragma", "foreign_keys", "=" | "(", value, ..] => {
                self.found = matches!(*value, "off" | "false" | "no" | "0");
            }
            ["drop", "table", "if", "exists", name @ ..] | ["drop", "table", name @ ..] => {
                self.dropped.extend(last(name));
            }
            ["alter", "table", _, ".", _, "rename", "to", name]
            | ["alter", "table", _, "rename", "to", name] => {
                self.found = self.dropped.contains(*name);
            }
            _ => {}
        }
    }
}

/// Returns the first words of a statement, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = tokens(Database::Sqlite, text).take(12);
    let words = words.map(|(token, text)| match token {
        Token::Name | Token::String => unquoted(text).to_ascii_lowercase(),
        _ => text.to_ascii_lowercase(),
    });
    words.collect()
}

/// Returns true if a statement sets or checks foreign keys.
pub(super) fn sets_foreign_keys(text: &str) -> bool {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(
        words.as_slice(),
        ["pragma", _, ".", "foreign_keys" | "foreign_key_check", ..]
            | ["pragma", "foreign_keys" | "foreign_key_check", ..]
    )
}

/// Returns the table of a name that may be qualified with a schema.
fn last(name: &[&str]) -> Option<String> {
    match name {
        [_, ".", table] | [table] => Some((*table).to_owned()),
        _ => None,
    }
}
