//! Tracks changes of the session state, and resets it.
//!
//! Resetting the whole connection would release the runner's lock, so the state is reset step by
//! step: the session variables get their initial values, user variables become `NULL`, the database
//! and the role are selected again, locked tables are unlocked. Temporary tables and statements
//! prepared in SQL cannot be listed on every server: those created by a statement of this session
//! are dropped, those created inside a procedure remain.

use std::collections::BTreeMap;
use std::time::Duration;

use diesel_async::AsyncMysqlConnection;

use super::statement_target::{self, SessionObject};
use super::{SessionInfo, query, quote};
use crate::error::{Class, ServerError};
use crate::session::{Caching, Limits};

/// Settings that are reset first, because they would truncate or change the queries that follow.
/// `timestamp` is excluded from the comparison of variables: unless it is set, it follows the
/// clock.
const FIRST: &str = "UNLOCK TABLES; SET SESSION sql_select_limit = DEFAULT, \
     character_set_results = utf8mb4, timestamp = DEFAULT";

const ROLE: &str = "SELECT CAST(CURRENT_ROLE() AS CHAR)";

const MARIADB_USER_VARIABLES: &str = "SELECT variable_name FROM information_schema.user_variables \
     WHERE variable_value IS NOT NULL";
const MYSQL_USER_VARIABLES: &str = "SELECT variable_name \
     FROM performance_schema.user_variables_by_thread \
     WHERE thread_id = PS_CURRENT_THREAD_ID() AND variable_value IS NOT NULL";

/// Variables that change on their own, or that [`Limits`] set.
const PASSING: [&str; 16] = [
    "error_count",
    "identity",
    "in_transaction",
    "innodb_lock_wait_timeout",
    "insert_id",
    "last_gtid",
    "last_insert_id",
    "lock_wait_timeout",
    "max_execution_time",
    "max_statement_time",
    "pseudo_thread_id",
    "rand_seed1",
    "rand_seed2",
    "statement_id",
    "timestamp",
    "warning_count",
];

/// The longest `innodb_lock_wait_timeout` that both servers accept, in seconds: about three years.
const FOREVER: u64 = 100_000_000;
/// The maximum of `lock_wait_timeout`, in seconds: a year.
const YEAR: u64 = 31_536_000;

/// What is known about the state of a session.
#[derive(Default)]
pub(super) struct SessionState {
    /// The initial variables and role, read before anything that may change them.
    start: Option<(BTreeMap<String, String>, Option<String>)>,
    /// Whether a statement may have changed the session state.
    dirty: bool,
    limits: Option<Limits>,
    leftovers: Vec<SessionObject>,
}

impl SessionState {
    /// Records a statement before it is sent.
    pub(super) async fn expect(
        &mut self,
        connection: &mut AsyncMysqlConnection,
        sql: &str,
        is_inert: bool,
    ) -> Result<(), ServerError> {
        if is_inert {
            return Ok(());
        }
        if self.start.is_none() {
            self.start = Some((variables(connection).await?, role(connection).await?));
        }
        self.dirty = true;
        self.leftovers.extend(statement_target::leftovers(sql));
        Ok(())
    }

    /// Resets the session if it may have changed, and sets the limits.
    pub(super) async fn refresh(
        &mut self,
        connection: &mut AsyncMysqlConnection,
        home: &SessionInfo,
        limits: &Limits,
        in_transaction: bool,
    ) -> Result<(), ServerError> {
        if self.dirty {
            self.limits = None;
            self.undo(connection, home, in_transaction).await?;
            self.dirty = false;
        }
        if self.limits.as_ref() != Some(limits) {
            query::run(connection, &set_limits(home.is_mariadb(), limits)).await?;
            self.limits = Some(limits.clone());
        }
        Ok(())
    }

    async fn undo(
        &mut self,
        connection: &mut AsyncMysqlConnection,
        home: &SessionInfo,
        in_transaction: bool,
    ) -> Result<(), ServerError> {
        // Ends a transaction that the engine did not open, and clears `SET TRANSACTION`.
        let rollback = if in_transaction { "" } else { "ROLLBACK; " };
        let first = format!("{rollback}{FIRST}; USE {}", quote(&home.database));
        query::run(connection, &first).await?;
        for leftover in std::mem::take(&mut self.leftovers) {
            drop_leftover(connection, &leftover).await?;
        }
        forget_user_variables(connection, home.is_mariadb()).await?;
        let Some((start, start_role)) = &self.start else {
            return Ok(());
        };
        if role(connection).await? != *start_role {
            query::run(
                connection,
                &set_role(home.is_mariadb(), start_role.as_deref()),
            )
            .await?;
        }
        let now = variables(connection).await?;
        let changed = start
            .iter()
            .filter(|(name, value)| now.get(*name).is_some_and(|now| now != *value))
            // Turning it on commits.
            .filter(|(name, _)| !(in_transaction && *name == "autocommit"));
        for (name, value) in changed {
            set(connection, name, value).await?;
        }
        Ok(())
    }
}

async fn variables(
    connection: &mut AsyncMysqlConnection,
) -> Result<BTreeMap<String, String>, ServerError> {
    let sql = "SHOW SESSION VARIABLES";
    let answer = query::rows(connection, sql, &[], Caching::Prepared).await?;
    let pairs = answer.rows.iter().filter_map(|row| {
        let name = row[0].as_text()?.to_lowercase();
        Some((name, row[1].as_text()?.to_owned()))
    });
    let lasting = |(name, _): &(String, String)| !PASSING.contains(&name.as_str());
    Ok(pairs.filter(lasting).collect())
}

async fn role(connection: &mut AsyncMysqlConnection) -> Result<Option<String>, ServerError> {
    let answer = query::rows(connection, ROLE, &[], Caching::Prepared).await?;
    let role = answer.rows.first().and_then(|row| row[0].as_text());
    Ok(role.filter(|role| *role != "NONE").map(str::to_owned))
}

/// Formats `SET ROLE`. MySQL returns any number of roles, quoted; MariaDB a single one, unquoted.
fn set_role(is_mariadb: bool, role: Option<&str>) -> String {
    match role {
        None => "SET ROLE NONE".to_owned(),
        Some(role) if is_mariadb => format!("SET ROLE {}", quote(role)),
        Some(roles) => format!("SET ROLE {roles}"),
    }
}

async fn forget_user_variables(
    connection: &mut AsyncMysqlConnection,
    is_mariadb: bool,
) -> Result<(), ServerError> {
    let sql = if is_mariadb {
        MARIADB_USER_VARIABLES
    } else {
        MYSQL_USER_VARIABLES
    };
    // On MariaDB everyone can read these; MySQL requires a privilege on the performance schema.
    let answer = match query::rows(connection, sql, &[], Caching::Prepared).await {
        Ok(answer) => answer,
        Err(error) if error.class == Class::ConnectionLost => return Err(error),
        Err(_) => return Ok(()),
    };
    let names = answer.rows.iter().filter_map(|row| row[0].as_text());
    let parts: Vec<String> = names
        .map(|name| format!("@{} = NULL", quote(name)))
        .collect();
    if !parts.is_empty() {
        query::run(connection, &format!("SET {}", parts.join(", "))).await?;
    }
    Ok(())
}

async fn drop_leftover(
    connection: &mut AsyncMysqlConnection,
    leftover: &SessionObject,
) -> Result<(), ServerError> {
    let sql = match leftover {
        SessionObject::TemporaryTable(name) => format!("DROP TEMPORARY TABLE IF EXISTS {name}"),
        SessionObject::Prepared(name) => format!("DEALLOCATE PREPARE {name}"),
    };
    match query::run(connection, &sql).await {
        // The migration has dropped it itself.
        Err(error) if error.class == Class::Missing => Ok(()),
        other => other,
    }
}

/// Resets one variable. A global variable that somebody else changed in the meantime is left alone,
/// and some variables cannot be set in a transaction.
async fn set(
    connection: &mut AsyncMysqlConnection,
    name: &str,
    value: &str,
) -> Result<(), ServerError> {
    let text = format!("'{}'", value.replace('\\', "\\\\").replace('\'', "''"));
    let literal = match value {
        // The server displays `NULL` as an empty text.
        "" if name.starts_with("character_set") => "NULL",
        _ if value.parse::<f64>().is_ok() => value,
        _ => text.as_str(),
    };
    let mut result = query::run(connection, &format!("SET SESSION {name} = {literal}")).await;
    if has_code(&result, "(1232)") {
        result = query::run(connection, &format!("SET SESSION {name} = {text}")).await;
    }
    match result {
        Err(error) if matches!(error.class, Class::RefusesTransaction | Class::Privilege) => Ok(()),
        other if has_code(&other, "(1229)") || has_code(&other, "(1238)") => Ok(()),
        other => other,
    }
}

fn has_code(result: &Result<(), ServerError>, number: &str) -> bool {
    let error = result.as_ref().err();
    error
        .and_then(|error| error.code.as_deref())
        .is_some_and(|code| code.ends_with(number))
}

/// Formats the limits. MySQL takes lock timeouts in whole seconds, and its statement timeout
/// affects only reads; MariaDB's affects all statements.
fn set_limits(is_mariadb: bool, limits: &Limits) -> String {
    let seconds = limits
        .lock_timeout
        .map(|limit| limit.as_millis().div_ceil(1000).max(1));
    let lock = seconds.unwrap_or(u128::from(FOREVER));
    let wait = lock.min(u128::from(YEAR));
    let lock = lock.min(u128::from(FOREVER));
    let statement = limits.statement_timeout.unwrap_or(Duration::ZERO);
    let statement = if is_mariadb {
        format!("max_statement_time = {}", statement.as_secs_f64())
    } else {
        format!("max_execution_time = {}", statement.as_millis())
    };
    format!(
        "SET SESSION lock_wait_timeout = {wait}, innodb_lock_wait_timeout = {lock}, {statement}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_timeouts_are_rounded_up_to_whole_seconds() {
        let mut limits = Limits {
            lock_timeout: Some(Duration::from_millis(1)),
            statement_timeout: Some(Duration::from_millis(1500)),
            ..Limits::default()
        };
        assert_eq!(
            set_limits(true, &limits),
            "SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1, \
             max_statement_time = 1.5"
        );
        limits.lock_timeout = None;
        limits.statement_timeout = None;
        assert_eq!(
            set_limits(false, &limits),
            "SET SESSION lock_wait_timeout = 31536000, innodb_lock_wait_timeout = 100000000, \
             max_execution_time = 0"
        );
    }
}
