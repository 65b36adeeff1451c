//! Monitors lock waits, so that a statement of ours that waits for a lock does not block others for
//! long.
//!
//! An `ALTER TABLE` that waits for one long transaction makes every other session wait behind it,
//! even those that only read, because PostgreSQL grants lock requests in order of arrival. When a
//! statement takes longer than [`GRACE_PERIOD`], a second connection polls whether it waits for a lock,
//! for whom, and whether others wait for it; if so, it is cancelled long before its lock timeout.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, join, pending, select};
use tokio::time::{sleep, timeout};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};

use super::OWN_SEARCH_PATH;
use super::connect::{self, Canceller};
use super::settings::Settings;
use crate::error::{Blocker, Class, ServerError};

/// How long a statement runs before it is monitored.
const GRACE_PERIOD: Duration = Duration::from_millis(50);
/// Interval between two polls.
const PAUSE: Duration = Duration::from_millis(25);
/// Number of consecutive polls that must find a session queued behind us.
const LOOKS: u32 = 2;

/// Returns the sessions that block us, and whether any session waits for us. Waiting for the end of
/// old transactions (`virtualxid`), as `CREATE INDEX CONCURRENTLY` does, blocks no one else.
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
pub(super) struct LockMonitor {
    settings: Settings,
    canceller: Canceller,
    /// Process id of the backend that is monitored.
    process: i32,
    client: MonitorConnection,
}

enum MonitorConnection {
    Unopened,
    Open(Client),
    /// It could not be opened, so statements are not monitored.
    Unavailable,
}

/// What was observed during a statement.
#[derive(Default)]
pub(super) struct Observation {
    /// The sessions that blocked us when we last waited.
    blockers: Vec<Blocker>,
    /// Whether the statement was cancelled because others queued up behind it.
    cancelled: bool,
}

impl Observation {
    /// Adds what was observed during the statement after this one.
    pub(super) fn add(&mut self, next: Self) {
        self.cancelled |= next.cancelled;
        if !next.blockers.is_empty() {
            self.blockers = next.blockers;
        }
    }

    /// Adds what was observed to the statement's error.
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

impl LockMonitor {
    pub(super) const fn new(settings: Settings, canceller: Canceller, process: i32) -> Self {
        Self {
            settings,
            canceller,
            process,
            client: MonitorConnection::Unopened,
        }
    }

    /// Runs a statement to its end and monitors it.
    pub(super) async fn over<T>(&mut self, statement: impl Future<Output = T>) -> (T, Observation) {
        let mut statement = pin!(statement);
        let mut seen = Observation::default();
        if let Ok(outcome) = timeout(GRACE_PERIOD, &mut statement).await {
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

    /// Returns once we wait for a lock and others wait for us.
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

    /// Polls once; returns `None` if there is no second connection.
    async fn look(&mut self) -> Option<Vec<Row>> {
        if matches!(self.client, MonitorConnection::Unopened) {
            self.client = match connect::open(&self.settings).await {
                Ok(link) => ours(link.client).await,
                Err(_) => MonitorConnection::Unavailable,
            };
        }
        let MonitorConnection::Open(client) = &self.client else {
            return None;
        };
        let rows = client
            .query_typed(LOOK, &[(&self.process, Type::INT4)])
            .await;
        match rows {
            Ok(rows) => Some(rows),
            Err(_) => {
                self.client = MonitorConnection::Unavailable;
                None
            }
        }
    }
}

/// Restricts a new connection to operators and functions of the server itself.
async fn ours(client: Client) -> MonitorConnection {
    match client.batch_execute(OWN_SEARCH_PATH).await {
        Ok(()) => MonitorConnection::Open(client),
        Err(_) => MonitorConnection::Unavailable,
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
        // `pg_blocking_pids` returns 0 for it, because no backend holds its locks.
        state: state.or_else(|| (session == 0).then(|| "prepared transaction".to_owned())),
        since: seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        query: query.as_deref().and_then(first_line),
    }
}

fn first_line(query: &str) -> Option<String> {
    let line = query.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(200).collect())
}
