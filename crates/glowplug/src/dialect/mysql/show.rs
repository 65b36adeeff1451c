//! Statements for people to look at.

use diesel_async::AsyncMysqlConnection;

use super::query;
use super::tokens::{first_word, tokens};
use crate::error::{Class, ServerError};
use crate::model::Value;
use crate::session::{Reuse, Shown};

/// What a read-only transaction holds; anything else would end it first, or write beside it.
const READS: [&str; 9] = [
    "SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "CHECKSUM",
];

/// Refuses what is not known to read only.
pub(super) fn check(sql: &str) -> Result<(), ServerError> {
    let first = first_word(sql);
    let refusal = if !READS.contains(&first.as_str()) {
        format!("`{first}` does not only read")
    } else if tokens(sql).any(|(_, token)| token.is("OUTFILE") || token.is("DUMPFILE")) {
        "`INTO OUTFILE` writes a file on the server".to_owned()
    } else {
        return Ok(());
    };
    Err(ServerError::new(Class::ReadOnly, refusal))
}

/// Runs one statement and turns every value to text.
pub(super) async fn show(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
) -> Result<Shown, ServerError> {
    let answer = query::rows(connection, sql, &[], Reuse::Once).await?;
    let count = "SELECT ROW_COUNT()";
    let affected = query::rows(connection, count, &[], Reuse::Once).await?;
    let affected = affected.rows.first().and_then(|row| row[0].as_integer());
    let mut shown = Shown {
        columns: answer.columns.to_vec(),
        rows: Vec::with_capacity(answer.rows.len()),
        affected: affected.and_then(|count| u64::try_from(count).ok()),
    };
    if !shown.columns.is_empty() {
        shown.affected = None;
    } else if shown.affected.is_none() {
        shown.columns = names(connection, sql).await;
    }
    for row in &answer.rows {
        shown.rows.push(row.values().iter().map(text).collect());
    }
    Ok(shown)
}

/// The names of the columns of an empty answer, which the driver keeps to itself: one row of
/// `NULL`s has them. None where the statement cannot stand in parentheses.
async fn names(connection: &mut AsyncMysqlConnection, sql: &str) -> Vec<String> {
    if !matches!(first_word(sql).as_str(), "SELECT" | "WITH" | "TABLE") {
        return Vec::new();
    }
    let sql = sql.trim_end().trim_end_matches(';');
    let sql = format!(
        "SELECT shown.* FROM (SELECT 1) AS one LEFT JOIN (\n{sql}\n) AS shown ON TRUE LIMIT 1"
    );
    let answer = query::raw_rows(connection, &sql, &[], Reuse::Once).await;
    answer.map_or_else(|_| Vec::new(), |answer| answer.columns.to_vec())
}

fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(truth) => u8::from(*truth).to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => real(*number),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => hexadecimal(bytes),
    })
}

/// MySQL writes an exponent from 15 digits on.
fn real(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-15..1e15).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

/// As `mysql --binary-as-hex` does.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold("0x".to_owned(), |text, byte| format!("{text}{byte:02X}"))
}
