//! Determines the position of an error in a statement. SQLite has it (`sqlite3_error_offset`), but
//! Diesel does not expose it.

use diesel::SqliteConnection;

use super::statement::{exec, leading_word};
use super::tokens::{Kind, tokens};
use crate::error::{Class, ServerError};

/// The maximum number of tokens with the same text that are tried.
const TRIES: usize = 64;

/// Adds the byte offset of an error, if it can be determined.
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

/// Returns the position for `near "FORM": syntax error`, `unrecognized token: "'abc"` and
/// `incomplete input`.
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
    // Some pragmas take effect while they are parsed.
    if matches!(leading_word(sql).as_str(), "" | "PRAGMA" | "EXPLAIN") {
        return None;
    }
    // The shortest text that fails with the same message ends with the right token. `EXPLAIN` keeps
    // a text that does not fail from having an effect.
    places.into_iter().find(|start| {
        let explained = format!("EXPLAIN {}", &sql[..start + token.len()]);
        exec(connection, &explained).is_err_and(|error| error.message == message)
    })
}

/// Returns the position for `no such column: users.nam`, if that name occurs only once in the
/// statement.
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
