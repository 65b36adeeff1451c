//! Saves the initial state of a session, and resets the session to it.

use std::collections::HashSet;
use std::time::Duration;

use diesel::SqliteConnection;

use super::statement::{exec, number, query, texts};
use super::transaction::is_open;
use super::{State, quote};
use crate::error::ServerError;
use crate::model::Value;
use crate::session::{Caching, Limits};

/// Session settings (<https://www.sqlite.org/pragma.html>) that can be read and restored at any
/// time. `query_only` comes first, because it would prevent the others from being set.
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

/// Settings that have no effect, or fail, inside a transaction.
const SETTINGS_OUTSIDE: &[&str] = &["foreign_keys", "synchronous", "temp_store", "locking_mode"];

/// The state of a session before its first use.
pub(super) struct InitialState {
    /// The values of [`SETTINGS`] and [`SETTINGS_OUTSIDE`].
    settings: Vec<(&'static str, String)>,
    case_sensitive_like: bool,
    attached: HashSet<String>,
    temporary: HashSet<String>,
}

impl InitialState {
    /// Reads the state of a session. Reading needs a lock, and the session's limits are not known
    /// yet, so the default lock timeout applies.
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

/// Resets what has changed, and sets the lock timeout.
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

/// Sets how long a statement waits for a lock. SQLite has no infinite timeout; the maximum is 24
/// days.
pub(super) fn wait_for_locks(
    connection: &mut SqliteConnection,
    lock_timeout: Option<Duration>,
) -> Result<(), ServerError> {
    let wait = lock_timeout.map_or(i32::MAX, |timeout| {
        i32::try_from(timeout.as_millis()).unwrap_or(i32::MAX)
    });
    exec(connection, &format!("PRAGMA busy_timeout = {wait}"))
}

/// Returns the value of a setting; `None` if this version of SQLite does not have it.
fn read(connection: &mut SqliteConnection, setting: &str) -> Result<Option<String>, ServerError> {
    let sql = format!("PRAGMA {setting}");
    let rows = query(connection, &sql, &[], Caching::Once)?;
    let first = rows.rows.first().and_then(|row| row.values().first());
    Ok(first.and_then(|value| match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }))
}

/// Tests the setting, which can be written but not read.
fn is_like_case_sensitive(connection: &mut SqliteConnection) -> Result<bool, ServerError> {
    Ok(number(connection, "SELECT 'a' LIKE 'A'", &[])? == 0)
}

fn attached(connection: &mut SqliteConnection) -> Result<Vec<String>, ServerError> {
    let sql = "SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')";
    texts(connection, sql, &[])
}

/// Returns the types and names of temporary objects, in an order in which they can be dropped.
fn temporary(connection: &mut SqliteConnection) -> Result<Vec<(String, String)>, ServerError> {
    let sql = "SELECT type, name FROM sqlite_temp_master \
               WHERE type IN ('trigger', 'view', 'table') AND name NOT LIKE 'sqlite^_%' ESCAPE '^' \
               ORDER BY type = 'table', rowid DESC";
    let rows = query(connection, sql, &[], Caching::Once)?;
    let pairs = rows.rows.iter().filter_map(|row| {
        let (kind, name) = (row[0].as_text()?, row[1].as_text()?);
        Some((kind.to_owned(), name.to_owned()))
    });
    Ok(pairs.collect())
}

/// Drops temporary objects that did not exist before. Dropping one may drop others (the shadow
/// tables of a virtual table), and some must be dropped before others (foreign keys), so this
/// repeats until none are left.
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
