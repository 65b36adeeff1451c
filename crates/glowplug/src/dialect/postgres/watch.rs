//! Sees to it that a statement of ours that waits for a lock holds nobody else up for long.
//!
//! `ALTER TABLE` that waits for one long transaction makes every other session wait behind it,
//! even those that only read: PostgreSQL serves lock requests in the order they came. While a
//! statement takes longer than a moment, a second connection looks whether we wait, for whom, and
//! whether others wait for us; if so, the statement is cancelled long before its lock timeout.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, join, pending, select};
use tokio::time::{sleep, timeout};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};

use super::link::{self, Canceller};
use super::settings::Settings;
use crate::error::{Blocker, Class, ServerError};

/// How long a statement goes unwatched.
const MOMENT: Duration = Duration::from_millis(50);
/// How often the second connection looks.
const PAUSE: Duration = Duration::from_millis(25);
/// How many looks in a row must find somebody queued behind us.
const LOOKS: u32 = 2;

/// Who is ahead of us, and whether somebody is behind us. A wait for the end of old transactions
/// (`virtualxid`), as in `CREATE INDEX CONCURRENTLY`, holds nobody up.
const LOOK: &str = "WITH ours AS MATERIALIZED (
        SELECT a.pid
        FROM pg_catalog.pg_stat_activity a
        WHERE a.pid = $1 AND a.wait_event_type = 'Lock' AND a.wait_event <> 'virtualxid'
    ), ahead AS MATERIALIZED (
        SELECT DISTINCT b.pid
        FROM ours, pg_catalog.unnest(pg_catalog.pg_blocking_pids(ours.pid)) AS b (pid)
    )
    SELECT ahead.pid, a.usename::text, a.application_name, pg_catalog.host(a.client_addr), a.state,
        extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.query_start))::float8,
        a.query,
        EXISTS (
            SELECT
            FROM pg_catalog.pg_stat_activity w, ours
            WHERE w.wait_event_type = 'Lock' AND w.pid <> ours.pid
                AND ours.pid = ANY (pg_catalog.pg_blocking_pids(w.pid))
        )
    FROM ahead
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = ahead.pid
    ORDER BY a.xact_start, ahead.pid";

/// The second connection, opened when it is first needed.
pub(super) struct Watch {
    settings: Settings,
    canceller: Canceller,
    /// The server's number for the session that is watched.
    process: i32,
    client: Second,
}

enum Second {
    Unopened,
    Open(Client),
    /// It cannot be had; we do without.
    Unavailable,
}

/// What was seen during one statement.
#[derive(Default)]
pub(super) struct Seen {
    /// Who was ahead of us when we last waited.
    blockers: Vec<Blocker>,
    /// Whether the statement was cancelled because others were behind us.
    cancelled: bool,
}

impl Seen {
    /// Adds what was seen during the statement after this one.
    pub(super) fn add(&mut self, next: Self) {
        self.cancelled |= next.cancelled;
        if !next.blockers.is_empty() {
            self.blockers = next.blockers;
        }
    }

    /// Adds what was seen to the error of the statement.
    pub(super) fn tell(self, failure: &mut ServerError) {
        if self.cancelled && failure.class == Class::StatementTimeout {
            failure.class = Class::LockTimeout;
            failure.message =
                "cancelled while it waited for a lock, because other sessions queued up behind it"
                    .to_owned();
        }
        if failure.class == Class::LockTimeout {
            failure.blockers = self.blockers;
        }
    }
}

impl Watch {
    pub(super) const fn new(settings: Settings, canceller: Canceller, process: i32) -> Self {
        Self {
            settings,
            canceller,
            process,
            client: Second::Unopened,
        }
    }

    /// Waits for a statement and watches over it.
    pub(super) async fn over<T>(&mut self, statement: impl Future<Output = T>) -> (T, Seen) {
        let mut statement = pin!(statement);
        let mut seen = Seen::default();
        if let Ok(outcome) = timeout(MOMENT, &mut statement).await {
            return (outcome, seen);
        }
        let early = {
            let watching = pin!(self.until_others_wait(&mut seen.blockers));
            match select(statement.as_mut(), watching).await {
                Either::Left((outcome, _)) => Some(outcome),
                Either::Right(_) => None,
            }
        };
        if let Some(outcome) = early {
            return (outcome, seen);
        }
        seen.cancelled = true;
        // Both are awaited: a late cancel request must not hit the next statement.
        let (outcome, _) = join(statement, self.canceller.cancel()).await;
        (outcome, seen)
    }

    /// Returns when we wait and others wait behind us.
    async fn until_others_wait(&mut self, blockers: &mut Vec<Blocker>) {
        let mut looks = 0;
        loop {
            let Some(rows) = self.look().await else {
                return pending().await;
            };
            let others_wait = rows.iter().any(|row| row.get(7));
            if !rows.is_empty() {
                *blockers = rows.iter().map(blocker).collect();
            }
            looks = if others_wait { looks + 1 } else { 0 };
            if looks == LOOKS {
                return;
            }
            sleep(PAUSE).await;
        }
    }

    /// One look; `None` when there is no second connection.
    async fn look(&mut self) -> Option<Vec<Row>> {
        if matches!(self.client, Second::Unopened) {
            self.client = match link::open(&self.settings).await {
                Ok(link) => Second::Open(link.client),
                Err(_) => Second::Unavailable,
            };
        }
        let Second::Open(client) = &self.client else {
            return None;
        };
        let rows = client
            .query_typed(LOOK, &[(&self.process, Type::INT4)])
            .await;
        match rows {
            Ok(rows) => Some(rows),
            Err(_) => {
                self.client = Second::Unavailable;
                None
            }
        }
    }
}

fn blocker(row: &Row) -> Blocker {
    let session: i32 = row.get(0);
    let query: Option<String> = row.get(6);
    let state: Option<String> = row.get(4);
    let seconds: Option<f64> = row.get(5);
    Blocker {
        session: session.into(),
        user: row.get(1),
        application: row.get(2),
        client: row.get(3),
        // The server gives 0 for it, because no session holds its locks.
        state: state.or_else(|| (session == 0).then(|| "prepared transaction".to_owned())),
        since: seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        query: query.as_deref().and_then(first_line),
    }
}

fn first_line(query: &str) -> Option<String> {
    let line = query.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(200).collect())
}
