//! What a session was before, and how it becomes so again.

use std::collections::HashSet;
use std::time::Duration;

use diesel::SqliteConnection;

use super::statement::{exec, number, query, texts};
use super::transaction::is_open;
use super::{State, quote};
use crate::error::ServerError;
use crate::model::Value;
use crate::session::{Limits, Reuse};

/// Settings of the session (<https://www.sqlite.org/pragma.html>) that can be read and put back
/// anywhere. `query_only` comes first: it would be in the way of the rest.
const SETTINGS: &[&str] = &[
    "query_only",
    "writable_schema",
    "defer_foreign_keys",
    "ignore_check_constraints",
    "recursive_triggers",
    "legacy_alter_table",
    "automatic_index",
    "cache_size",
    "cache_spill",
    "cell_size_check",
    "checkpoint_fullfsync",
    "fullfsync",
    "full_column_names",
    "short_column_names",
    "read_uncommitted",
    "reverse_unordered_selects",
    "secure_delete",
    "trusted_schema",
    "analysis_limit",
    "wal_autocheckpoint",
    "journal_size_limit",
];

/// Settings that do nothing, or fail, inside a transaction.
const SETTINGS_OUTSIDE: &[&str] = &["foreign_keys", "synchronous", "temp_store", "locking_mode"];

/// How a session was when it was first used.
pub(super) struct Baseline {
    /// Values of [`SETTINGS`] and [`SETTINGS_OUTSIDE`].
    settings: Vec<(&'static str, String)>,
    case_sensitive_like: bool,
    attached: HashSet<String>,
    temporary: HashSet<String>,
}

impl Baseline {
    /// Looks at a session. Even looking needs a lock, for which a session waits that does not yet
    /// know its limits.
    pub(super) fn take(connection: &mut SqliteConnection) -> Result<Self, ServerError> {
        wait_for_locks(connection, Limits::default().lock_timeout)?;
        let mut settings = Vec::new();
        for setting in SETTINGS.iter().chain(SETTINGS_OUTSIDE) {
            if let Some(value) = read(connection, setting)? {
                settings.push((*setting, value));
            }
        }
        Ok(Self {
            settings,
            case_sensitive_like: is_like_case_sensitive(connection)?,
            attached: attached(connection)?.into_iter().collect(),
            temporary: temporary(connection)?
                .into_iter()
                .map(|(_, name)| name)
                .collect(),
        })
    }
}

/// Puts back what is not as it was, and sets how long to wait for locks.
pub(super) fn refresh(
    connection: &mut SqliteConnection,
    state: &mut State,
    lock_timeout: Option<Duration>,
) -> Result<(), ServerError> {
    let open = is_open(connection)?;
    let Some(baseline) = &state.baseline else {
        return Ok(());
    };
    for (setting, value) in &baseline.settings {
        if open && SETTINGS_OUTSIDE.contains(setting) {
            continue;
        }
        if read(connection, setting)?.as_ref() != Some(value) {
            exec(connection, &format!("PRAGMA {setting} = {value}"))?;
        }
    }
    if is_like_case_sensitive(connection)? != baseline.case_sensitive_like {
        let value = i32::from(baseline.case_sensitive_like);
        exec(connection, &format!("PRAGMA case_sensitive_like = {value}"))?;
    }
    drop_temporary(connection, &baseline.temporary)?;
    if !open {
        for name in attached(connection)? {
            if !baseline.attached.contains(&name) {
                exec(connection, &format!("DETACH {}", quote(&name)))?;
            }
        }
    }
    wait_for_locks(connection, lock_timeout)
}

/// Sets how long a statement waits for a lock. SQLite has no "for ever": that is 24 days.
pub(super) fn wait_for_locks(
    connection: &mut SqliteConnection,
    lock_timeout: Option<Duration>,
) -> Result<(), ServerError> {
    let wait = lock_timeout.map_or(i32::MAX, |timeout| {
        i32::try_from(timeout.as_millis()).unwrap_or(i32::MAX)
    });
    exec(connection, &format!("PRAGMA busy_timeout = {wait}"))
}

/// The value of a setting, `None` when this SQLite does not know it.
fn read(connection: &mut SqliteConnection, setting: &str) -> Result<Option<String>, ServerError> {
    let sql = format!("PRAGMA {setting}");
    let rows = query(connection, &sql, &[], Reuse::Once)?;
    let first = rows.rows.first().and_then(|row| row.values().first());
    Ok(first.and_then(|value| match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }))
}

/// This setting can be written, but not read.
fn is_like_case_sensitive(connection: &mut SqliteConnection) -> Result<bool, ServerError> {
    Ok(number(connection, "SELECT 'a' LIKE 'A'", &[])? == 0)
}

fn attached(connection: &mut SqliteConnection) -> Result<Vec<String>, ServerError> {
    let sql = "SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')";
    texts(connection, sql, &[])
}

/// Kinds and names of what is temporary, in an order in which it can be dropped.
fn temporary(connection: &mut SqliteConnection) -> Result<Vec<(String, String)>, ServerError> {
    let sql = "SELECT type, name FROM sqlite_temp_master \
               WHERE type IN ('trigger', 'view', 'table') AND name NOT LIKE 'sqlite^_%' ESCAPE '^' \
               ORDER BY type = 'table', rowid DESC";
    let rows = query(connection, sql, &[], Reuse::Once)?;
    let pairs = rows.rows.iter().filter_map(|row| {
        let (kind, name) = (row[0].as_text()?, row[1].as_text()?);
        Some((kind.to_owned(), name.to_owned()))
    });
    Ok(pairs.collect())
}

/// Drops what is temporary and was not there before. Dropping one may drop another (the parts of
/// a virtual table), and one may have to go before another (foreign keys), so this repeats.
fn drop_temporary(
    connection: &mut SqliteConnection,
    before: &HashSet<String>,
) -> Result<(), ServerError> {
    loop {
        let mut left = temporary(connection)?;
        left.retain(|(_, name)| !before.contains(name));
        if left.is_empty() {
            return Ok(());
        }
        let mut failed = None;
        let mut dropped = false;
        for (kind, name) in &left {
            match exec(
                connection,
                &format!("DROP {kind} IF EXISTS temp.{}", quote(name)),
            ) {
                Ok(()) => dropped = true,
                Err(error) => failed = Some(error),
            }
        }
        if let (false, Some(error)) = (dropped, failed) {
            return Err(error);
        }
    }
}
