//! Checks whether the database answers, and reads its version, size and tables.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use commonrail::Error as ConnectionError;
use commonrail::statements::{RunQueryDsl, sql_file};
use diesel::sql_types::{BigInt, Integer, Json, Text, Timestamptz};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Information about the database.
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
    /// All tables except system tables, by schema and name.
    pub tables: Vec<TableInfo>,
}

/// The statistics of one table. Counts since the last statistics reset; they lag behind by about a
/// second.
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
    /// Live rows, estimated.
    pub live_rows: i64,
    /// Bytes on disk, including indexes.
    pub size_bytes: i64,
}

/// The columns of the statement, in its order.
type Columns = (Text, Timestamptz, Text, BigInt, Json);
type Row = (String, DateTime<Utc>, String, i64, serde_json::Value);

/// Sends an empty query, and returns how long the response took.
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
        .await
        .map_err(|error| ConnectionError::from(error).for_read())?;
    Ok(start.elapsed())
}

/// Reads information about the database and its tables with one statement
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
/// `Corrupt` when a value does not have the expected form.
pub async fn info(mut conn: &AsyncPgConnection) -> Result<DatabaseInfo> {
    let (version, server_time, database, size_bytes, tables): Row =
        sql_file::<Columns, _>(include_str!("../sql/database_info.sql"), ())
            .get_result(&mut conn)
            .await
            .map_err(|error| ConnectionError::from(error).for_read())?;
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
