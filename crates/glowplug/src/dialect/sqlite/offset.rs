//! Where in a statement an error is. SQLite knows (`sqlite3_error_offset`), but Diesel does not
//! pass it on, so it is found again.

use diesel::SqliteConnection;

use super::statement::{exec, leading_word};
use super::tokens::{Kind, tokens};
use crate::error::{Class, ServerError};

/// Tokens with the same text that are tried at most.
const TRIES: usize = 64;

/// The error with the byte that it is about, where that can be told.
pub(super) fn placed(
    connection: &mut SqliteConnection,
    sql: &str,
    mut error: ServerError,
) -> ServerError {
    error.offset = match error.class {
        Class::Syntax => syntax(connection, sql, &error.message),
        Class::Missing => named(sql, &error.message),
        _ => None,
    };
    error
}

/// `near "FORM": syntax error`, `unrecognized token: "'abc"`, `incomplete input`.
fn syntax(connection: &mut SqliteConnection, sql: &str, message: &str) -> Option<usize> {
    if message.contains("incomplete input") {
        return Some(sql.trim_end().len());
    }
    let token = message.split_once('"')?.1.rsplit_once('"')?.0;
    let places: Vec<usize> = if token.is_empty() {
        Vec::new()
    } else {
        sql.match_indices(token)
            .map(|(start, _)| start)
            .take(TRIES)
            .collect()
    };
    if let [only] = places[..] {
        return Some(only);
    }
    // Some pragmas take effect while they are being parsed.
    if matches!(leading_word(sql).as_str(), "" | "PRAGMA" | "EXPLAIN") {
        return None;
    }
    // The text up to and including the right one is the shortest that fails in this way;
    // `EXPLAIN` keeps it from doing anything when it does not fail.
    places.into_iter().find(|start| {
        let explained = format!("EXPLAIN {}", &sql[..start + token.len()]);
        exec(connection, &explained).is_err_and(|error| error.message == message)
    })
}

/// `no such column: users.nam`, when that name stands in the statement just once.
fn named(sql: &str, message: &str) -> Option<usize> {
    let (_, name) = message
        .rsplit_once(": ")
        .or_else(|| message.rsplit_once(' '))?;
    let name = name.rsplit('.').next()?;
    let mut places = tokens(sql)
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted))
        .filter(|token| token.name().eq_ignore_ascii_case(name));
    let first = places.next()?;
    places.next().is_none().then_some(first.start)
}
