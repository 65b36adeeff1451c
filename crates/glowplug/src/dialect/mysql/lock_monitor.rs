//! Monitors a waiting statement from a second connection: who holds the lock is known only during
//! the wait. If other sessions queue up behind the statement, it is killed before they have waited
//! long, and the run retries later.

use std::time::{Duration, Instant};

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts};
use tokio::sync::Notify;

use crate::error::{Blocker, Class, ServerError};

/// The delay before the second connection is opened. Most statements are done by then.
const INITIAL_DELAY: Duration = Duration::from_millis(50);
const PACE: Duration = Duration::from_millis(25);
/// The time for which others may queue behind this session.
const QUEUE: Duration = Duration::from_millis(60);
/// The interval between reads of InnoDB's transactions.
const REREAD: Duration = Duration::from_millis(250);
/// The age that InnoDB's list of transactions may have.
const STALE: Duration = Duration::from_millis(120);
/// The time in milliseconds after which a statement may be waiting for a row lock.
const SLOW: i64 = 300;

/// The state of a session that waits for a metadata lock.
const WAITING: &str = "metadata lock";

/// MariaDB reports milliseconds, so the order of arrival is known; MySQL reports seconds.
const MARIADB_SESSIONS: &str = "SELECT id, user, host, command, COALESCE(state, ''), \
     LEFT(info, 500), CAST(time_ms AS SIGNED), query_id, db FROM information_schema.processlist";
const MYSQL_SESSIONS: &str = "SELECT id, user, host, command, COALESCE(state, ''), \
     LEFT(info, 500), CAST(time AS SIGNED) * 1000, 0, db FROM information_schema.processlist";

const TRANSACTIONS: &str = "SELECT trx_mysql_thread_id, \
     CAST(TIMESTAMPDIFF(SECOND, trx_started, NOW()) AS SIGNED), trx_state = 'LOCK WAIT' \
     FROM information_schema.innodb_trx";

/// Who holds the locks that session `?` waits for, where MySQL reports it: metadata locks, then row
/// locks.
const MYSQL_HOLDERS: &str = "SELECT DISTINCT holder.processlist_id \
     FROM performance_schema.threads AS ours \
     JOIN performance_schema.metadata_locks AS wanted \
     ON wanted.owner_thread_id = ours.thread_id AND wanted.lock_status = 'PENDING' \
     JOIN performance_schema.metadata_locks AS held \
     ON held.object_type = wanted.object_type AND held.object_schema <=> wanted.object_schema \
     AND held.object_name <=> wanted.object_name AND held.lock_status = 'GRANTED' \
     JOIN performance_schema.threads AS holder ON holder.thread_id = held.owner_thread_id \
     WHERE ours.processlist_id = ? AND holder.processlist_id <> ours.processlist_id \
     UNION SELECT DISTINCT holder.processlist_id FROM performance_schema.threads AS ours \
     JOIN performance_schema.data_lock_waits AS waits \
     ON waits.requesting_thread_id = ours.thread_id \
     JOIN performance_schema.threads AS holder ON holder.thread_id = waits.blocking_thread_id \
     WHERE ours.processlist_id = ?";

/// The same on MariaDB. The first needs a plugin that is not loaded by default.
const MARIADB_TABLE_HOLDERS: &str = "SELECT DISTINCT held.thread_id \
     FROM information_schema.metadata_lock_info AS held \
     JOIN information_schema.processlist AS ours ON ours.id = ? AND held.thread_id <> ours.id \
     WHERE held.table_name <> '' \
     AND ours.info LIKE CONCAT('%', REPLACE(held.table_name, '_', '\\_'), '%') AND ours.id = ?";
const MARIADB_ROW_HOLDERS: &str = "SELECT DISTINCT holder.trx_mysql_thread_id \
     FROM information_schema.innodb_trx AS ours \
     JOIN information_schema.innodb_lock_waits AS waits ON waits.requesting_trx_id = ours.trx_id \
     JOIN information_schema.innodb_trx AS holder ON holder.trx_id = waits.blocking_trx_id \
     WHERE ours.trx_mysql_thread_id = ? AND holder.trx_mysql_thread_id <> ?";

/// The monitored session, and the second connection.
pub(super) struct LockMonitor {
    options: Opts,
    connection: Option<Conn>,
    session: i64,
    is_mariadb: bool,
}

/// What was observed.
#[derive(Default)]
struct Observation {
    blockers: Vec<Blocker>,
    /// When transactions were last read.
    read: Option<Instant>,
    queue_since: Option<Instant>,
    killed: bool,
}

struct Process {
    id: i64,
    user: Option<String>,
    host: Option<String>,
    command: String,
    state: String,
    query: Option<String>,
    milliseconds: i64,
    query_id: i64,
    database: Option<String>,
}

type ProcessRow = (
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    Option<String>,
    i64,
    i64,
    Option<String>,
);

impl LockMonitor {
    pub(super) const fn new(options: Opts, session: i64, is_mariadb: bool) -> Self {
        Self {
            options,
            connection: None,
            session,
            is_mariadb,
        }
    }

    /// Runs a statement and monitors it in the meantime.
    pub(super) async fn over(
        &mut self,
        statement: impl Future<Output = Result<(), ServerError>>,
    ) -> Result<(), ServerError> {
        let done = Notify::new();
        let running = async {
            let result = statement.await;
            done.notify_one();
            result
        };
        let (result, seen) = futures_util::future::join(running, self.look(&done)).await;
        let mut error = match result {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        // Error 1317 is "query execution was interrupted".
        let is_killed = error
            .code
            .as_deref()
            .is_some_and(|code| code.ends_with("(1317)"));
        if seen.killed && is_killed {
            error.class = Class::LockTimeout;
            "cancelled while waiting for a lock, because other sessions were queueing behind it"
                .clone_into(&mut error.message);
        }
        if error.class == Class::LockTimeout {
            error.blockers = seen.blockers;
            if error.blockers.is_empty() {
                // The holder most likely still holds the lock.
                tokio::time::sleep(STALE).await;
                error.blockers = self.look_back().await.unwrap_or_default();
            }
        }
        Err(error)
    }

    /// Returns who has a transaction now, if the blockers were not observed in time.
    async fn look_back(&mut self) -> Result<Vec<Blocker>, mysql_async::Error> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Conn::new(self.options.clone()).await?,
        };
        let sessions = self.sessions(&mut connection).await?;
        let ours = sessions.iter().find(|process| process.id == self.session);
        let blockers = match ours {
            Some(ours) => {
                self.blockers(&mut connection, ours, &sessions, true)
                    .await?
            }
            None => Vec::new(),
        };
        self.connection = Some(connection);
        Ok(blockers)
    }

    /// Observes until the statement is done. Errors here are ignored: only the statement's own
    /// result counts.
    async fn look(&mut self, done: &Notify) -> Observation {
        let mut seen = Observation::default();
        let mut pause = INITIAL_DELAY;
        loop {
            if tokio::time::timeout(pause, done.notified()).await.is_ok() {
                return seen;
            }
            pause = PACE;
            if !seen.killed && self.look_once(&mut seen).await.is_err() {
                self.connection = None;
                pause = PACE * 20;
            }
        }
    }

    async fn look_once(&mut self, seen: &mut Observation) -> Result<(), mysql_async::Error> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Conn::new(self.options.clone()).await?,
        };
        let sessions = self.sessions(&mut connection).await?;
        let Some(ours) = sessions.iter().find(|process| process.id == self.session) else {
            self.connection = Some(connection);
            return Ok(());
        };
        if seen.blockers.is_empty() && seen.is_due(ours) {
            seen.read = Some(Instant::now());
            seen.blockers = self
                .blockers(&mut connection, ours, &sessions, false)
                .await?;
        }
        if ours.is_waiting() && sessions.iter().any(|other| other.is_behind(ours)) {
            let since = *seen.queue_since.get_or_insert_with(Instant::now);
            if since.elapsed() >= QUEUE {
                let kill = match ours.query_id {
                    0 => format!("KILL QUERY {}", ours.id),
                    // Names the query, so that a later one cannot be killed instead.
                    query => format!("KILL QUERY ID {query}"),
                };
                seen.killed = true;
                connection.query_drop(kill).await?;
            }
        } else {
            seen.queue_since = None;
        }
        self.connection = Some(connection);
        Ok(())
    }

    async fn sessions(&self, connection: &mut Conn) -> Result<Vec<Process>, mysql_async::Error> {
        let sql = if self.is_mariadb {
            MARIADB_SESSIONS
        } else {
            MYSQL_SESSIONS
        };
        let rows: Vec<ProcessRow> = connection.query(sql).await?;
        let own = i64::from(connection.id());
        let sessions = rows.into_iter().map(Process::from);
        Ok(sessions.filter(|process| process.id != own).collect())
    }

    /// Returns who holds what this session waits for. If the server does not report it, returns
    /// everyone with a transaction in the same database who is not waiting for a metadata lock too.
    async fn blockers(
        &self,
        connection: &mut Conn,
        ours: &Process,
        sessions: &[Process],
        is_over: bool,
    ) -> Result<Vec<Blocker>, mysql_async::Error> {
        let transactions: Vec<(i64, Option<i64>, bool)> =
            connection.query(TRANSACTIONS).await.unwrap_or_default();
        let waits_for_row = transactions
            .iter()
            .any(|(id, _, waits)| *id == ours.id && *waits);
        if !ours.is_waiting() && !waits_for_row && !is_over {
            return Ok(Vec::new());
        }
        let mut holders = self.holders(connection).await;
        if holders.is_empty() && !waits_for_row {
            holders = transactions.iter().map(|(id, ..)| *id).collect();
            let near = |process: &&Process| process.uses(ours);
            let near: Vec<i64> = sessions.iter().filter(near).map(|near| near.id).collect();
            holders.retain(|id| near.contains(id));
        }
        let blocks = |process: &&Process| {
            process.id != ours.id && !process.is_waiting() && holders.contains(&process.id)
        };
        let blockers = sessions.iter().filter(blocks).map(|process| {
            let transaction = transactions.iter().find(|(id, ..)| *id == process.id);
            process.blocker(transaction.map(|(_, seconds, _)| seconds.unwrap_or_default()))
        });
        Ok(blockers.collect())
    }

    async fn holders(&self, connection: &mut Conn) -> Vec<i64> {
        let queries: &[&str] = if self.is_mariadb {
            &[MARIADB_TABLE_HOLDERS, MARIADB_ROW_HOLDERS]
        } else {
            &[MYSQL_HOLDERS]
        };
        let mut holders = Vec::new();
        for sql in queries {
            let values = (self.session, self.session);
            // Needs a privilege, or a plugin.
            let found: Result<Vec<i64>, _> = connection.exec(*sql, values).await;
            holders.extend(found.unwrap_or_default());
        }
        holders
    }
}

impl Observation {
    /// Returns true if it is time to read the transactions. InnoDB refreshes its list only if
    /// nobody has read it for 100 ms, so it is read rarely. Waiting for a row lock is not shown as
    /// a state, so it is checked only for slow statements.
    fn is_due(&self, ours: &Process) -> bool {
        match self.read {
            Some(read) => read.elapsed() >= REREAD,
            None => ours.is_waiting() || ours.milliseconds >= SLOW,
        }
    }
}

impl From<ProcessRow> for Process {
    fn from(row: ProcessRow) -> Self {
        let (id, user, host, command, state, query, milliseconds, query_id, database) = row;
        Self {
            id,
            user,
            host,
            command: command.unwrap_or_default(),
            state,
            query,
            milliseconds,
            query_id,
            database,
        }
    }
}

impl Process {
    fn is_waiting(&self) -> bool {
        self.state.contains(WAITING)
    }

    /// Returns true if it uses the same database, as far as can be seen.
    fn uses(&self, ours: &Self) -> bool {
        let named = |database: &String| {
            let query = self.query.as_deref();
            query.is_some_and(|query| query.contains(database.as_str()))
        };
        self.database == ours.database || ours.database.as_ref().is_some_and(named)
    }

    /// Returns true if it began to wait after this session did, and so probably queues behind it.
    fn is_behind(&self, ours: &Self) -> bool {
        self.id != ours.id
            && self.is_waiting()
            && self.milliseconds <= ours.milliseconds
            && self.uses(ours)
    }

    /// Returns the session as a blocker, with the age of its transaction in seconds if it has one.
    fn blocker(&self, transaction: Option<i64>) -> Blocker {
        let state = match (self.command.as_str(), transaction) {
            ("Sleep", Some(_)) => "idle in transaction".to_owned(),
            ("Sleep", None) => "idle".to_owned(),
            _ => "active".to_owned(),
        };
        let seconds = transaction.unwrap_or(self.milliseconds / 1000);
        let line = self.query.as_deref().and_then(|query| query.lines().next());
        Blocker {
            session: self.id,
            user: self.user.clone(),
            application: None,
            client: self.host.clone().filter(|host| !host.is_empty()),
            state: Some(state),
            since: u64::try_from(seconds).ok().map(Duration::from_secs),
            query: line.map(str::to_owned),
        }
    }
}
