//! Statements that define nothing: rows, settings, transactions, maintenance.

use glowplug::Database;

use super::cursor::{Cursor, unquoted};
use crate::action::Action;

/// Takes a statement; `None` if it is of no concern, or not understood.
pub(super) fn other(cursor: &mut Cursor<'_>) -> Option<Action> {
    rows(cursor)
        .or_else(|| maintenance(cursor))
        .or_else(|| session(cursor))
}

fn rows(cursor: &mut Cursor<'_>) -> Option<Action> {
    if cursor.is_word("WITH") {
        return with(cursor);
    }
    if cursor.word("TRUNCATE") {
        cursor.word("TABLE");
        cursor.word("ONLY");
        let tables = cursor.names();
        let cascade = cursor.finds("CASCADE");
        return Some(Action::Truncate { tables, cascade });
    }
    if cursor.word("UPDATE") {
        for word in ["LOW_PRIORITY", "IGNORE", "ONLY"] {
            cursor.word(word);
        }
        if cursor.word("OR") {
            cursor.skip();
        }
        return Some(Action::Update {
            table: cursor.name()?,
            has_condition: has_condition(cursor),
        });
    }
    if cursor.word("DELETE") {
        for word in ["LOW_PRIORITY", "QUICK", "IGNORE", "FROM", "ONLY"] {
            cursor.word(word);
        }
        return Some(Action::Delete {
            table: cursor.name()?,
            has_condition: has_condition(cursor),
        });
    }
    if cursor.is_one_of(&["INSERT", "REPLACE"]) {
        let is_query = cursor.finds("SELECT") && !cursor.finds("VALUES");
        return Some(Action::Insert { is_query });
    }
    if cursor.word("COPY") {
        let is_query = cursor.finds("FROM");
        return Some(Action::Insert { is_query });
    }
    None
}

/// Takes a statement behind `WITH`: the first one that is in no parentheses.
fn with(cursor: &mut Cursor<'_>) -> Option<Action> {
    while !cursor.is_end() && !cursor.is_one_of(&["UPDATE", "DELETE", "INSERT", "SELECT"]) {
        cursor.skip_group();
    }
    match cursor.is_word("SELECT") {
        true => Some(Action::Harmless),
        false => rows(cursor),
    }
}

fn has_condition(cursor: &Cursor<'_>) -> bool {
    cursor.finds("WHERE") || cursor.finds("LIMIT") || cursor.finds("JOIN")
}

fn maintenance(cursor: &mut Cursor<'_>) -> Option<Action> {
    if cursor.word("VACUUM") {
        let mut options = cursor.group();
        let in_options = options
            .as_mut()
            .is_some_and(|options| options.finds("FULL"));
        let full = in_options || cursor.word("FULL");
        while cursor.word("FREEZE") || cursor.word("VERBOSE") || cursor.word("ANALYZE") {}
        let tables = cursor.names();
        return Some(Action::Vacuum { tables, full });
    }
    if cursor.word("CLUSTER") {
        cursor.group();
        cursor.word("VERBOSE");
        let table = cursor.name();
        return Some(Action::Cluster { table });
    }
    if cursor.word("REINDEX") && cursor.database() == Database::Postgres {
        return Some(reindex(cursor));
    }
    if cursor.words("REFRESH MATERIALIZED VIEW") {
        let concurrently = cursor.word("CONCURRENTLY");
        let name = cursor.name()?;
        return Some(Action::RefreshView { name, concurrently });
    }
    if cursor.word("DO") || cursor.word("CALL") {
        return Some(Action::Program);
    }
    if cursor.word("GRANT") || cursor.word("REVOKE") {
        return Some(Action::Grant);
    }
    None
}

fn reindex(cursor: &mut Cursor<'_>) -> Action {
    let options = cursor.group();
    let in_options = options.is_some_and(|options| options.finds("CONCURRENTLY"));
    let concurrently = in_options || cursor.finds("CONCURRENTLY");
    let is_table = cursor.word("TABLE");
    let is_index = !is_table && cursor.word("INDEX");
    cursor.word("CONCURRENTLY");
    let name = cursor.name();
    Action::Reindex {
        index: name.clone().filter(|_| is_index),
        table: name.filter(|_| is_table),
        concurrently,
    }
}

fn session(cursor: &mut Cursor<'_>) -> Option<Action> {
    if let Some(control) = control(cursor) {
        return Some(control);
    }
    if cursor.word("SET") {
        return set(cursor);
    }
    if cursor.word("RESET") {
        return Some(Action::Set {
            name: cursor.name()?.name,
            value: "default".to_owned(),
        });
    }
    if cursor.word("PRAGMA") {
        let name = cursor.name()?.name;
        let value = match cursor.symbol("=") || cursor.is_symbol("(") {
            true => {
                cursor.symbol("(");
                Some(unquoted(cursor.peek(0)).to_lowercase())
            }
            false => None,
        };
        return Some(Action::Pragma { name, value });
    }
    None
}

/// Takes what begins or ends a transaction.
fn control(cursor: &mut Cursor<'_>) -> Option<Action> {
    let is_compound = cursor.is_word("BEGIN") && cursor.is_word_at(1, "NOT");
    if is_compound {
        return Some(Action::Program);
    }
    if cursor.word("BEGIN") || cursor.words("START TRANSACTION") {
        return Some(Action::Begin);
    }
    if cursor.word("COMMIT") {
        return Some(Action::Commit);
    }
    if cursor.is_word("END") && cursor.database() != Database::Mysql {
        return Some(Action::Commit);
    }
    if cursor.word("ROLLBACK") || cursor.word("ABORT") {
        let is_partial = cursor.finds("TO");
        return Some(match is_partial {
            true => Action::Harmless,
            false => Action::Rollback,
        });
    }
    None
}

fn set(cursor: &mut Cursor<'_>) -> Option<Action> {
    while cursor.symbol("@") {}
    for word in ["SESSION", "LOCAL", "GLOBAL"] {
        cursor.word(word);
    }
    cursor.symbol(".");
    if cursor.is_one_of(&[
        "ROLE",
        "TRANSACTION",
        "CONSTRAINTS",
        "NAMES",
        "AUTHORIZATION",
    ]) {
        return Some(Action::Harmless);
    }
    if cursor.words("TIME ZONE") {
        let value = unquoted(cursor.peek(0)).to_lowercase();
        return Some(Action::Set {
            name: "timezone".to_owned(),
            value,
        });
    }
    let name = cursor.name()?.name;
    if !(cursor.word("TO") || cursor.symbol("=")) {
        return Some(Action::Harmless);
    }
    let value = unquoted(cursor.peek(0)).to_lowercase();
    Some(Action::Set { name, value })
}
