//! Runs statements whose result is displayed as text.

use diesel_async::AsyncMysqlConnection;

use super::rows::Unreadable;
use super::tokens::{first_word, tokens};
use super::{query, quote};
use crate::error::{Class, ServerError};
use crate::model::{Rows, Value};
use crate::session::{Caching, TextRows};

/// The statements that a read-only transaction covers. Others would end the transaction, or write
/// outside it.
const READS: [&str; 9] = [
    "SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "CHECKSUM",
];

/// Returns an error unless the statement is known to be read-only.
pub(super) fn check(sql: &str) -> Result<(), ServerError> {
    let first = first_word(sql);
    let refusal = if !READS.contains(&first.as_str()) {
        format!("`{first}` is not a read-only statement")
    } else if tokens(sql).any(|(_, token)| token.is("OUTFILE") || token.is("DUMPFILE")) {
        "`INTO OUTFILE` writes a file on the server".to_owned()
    } else {
        return Ok(());
    };
    Err(ServerError::new(Class::ReadOnly, refusal))
}

/// Runs one statement and converts every value to text.
pub(super) async fn show(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
) -> Result<TextRows, ServerError> {
    let answer = rows(connection, sql).await?;
    let count = "SELECT ROW_COUNT()";
    let affected = query::rows(connection, count, &[], Caching::Once).await?;
    let affected = affected.rows.first().and_then(|row| row[0].as_integer());
    let mut shown = TextRows {
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

/// Runs a statement and returns its rows; columns of types that the driver does not support are
/// converted to text by the server.
async fn rows(connection: &mut AsyncMysqlConnection, sql: &str) -> Result<Rows, ServerError> {
    let mut unreadable = match query::rows_or_unreadable(connection, sql).await? {
        Ok(rows) => return Ok(rows),
        Err(column) => column,
    };
    let names = names(connection, sql).await;
    let mut converted: Vec<String> = Vec::new();
    while names.contains(&unreadable) && !converted.contains(&unreadable) {
        converted.push(unreadable.clone());
        for function in ["ST_AsText", "HEX"] {
            let sql = convert(sql, &names, &converted, function);
            match query::rows_or_unreadable(connection, &sql).await {
                Ok(Ok(rows)) => return Ok(rows),
                Ok(Err(column)) => {
                    unreadable = column;
                    break;
                }
                Err(_) => {}
            }
        }
    }
    let message = Unreadable(unreadable).to_string();
    Err(ServerError::new(Class::Other, message))
}

/// Wraps a query so that some of its columns are converted to text.
fn convert(sql: &str, names: &[String], converted: &[String], function: &str) -> String {
    let column = |name: &String| {
        let quoted = quote(name);
        match converted.contains(name) {
            true => format!("{function}(shown.{quoted}) AS {quoted}"),
            false => format!("shown.{quoted}"),
        }
    };
    let columns: Vec<String> = names.iter().map(column).collect();
    format!(
        "SELECT {} FROM (\n{}\n) AS shown",
        columns.join(", "),
        bare(sql)
    )
}

fn bare(sql: &str) -> &str {
    sql.trim_end().trim_end_matches(';')
}

/// Returns the column names of an empty result, which the driver does not expose: they are read
/// from a row of `NULL`s. Empty if the statement cannot be a subquery.
async fn names(connection: &mut AsyncMysqlConnection, sql: &str) -> Vec<String> {
    if !matches!(first_word(sql).as_str(), "SELECT" | "WITH" | "TABLE") {
        return Vec::new();
    }
    let sql = bare(sql);
    let sql = format!(
        "SELECT shown.* FROM (SELECT 1) AS one LEFT JOIN (\n{sql}\n) AS shown ON FALSE LIMIT 1"
    );
    let answer = query::raw_rows(connection, &sql, &[], Caching::Once).await;
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

/// Formats a number as MySQL does, with an exponent from 15 digits on.
fn real(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-15..1e15).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

/// Formats bytes as `mysql --binary-as-hex` does.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold("0x".to_owned(), |text, byte| format!("{text}{byte:02X}"))
}
