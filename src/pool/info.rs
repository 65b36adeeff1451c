//! Whether the database answers, and what it says about itself.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Integer, Json, Text, Timestamptz};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::statements::{RunQueryDsl, sql_file};

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

/// The columns of the statement, in its order.
type Columns = (Text, Timestamptz, Text, BigInt, Json);
type Row = (String, DateTime<Utc>, String, i64, serde_json::Value);

/// Asks for an answer, and returns how long it took.
///
/// ```sql
/// SELECT 1
/// ```
///
/// # Errors
/// `Unavailable` when the connection is gone.
pub async fn ping(mut conn: &AsyncPgConnection) -> Result<Duration> {
    let start = Instant::now();
    sql_file::<Integer, _>("SELECT 1", ())
        .execute(&mut conn)
        .await?;
    Ok(start.elapsed())
}

/// Asks what the database is and what its tables hold, in one statement
/// (`src/sql/database_info.sql`):
///
/// ```sql
/// SELECT
///   current_setting('server_version') AS version,
///   clock_timestamp() AS server_time,
///   current_database()::text AS database,
///   pg_database_size(current_database()) AS size_bytes,
///   coalesce(
///     (
///       SELECT
///         json_agg(
///           json_build_object(
///             'schema', schemaname,
///             'name', relname,
///             'inserts', n_tup_ins,
///             'updates', n_tup_upd,
///             'deletes', n_tup_del,
///             'live_rows', n_live_tup,
///             'size_bytes', coalesce(pg_total_relation_size(relid), 0)
///           )
///           ORDER BY schemaname, relname
///         )
///       FROM pg_stat_user_tables
///     ),
///     '[]'
///   ) AS tables
/// ```
///
/// # Errors
/// `Corrupt` when a value is not of the form expected.
pub async fn info(mut conn: &AsyncPgConnection) -> Result<DatabaseInfo> {
    let (version, server_time, database, size_bytes, tables): Row =
        sql_file::<Columns, _>(include_str!("../sql/database_info.sql"), ())
            .get_result(&mut conn)
            .await?;
    let tables = serde_json::from_value(tables).map_err(|problem| Error::Corrupt {
        what: "the database".into(),
        field: "statistics".into(),
        problem: problem.to_string(),
    })?;
    Ok(DatabaseInfo {
        version,
        server_time,
        database,
        size_bytes,
        tables,
    })
}
