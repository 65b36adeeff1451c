//! Many rows with one statement, on PostgreSQL: as JSON in one value. A statement with a
//! thousand values, or with a subquery for each row, takes the server longer than the rows.

use serde_json::{Map, Value as Json};

use super::{Bookkeeping, DIESEL, HISTORY, MIGRATIONS};
use crate::error::Result;
use crate::model::Value;
use crate::session::Session;

/// How many rows, and about how many bytes, go into one statement.
const ROWS: usize = 1_000;
const BYTES: usize = 4 * 1_024 * 1_024;

/// The columns of a row, in the order of its values, with their types.
type Columns = [(&'static str, &'static str)];

const VERSION: &Columns = &[("version", "text")];

/// `copied` is the version again, by which `run_on` is copied.
const RECORD: &Columns = &[
    ("version", "text"),
    ("name", "text"),
    ("batch", "bigint"),
    ("checksum", "text"),
    ("applied_at", "timestamp"),
    ("duration_us", "bigint"),
    ("actor", "text"),
    ("host", "text"),
    ("tool", "text"),
    ("down_sql", "text"),
    ("copied", "text"),
    ("state", "text"),
    ("statements_done", "bigint"),
    ("statements_digest", "text"),
    ("statement_started", "bigint"),
    ("statement_note", "text"),
];

const EVENT: &Columns = &[
    ("run", "text"),
    ("action", "text"),
    ("outcome", "text"),
    ("version", "text"),
    ("name", "text"),
    ("batch", "bigint"),
    ("happened_at", "timestamp"),
    ("duration_us", "bigint"),
    ("actor", "text"),
    ("host", "text"),
    ("tool", "text"),
    ("message", "text"),
];

/// Adds versions to Diesel's table.
pub(super) async fn versions(
    bookkeeping: &Bookkeeping,
    session: &mut dyn Session,
    rows: &[Vec<Value>],
) -> Result<()> {
    let sql = format!(
        "INSERT INTO {table} (version) SELECT r.version FROM {source}",
        table = bookkeeping.table(DIESEL),
        source = source(VERSION),
    );
    insert(bookkeeping, session, &sql, VERSION, rows).await
}

/// Adds records; their `run_on` is copied from Diesel's table.
pub(super) async fn records(
    bookkeeping: &Bookkeeping,
    session: &mut dyn Session,
    rows: &[Vec<Value>],
) -> Result<()> {
    let sql = format!(
        "INSERT INTO {table} (version, name, batch, checksum, applied_at, duration_us, actor, \
         host, tool, down_sql, run_on, state, statements_done, statements_digest, \
         statement_started, statement_note) SELECT r.version, r.name, r.batch, r.checksum, \
         r.applied_at AT TIME ZONE 'UTC', r.duration_us, r.actor, r.host, r.tool, r.down_sql, \
         d.run_on, r.state, r.statements_done, r.statements_digest, r.statement_started, \
         r.statement_note FROM {source} LEFT JOIN {diesel} d ON d.version = r.copied",
        table = bookkeeping.table(MIGRATIONS),
        source = source(RECORD),
        diesel = bookkeeping.table(DIESEL),
    );
    insert(bookkeeping, session, &sql, RECORD, rows).await
}

/// Adds lines to the history, in this order.
pub(super) async fn events(
    bookkeeping: &Bookkeeping,
    session: &mut dyn Session,
    rows: &[Vec<Value>],
) -> Result<()> {
    let sql = format!(
        "INSERT INTO {table} (run, action, outcome, version, name, batch, happened_at, \
         duration_us, actor, host, tool, message) SELECT r.run, r.action, r.outcome, r.version, \
         r.name, r.batch, r.happened_at AT TIME ZONE 'UTC', r.duration_us, r.actor, r.host, \
         r.tool, r.message FROM {source}",
        table = bookkeeping.table(HISTORY),
        source = source(EVENT),
    );
    insert(bookkeeping, session, &sql, EVENT, rows).await
}

/// The rows of the bound value.
fn source(columns: &Columns) -> String {
    let columns: Vec<String> = columns
        .iter()
        .map(|(name, kind)| format!("{name} {kind}"))
        .collect();
    format!(
        "pg_catalog.json_to_recordset(CAST(? AS json)) AS r ({})",
        columns.join(", ")
    )
}

async fn insert(
    bookkeeping: &Bookkeeping,
    session: &mut dyn Session,
    sql: &str,
    columns: &Columns,
    rows: &[Vec<Value>],
) -> Result<()> {
    let mut waiting = Vec::new();
    let mut bytes = 0;
    for (index, row) in rows.iter().enumerate() {
        let row = object(columns, row);
        bytes += row.len();
        waiting.push(row);
        if waiting.len() == ROWS || bytes >= BYTES || index + 1 == rows.len() {
            let value = format!("[{}]", waiting.join(","));
            bookkeeping.execute(session, sql, &[value.into()]).await?;
            waiting.clear();
            bytes = 0;
        }
    }
    Ok(())
}

/// A row as JSON; what is `NULL` is left out.
fn object(columns: &Columns, row: &[Value]) -> String {
    let pairs = columns.iter().zip(row).filter_map(|((name, _), value)| {
        let value = match value {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Integer(number) => Json::from(*number),
            // The bookkeeping has no others.
            _ => return None,
        };
        Some(((*name).to_owned(), value))
    });
    Json::Object(pairs.collect::<Map<_, _>>()).to_string()
}
