//! The lock of the one runner: an advisory lock, which only ever is tried for. One that waits
//! deadlocks with `CREATE INDEX CONCURRENTLY`, which waits for the one that waits.

use std::ops::DerefMut;
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use sha2::{Digest, Sha256};

use super::PostgresSession;
use crate::error::{Class, Holder, ServerError};
use crate::model::{Row, Value};
use crate::session::{Connection, Guard, LockAttempt, Reuse, Transaction};

/// The first number of our locks: `glow` in ASCII.
const CLASS: i64 = 0x676c_6f77;

const TRY_SESSION: &str = "pg_catalog.pg_try_advisory_lock";
const TRY_TRANSACTION: &str = "pg_catalog.pg_try_advisory_xact_lock";
const HOLDER: &str = "SELECT l.pid::int8 AS session, a.usename::text AS name,
        a.application_name AS application, pg_catalog.host(a.client_addr) AS client,
        extract(epoch FROM pg_catalog.clock_timestamp() - a.backend_start)::float8 AS since
    FROM pg_catalog.pg_locks l
    JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted
        AND l.classid::int8 = $1::int8 AND l.objid::int8 = $2::int8 AND l.objsubid = 2
    ORDER BY l.pid LIMIT 1";

/// Our lock: which one, and whether the session holds it.
#[derive(Default)]
pub(super) struct Lock {
    /// The second number; known once the schema of the bookkeeping is.
    key: Option<i32>,
    pub(super) is_held: bool,
}

impl Lock {
    /// The bookkeeping is in this schema.
    pub(super) fn is_in(&mut self, schema: &str) {
        self.key.get_or_insert_with(|| key(schema));
    }

    /// The statements that release every advisory lock of the session but ours. A lock of the
    /// transaction holds it in between, so that nobody else gets it.
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

/// Runners exclude each other when they keep their records in the same schema.
fn key(schema: &str) -> i32 {
    let digest = Sha256::digest(schema.as_bytes());
    i32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

/// The number as the server lists it: without a sign.
fn listed(key: i32) -> Value {
    Value::Integer(key.cast_unsigned().into())
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    pub(super) async fn take_lock(&mut self) -> Result<LockAttempt, ServerError> {
        let pooled = self.pooled().await?;
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
        // Between a failed attempt and the look at the holder, the holder may be gone.
        for _ in 0..3 {
            let shown = self.look(&attempt).await?;
            let taken = shown.rows.iter().flatten().flatten().next();
            if taken.is_some_and(|taken| taken == "t") {
                self.lock.is_held = !pooled;
                return Ok(LockAttempt::Taken);
            }
            let place = [Value::Integer(CLASS), listed(key)];
            let rows = self.query(HOLDER, &place, Reuse::Once).await?.rows;
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
        // The server warns of a lock that is not held; looking for it takes longer than a small run.
        let condition = if self.memory.may_have_unlocked() {
            format!(
                " WHERE EXISTS (
                    SELECT FROM pg_catalog.pg_locks l
                    WHERE l.locktype = 'advisory' AND l.pid = pg_catalog.pg_backend_pid()
                        AND l.classid::int8 = {CLASS} AND l.objid::int8 = {listed}
                        AND l.objsubid = 2
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
