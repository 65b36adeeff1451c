//! `error_logs`: one row is an error or another event to look up later, in a server or in none.
//! Rows remain when their server is deleted.

use chrono::{DateTime, Utc};
use commonrail::row;
use commonrail::statements::{RunQueryDsl, update as update_row};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, ForRead, OrNotFound, Result};
use crate::functions::row_before;
use crate::id::{ErrorLogId, ServerId};
use crate::input;
use crate::page::{Cursor, Keyed, Page, PageRequest};
use crate::purge::in_chunks;
use crate::schema::error_logs;
use crate::stored::Stored;
use crate::trace::{counted, one};

row! {
    /// A row of `error_logs`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(error_log_id))]
    pub struct ErrorLog of error_logs {
        /// Key of this database.
        pub error_log_id: ErrorLogId,
        /// The server where it happened, unless it was deleted.
        pub server_id: Option<ServerId>,
        /// The kind of error, for example `memory_transfer`.
        pub error_type: String,
        /// The message.
        pub error_message: String,
        error_context: Stored<Value>,
        /// When the row was inserted.
        pub created_at: DateTime<Utc>,
        /// When the row was last updated.
        pub updated_at: DateTime<Utc>,
    }
}

impl ErrorLog {
    /// Returns the context that helps to understand the entry.
    ///
    /// # Errors
    /// `Corrupt` when another writer stored what this crate cannot read.
    pub fn context(&self) -> Result<&Value> {
        self.error_context
            .get(|| format!("the context of error log entry {}", self.error_log_id))
    }
}

impl Keyed for ErrorLog {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.error_log_id.get())
    }
}

/// An entry to store.
#[derive(Debug, Clone, PartialEq, Insertable, Deserialize)]
#[diesel(table_name = error_logs, treat_none_as_default_value = false)]
pub struct NewErrorLog {
    /// The server where it happened, if any.
    pub server_id: Option<ServerId>,
    /// The kind of error: 1 to 100 characters.
    pub error_type: String,
    /// The message: 1 to 10,000 characters.
    pub error_message: String,
    /// The context that helps to understand it: free-form JSON. No secrets, no memories.
    pub error_context: Value,
}

/// The fields of an entry to change; a field that is `None` is left unchanged.
#[derive(Debug, Clone, Default, PartialEq, AsChangeset, Deserialize)]
#[diesel(table_name = error_logs)]
#[serde(default)]
pub struct ErrorLogPatch {
    /// The kind of error: 1 to 100 characters.
    pub error_type: Option<String>,
    /// The message: 1 to 10,000 characters.
    pub error_message: Option<String>,
    /// The context that helps to understand it: free-form JSON.
    pub error_context: Option<Value>,
}

impl ErrorLogPatch {
    fn check(&self) -> Result<()> {
        if *self == Self::default() {
            return Err(Error::invalid("patch", "must change at least one column"));
        }
        check_columns(
            self.error_type.as_deref(),
            self.error_message.as_deref(),
            self.error_context.as_ref(),
        )
    }
}

/// Filters for [`search`]; a field that is `None` does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorFilter {
    /// Only entries of this server.
    pub server: Option<ServerId>,
    /// Only entries of this kind.
    pub error_type: Option<String>,
}

fn check_columns(
    error_type: Option<&str>,
    message: Option<&str>,
    context: Option<&Value>,
) -> Result<()> {
    if let Some(error_type) = error_type {
        input::text("error_type", error_type, 1..=100)?;
    }
    if let Some(message) = message {
        input::text("error_message", message, 1..=10_000)?;
    }
    context.map_or(Ok(()), |context| input::json("error_context", context))
}

/// Stores an entry; returns the stored row.
///
/// ```sql
/// INSERT INTO error_logs (server_id, error_type, error_message, error_context)
/// VALUES ($1, $2, $3, $4)
/// RETURNING error_log_id, server_id, error_type, error_message, error_context, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` with the column that is outside its limits; `Conflict` for an unknown server.
#[instrument(level = "debug", skip_all, fields(table = "error_logs", rows = Empty))]
pub async fn insert(mut conn: &AsyncPgConnection, entry: &NewErrorLog) -> Result<ErrorLog> {
    check_columns(
        Some(&entry.error_type),
        Some(&entry.error_message),
        Some(&entry.error_context),
    )?;
    let row = diesel::insert_into(error_logs::table)
        .values(entry)
        .returning(ErrorLog::as_returning())
        .get_result(&mut conn)
        .await?;
    Ok(one(row))
}

/// Returns the entry with this key.
///
/// ```sql
/// SELECT error_log_id, server_id, error_type, error_message, error_context, created_at, updated_at
/// FROM error_logs
/// WHERE error_log_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when there is none.
#[instrument(level = "debug", skip_all, fields(table = "error_logs", %entry, rows = Empty))]
pub async fn get(mut conn: &AsyncPgConnection, entry: ErrorLogId) -> Result<ErrorLog> {
    let row = ErrorLog::query()
        .filter(error_logs::error_log_id.eq(entry))
        .first(&mut conn)
        .await
        .or_not_found("error log entry")
        .for_read()?;
    Ok(one(row))
}

/// Searches the entries, newest first. `WHERE` contains only the conditions of the filter.
///
/// ```sql
/// SELECT error_log_id, server_id, error_type, error_message, error_context, created_at, updated_at
/// FROM error_logs
/// WHERE (created_at, error_log_id) < ($1, $2)
/// AND server_id = $3
/// AND error_type = $4
/// ORDER BY created_at DESC, error_log_id DESC
/// LIMIT $5
/// ```
///
/// # Errors
/// `InvalidInput` for a type outside its limits.
#[instrument(level = "debug", skip_all, fields(table = "error_logs", rows = Empty))]
pub async fn search(
    mut conn: &AsyncPgConnection,
    filter: &ErrorFilter,
    request: PageRequest,
) -> Result<Page<ErrorLog>> {
    check_columns(filter.error_type.as_deref(), None, None)?;
    let mut query = ErrorLog::query()
        .filter(row_before(
            error_logs::created_at,
            error_logs::error_log_id,
            request.start(),
        ))
        .order((
            error_logs::created_at.desc(),
            error_logs::error_log_id.desc(),
        ))
        .limit(request.limit.probe())
        .into_boxed();
    if let Some(server) = filter.server {
        query = query.filter(error_logs::server_id.eq(server));
    }
    if let Some(error_type) = &filter.error_type {
        query = query.filter(error_logs::error_type.eq(error_type));
    }
    let rows = query.load(&mut conn).await.for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Changes an entry; returns the stored row. `SET` contains only the columns of the patch.
///
/// ```sql
/// UPDATE error_logs
/// SET error_type = $1, error_message = $2, error_context = $3
/// WHERE error_log_id = $4
/// RETURNING error_log_id, server_id, error_type, error_message, error_context, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when there is none; `InvalidInput` with the column that is outside its limits, or
/// for a patch that changes nothing.
#[instrument(level = "debug", skip_all, fields(table = "error_logs", %entry, rows = Empty))]
pub async fn update(
    mut conn: &AsyncPgConnection,
    entry: ErrorLogId,
    patch: &ErrorLogPatch,
) -> Result<ErrorLog> {
    patch.check()?;
    let row = update_row(error_logs::table)
        .set_some(patch)
        .filter(error_logs::error_log_id.eq(entry))
        .returning(ErrorLog::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("error log entry")?;
    Ok(one(row))
}

/// Deletes an entry; returns true if there was one.
///
/// ```sql
/// DELETE FROM error_logs
/// WHERE error_log_id = $1
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "error_logs", %entry, rows = Empty))]
pub async fn delete(mut conn: &AsyncPgConnection, entry: ErrorLogId) -> Result<bool> {
    let rows = diesel::delete(error_logs::table)
        .filter(error_logs::error_log_id.eq(entry))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}

/// Deletes the entries that were written before a time; returns how many were deleted.
///
/// Sends one statement for each 5,000 rows; outside a transaction each commits on its own. Rows
/// that another session has locked are left for the next purge. The statement is
/// `src/sql/error_logs_purge.sql`:
///
/// ```sql
/// DELETE FROM error_logs
/// WHERE error_log_id = ANY (ARRAY(
///     SELECT error_log_id
///     FROM error_logs
///     WHERE created_at < $1
///     ORDER BY created_at
///     LIMIT $2
///     FOR UPDATE SKIP LOCKED
/// ))
/// ```
///
/// # Errors
/// `InvalidInput` for a time before 4712 BC. If a statement fails, the deletions of earlier
/// statements remain.
#[instrument(level = "debug", skip_all, fields(table = "error_logs", %before, rows = Empty))]
pub async fn purge(conn: &AsyncPgConnection, before: DateTime<Utc>) -> Result<usize> {
    input::moment("before", before)?;
    let text = include_str!("sql/error_logs_purge.sql");
    let purged = in_chunks(conn, text, |limit| {
        (before.into_sql::<Timestamptz>(), limit.into_sql::<BigInt>())
    });
    Ok(counted(purged.await?))
}
