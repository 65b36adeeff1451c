//! The SQL that writes the bookkeeping tables. One statement inserts many rows, passed as JSON in a
//! single parameter: a thousand parameters, or a subquery per row, would take the server longer
//! than the rows themselves. All names are qualified, because the search path belongs to the
//! migrations.

use async_trait::async_trait;
use serde_json::{Map, Value as Json};

use super::dialect::Postgres;
use crate::dialect::bookkeeping::{
    Bookkeeping, BookkeepingSql, DIESEL, HISTORY, MIGRATIONS, Rows, Types,
};
use crate::error::Result;
use crate::model::Value;
use crate::session::Session;

/// Maximum number of rows, and approximate number of bytes, per statement.
const ROWS: usize = 1_000;
const BYTES: usize = 4 * 1_024 * 1_024;

/// Names and types of the columns, in the order of a row's values.
type Columns = [(&'static str, &'static str)];

const VERSION: &Columns = &[("version", "pg_catalog.text")];

/// `copied` is the version of the row whose `run_on` is copied; it equals `version`.
const RECORD: &Columns = &[
    ("version", "pg_catalog.text"),
    ("name", "pg_catalog.text"),
    ("batch", "bigint"),
    ("checksum", "pg_catalog.text"),
    ("applied_at", "timestamp"),
    ("duration_us", "bigint"),
    ("actor", "pg_catalog.text"),
    ("host", "pg_catalog.text"),
    ("tool", "pg_catalog.text"),
    ("down_sql", "pg_catalog.text"),
    ("copied", "pg_catalog.text"),
    ("state", "pg_catalog.text"),
    ("statements_done", "bigint"),
    ("statements_digest", "pg_catalog.text"),
    ("statement_started", "bigint"),
    ("statement_note", "pg_catalog.text"),
];

const EVENT: &Columns = &[
    ("run", "pg_catalog.text"),
    ("action", "pg_catalog.text"),
    ("outcome", "pg_catalog.text"),
    ("version", "pg_catalog.text"),
    ("name", "pg_catalog.text"),
    ("batch", "bigint"),
    ("happened_at", "timestamp"),
    ("duration_us", "bigint"),
    ("actor", "pg_catalog.text"),
    ("host", "pg_catalog.text"),
    ("tool", "pg_catalog.text"),
    ("message", "pg_catalog.text"),
];

#[async_trait]
impl BookkeepingSql for Postgres {
    fn types(&self) -> Types {
        Types {
            key: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            instant: "TIMESTAMP WITH TIME ZONE",
            moment: "TIMESTAMP",
            text: "pg_catalog.text",
            long: "pg_catalog.text",
            tail: "",
        }
    }

    /// Uses the server's own operator, since a user-defined one might match better.
    fn equal(&self, left: &str, right: &str) -> String {
        format!("{left} OPERATOR(pg_catalog.=) {right}")
    }

    fn moment(&self, column: &str) -> String {
        format!("pg_catalog.to_char({column}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US')")
    }

    fn instant(&self, column: &str) -> String {
        self.moment(&format!("{column} AT TIME ZONE 'UTC'"))
    }

    async fn insert(
        &self,
        bookkeeping: &Bookkeeping,
        session: &mut dyn Session,
        what: Rows,
        rows: &[Vec<Value>],
    ) -> Result<()> {
        let (sql, columns) = match what {
            Rows::Versions => (versions(bookkeeping), VERSION),
            Rows::Records => (records(bookkeeping), RECORD),
            Rows::Events => (events(bookkeeping), EVENT),
        };
        insert(bookkeeping, session, &sql, columns, rows).await
    }
}

fn versions(bookkeeping: &Bookkeeping) -> String {
    format!(
        "INSERT INTO {table} (version) SELECT r.version FROM {source}",
        table = bookkeeping.table(DIESEL),
        source = source(VERSION),
    )
}

fn records(bookkeeping: &Bookkeeping) -> String {
    format!(
        "INSERT INTO {table} (version, name, batch, checksum, applied_at, duration_us, actor, \
         host, tool, down_sql, run_on, state, statements_done, statements_digest, \
         statement_started, statement_note) SELECT r.version, r.name, r.batch, r.checksum, \
         r.applied_at AT TIME ZONE 'UTC', r.duration_us, r.actor, r.host, r.tool, r.down_sql, \
         d.run_on, r.state, r.statements_done, r.statements_digest, r.statement_started, \
         r.statement_note FROM {source} LEFT JOIN {diesel} d ON {same}",
        table = bookkeeping.table(MIGRATIONS),
        source = source(RECORD),
        diesel = bookkeeping.table(DIESEL),
        same = Postgres.equal("d.version", "r.copied"),
    )
}

fn events(bookkeeping: &Bookkeeping) -> String {
    format!(
        "INSERT INTO {table} (run, action, outcome, version, name, batch, happened_at, \
         duration_us, actor, host, tool, message) SELECT r.run, r.action, r.outcome, r.version, \
         r.name, r.batch, r.happened_at AT TIME ZONE 'UTC', r.duration_us, r.actor, r.host, \
         r.tool, r.message FROM {source}",
        table = bookkeeping.table(HISTORY),
        source = source(EVENT),
    )
}

/// Returns the `FROM` item that expands the JSON parameter into rows.
fn source(columns: &Columns) -> String {
    let columns: Vec<String> = columns
        .iter()
        .map(|(name, kind)| format!("{name} {kind}"))
        .collect();
    format!(
        "pg_catalog.json_to_recordset(CAST(? AS pg_catalog.json)) AS r ({})",
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

/// Returns a row as JSON, without its `NULL`s.
fn object(columns: &Columns, row: &[Value]) -> String {
    let pairs = columns.iter().zip(row).filter_map(|((name, _), value)| {
        let value = match value {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Integer(number) => Json::from(*number),
            // The bookkeeping has no other types.
            _ => return None,
        };
        Some(((*name).to_owned(), value))
    });
    Json::Object(pairs.collect::<Map<_, _>>()).to_string()
}
