//! Whether the database answers, and what it says about itself.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Integer, Json, Text, Timestamptz};
use diesel::{IntoSql, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What the database says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DatabaseInfo {
    /// The server's version, for example `17.5`.
    pub version: String,
    /// The server's clock.
    pub server_time: DateTime<Utc>,
    /// The name of the database.
    pub database: String,
    /// Bytes on disk.
    pub size_bytes: i64,
    /// The tables that are not the system's, by schema and name.
    pub tables: Vec<TableInfo>,
}

/// What the statistics say about one table. Counts since the last statistics reset; they lag
/// behind by about a second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TableInfo {
    /// The schema's name.
    pub schema: String,
    /// The table's name.
    pub name: String,
    /// Rows inserted.
    pub inserts: i64,
    /// Rows updated.
    pub updates: i64,
    /// Rows deleted.
    pub deletes: i64,
    /// Rows that live now, estimated.
    pub live_rows: i64,
    /// Bytes on disk, indexes included.
    pub size_bytes: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Timestamptz)]
    server_time: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    database: String,
    #[diesel(sql_type = BigInt)]
    size_bytes: i64,
    #[diesel(sql_type = Json)]
    tables: serde_json::Value,
}

/// Asks for an answer, and returns how long it took.
///
/// ```sql
/// SELECT $1
/// ```
///
/// # Errors
/// `Unavailable` when the connection is gone.
pub async fn ping(mut conn: &AsyncPgConnection) -> Result<Duration> {
    let start = Instant::now();
    diesel::select(1_i32.into_sql::<Integer>())
        .execute(&mut conn)
        .await?;
    Ok(start.elapsed())
}

/// Asks what the database is and what its tables hold, in one statement
/// (`src/sql/database_info.sql`).
///
/// # Errors
/// `Corrupt` when a value is not of the form expected.
pub async fn info(mut conn: &AsyncPgConnection) -> Result<DatabaseInfo> {
    let row: Row = sql_query(include_str!("../sql/database_info.sql"))
        .get_result(&mut conn)
        .await?;
    let tables = serde_json::from_value(row.tables).map_err(|problem| Error::Corrupt {
        what: "the database".into(),
        field: "statistics".into(),
        problem: problem.to_string(),
    })?;
    Ok(DatabaseInfo {
        version: row.version,
        server_time: row.server_time,
        database: row.database,
        size_bytes: row.size_bytes,
        tables,
    })
}
