//! The lock that admits one runner at a time: an advisory lock that is polled, never waited for. A
//! session that waits would deadlock with `CREATE INDEX CONCURRENTLY`, which in turn waits for its
//! transaction.

use std::ops::DerefMut;
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use sha2::{Digest, Sha256};

use super::PostgresSession;
use crate::error::{Class, Holder, ServerError};
use crate::model::{Row, Value};
use crate::session::{Caching, Connection, Guard, LockAttempt, Transaction};

/// First key of our advisory locks: `glow` in ASCII.
const CLASS: i64 = 0x676c_6f77;

const TRY_SESSION: &str = "pg_catalog.pg_try_advisory_lock";
const TRY_TRANSACTION: &str = "pg_catalog.pg_try_advisory_xact_lock";
const HOLDER: &str = "SELECT l.pid::bigint AS session, a.usename::pg_catalog.text AS name,
        a.application_name AS application, pg_catalog.host(a.client_addr) AS client,
        extract(
            epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.backend_start
        )::double precision AS since
    FROM pg_catalog.pg_locks l
    JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) l.database
        AND d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
    WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
        AND l.classid::bigint OPERATOR(pg_catalog.=) $1::bigint
        AND l.objid::bigint OPERATOR(pg_catalog.=) $2::bigint
        AND l.objsubid OPERATOR(pg_catalog.=) 2
    ORDER BY l.pid LIMIT 1";

/// Our advisory lock: its key, and whether the session holds it.
#[derive(Default)]
pub(super) struct Lock {
    /// Second key, derived from the bookkeeping schema; `None` until that is known.
    key: Option<i32>,
    pub(super) is_held: bool,
}

impl Lock {
    /// Sets the schema of the bookkeeping.
    pub(super) fn is_in(&mut self, schema: &str) {
        self.key.get_or_insert_with(|| key(schema));
    }

    /// Returns the statements that release all advisory locks of the session except ours. A
    /// transaction-level lock holds it in the meantime, so that no other session takes it.
    pub(super) fn release_others(&self) -> String {
        let all = "SELECT pg_catalog.pg_advisory_unlock_all();";
        match self.key.filter(|_| self.is_held) {
            None => all.to_owned(),
            Some(key) => format!(
                "SELECT pg_catalog.pg_try_advisory_xact_lock({CLASS}, {key}); {all} \
                 SELECT pg_catalog.pg_try_advisory_lock({CLASS}, {key});"
            ),
        }
    }
}

/// Returns the second key. Runners exclude each other if they use the same bookkeeping schema.
fn key(schema: &str) -> i32 {
    let digest = Sha256::digest(schema.as_bytes());
    i32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

/// Returns the key as `pg_locks` lists it: unsigned.
fn listed(key: i32) -> Value {
    Value::Integer(key.cast_unsigned().into())
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    pub(super) async fn take_lock(&mut self) -> Result<LockAttempt, ServerError> {
        let pooled = self.is_pooled().await?;
        if pooled && self.transaction().await? == Transaction::None {
            return Err(ServerError::new(
                Class::Other,
                "the connection goes through a pooler, where only a transaction can hold a lock",
            ));
        }
        let key = match self.lock.key {
            Some(key) => key,
            None => key(&self.bookkeeping_prefix().await?),
        };
        self.lock.key = Some(key);
        if self.lock.is_held {
            return Ok(LockAttempt::Taken);
        }
        let attempt = if pooled { TRY_TRANSACTION } else { TRY_SESSION };
        let attempt = format!("SELECT {attempt}({CLASS}, {key}) AS taken");
        // The holder may be gone between the failed attempt and the query for it.
        for _ in 0..3 {
            let shown = self.look(&attempt).await?;
            let taken = shown.rows.iter().flatten().flatten().next();
            if taken.is_some_and(|taken| taken == "t") {
                self.lock.is_held = !pooled;
                return Ok(LockAttempt::Taken);
            }
            let place = [Value::Integer(CLASS), listed(key)];
            let rows = self.query(HOLDER, &place, Caching::Once).await?.rows;
            if let Some(row) = rows.first() {
                return Ok(LockAttempt::HeldBy(holder(row)));
            }
        }
        Ok(LockAttempt::HeldBy(Holder::default()))
    }

    pub(super) async fn release_lock(&mut self) -> Result<(), ServerError> {
        let Some(key) = self.lock.key.filter(|_| self.lock.is_held) else {
            return Ok(());
        };
        // Releasing a lock that is not held raises a warning. Checking first takes longer than a
        // small run, so it is only done if a statement may have released it.
        let condition = if self.memory.may_have_unlocked() {
            format!(
                " WHERE EXISTS (
                    SELECT FROM pg_catalog.pg_locks l
                    WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory'
                        AND l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()
                        AND l.classid::bigint OPERATOR(pg_catalog.=) {CLASS}
                        AND l.objid::bigint OPERATOR(pg_catalog.=) {listed}
                        AND l.objsubid OPERATOR(pg_catalog.=) 2
                )",
                listed = key.cast_unsigned()
            )
        } else {
            String::new()
        };
        let sql = format!("SELECT pg_catalog.pg_advisory_unlock({CLASS}, {key}){condition}");
        self.look(&sql).await?;
        self.lock.is_held = false;
        Ok(())
    }
}

fn holder(row: &Row) -> Holder {
    let text = |column| row.get(column).and_then(Value::as_text);
    let parts = ["name", "application", "client"].map(text);
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let since = match row.get("since") {
        Some(Value::Real(seconds)) => Duration::try_from_secs_f64(*seconds).ok(),
        _ => None,
    };
    Holder {
        session: row.get("session").and_then(Value::as_integer),
        name: (!parts.is_empty()).then(|| parts.join(", ")),
        since,
    }
}
