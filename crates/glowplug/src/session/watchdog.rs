//! Timeouts that the client enforces, for a server that does not answer.

use std::pin::pin;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use tokio::time::timeout;

use super::{
    Access, BookkeepingLocation, Caching, Connection, FoundTable, Guard, Inspect, InspectOptions,
    Limits, LockAttempt, Message, NonTransactional, Request, Resolution, Session, TextRows,
    Transaction, TransactionKind,
};
use crate::catalog::Catalog;
use crate::error::{Class, ServerError, UntrustedTable};
use crate::model::{Database, Executed, Rows, ServerInfo, TableInfo, Value};
use crate::sql::{Classifier, Statement};

/// How long the server may not answer before its activity is checked on another connection.
const FIRST: Duration = Duration::from_secs(30);
/// The delay of the check after the server's own timeout.
const GRACE: Duration = Duration::from_secs(2);
/// The pause between two checks.
const AGAIN: Duration = Duration::from_secs(4);
/// The time limit of a check.
const ASK: Duration = Duration::from_secs(4);
/// How many consecutive checks must find the server idle: an answer may be on its way.
const LOOKS: u32 = 2;

/// Checks a session on another connection.
#[async_trait]
pub trait Probe: Send + Sync {
    /// Returns whether the server is working for the session; `None` if that cannot be determined.
    async fn is_working(&self) -> Option<bool>;

    /// Terminates the session on the server, with its locks and its uncommitted changes. Returns
    /// whether it did.
    async fn terminate(&self) -> bool;
}

/// A session that is given up if its server does not answer for longer than a statement may take,
/// and is not found working either.
pub struct WatchedSession<S> {
    session: S,
    patience: Watchdog,
}

/// How long to wait, and whether the session was given up.
struct Watchdog {
    limit: Option<Duration>,
    probe: Box<dyn Probe>,
    is_lost: bool,
}

impl<S: Session> WatchedSession<S> {
    /// Wraps a session; the probe checks whether the server is working for it.
    pub fn new(session: S, probe: impl Probe + 'static) -> Self {
        Self {
            session,
            patience: Watchdog {
                limit: Limits::default().statement_timeout,
                probe: Box::new(probe),
                is_lost: false,
            },
        }
    }
}

impl Watchdog {
    /// Waits for the answer to one or a few of our own statements.
    async fn wait<T>(
        &mut self,
        work: impl Future<Output = Result<T, ServerError>> + Send,
    ) -> Result<T, ServerError> {
        self.wait_for_all(1, work).await
    }

    /// Waits for the answer to several statements, each of which may take the full time.
    async fn wait_for_all<T>(
        &mut self,
        statements: u32,
        work: impl Future<Output = Result<T, ServerError>> + Send,
    ) -> Result<T, ServerError> {
        if self.is_lost {
            return Err(given_up());
        }
        let mut work = pin!(work);
        let since = Instant::now();
        let first = self.limit.map_or(FIRST, |limit| limit.min(FIRST));
        if let Ok(answer) = timeout(first + GRACE, &mut work).await {
            return answer;
        }
        let limit = self.limit.map(|limit| limit * statements + GRACE);
        let mut idle = 0;
        loop {
            let asking = pin!(timeout(ASK, self.probe.is_working()));
            let at_work = tokio::select! {
                biased;
                answer = &mut work => return answer,
                asked = asking => asked.ok().flatten(),
            };
            idle = if at_work == Some(false) { idle + 1 } else { 0 };
            let is_over = limit.is_some_and(|limit| since.elapsed() >= limit);
            if idle == LOOKS || at_work.is_none() && is_over {
                self.is_lost = true;
                // Its locks must be released, and its uncommitted changes must not be committed
                // later.
                let ending = timeout(ASK, self.probe.terminate());
                let ended = at_work.is_some() && ending.await.unwrap_or_default();
                return Err(silent(since.elapsed(), ended));
            }
            if let Ok(answer) = timeout(AGAIN, &mut work).await {
                return answer;
            }
        }
    }
}

/// Returns the error that gives the session up.
fn silent(waited: Duration, ended: bool) -> ServerError {
    let known = match ended {
        true => "the server was told to end the session; what was sent last may have taken effect",
        false => "what was sent last may have taken effect, or may still do so",
    };
    ServerError {
        detail: Some(known.to_owned()),
        ..ServerError::new(
            Class::ConnectionLost,
            format!(
                "the server did not answer within {} s, and is not at work for this session as far \
                 as can be seen; the connection is given up",
                waited.as_secs()
            ),
        )
    }
}

/// Returns the error of every later call.
fn given_up() -> ServerError {
    ServerError::new(
        Class::ConnectionLost,
        "the connection was given up, because the server did not answer",
    )
}

#[async_trait]
impl<S: Session> Connection for WatchedSession<S> {
    fn database(&self) -> Database {
        self.session.database()
    }

    fn set_answer_timeout(&mut self, limit: Option<Duration>) {
        self.patience.limit = limit;
    }

    fn judge(&self) -> Classifier {
        self.session.judge()
    }

    async fn run_message(&mut self, message: Message<'_>) -> Result<(), ServerError> {
        let statements = message.facts.statements.max(1);
        let work = self.session.run_message(message);
        self.patience.wait_for_all(statements, work).await
    }

    fn reports_failing_statement(&self) -> bool {
        self.session.reports_failing_statement()
    }

    fn may_be_split(&self, sql: &str) -> bool {
        self.session.may_be_split(sql)
    }

    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Rows, ServerError> {
        let work = self.session.query(sql, values, reuse);
        self.patience.wait(work).await
    }

    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Executed, ServerError> {
        let work = self.session.execute(sql, values, reuse);
        self.patience.wait(work).await
    }

    async fn query_text(&mut self, sql: &str, access: Access) -> Result<TextRows, ServerError> {
        self.patience
            .wait(self.session.query_text(sql, access))
            .await
    }

    async fn query_text_all(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRows>, ServerError> {
        self.patience
            .wait(self.session.query_text_all(statements))
            .await
    }

    async fn savepoint(&mut self) -> Result<bool, ServerError> {
        self.patience.wait(self.session.savepoint()).await
    }

    async fn rollback_to_savepoint(&mut self) -> Result<(), ServerError> {
        self.patience
            .wait(self.session.rollback_to_savepoint())
            .await
    }

    async fn begin(&mut self, kind: TransactionKind) -> Result<(), ServerError> {
        self.patience.wait(self.session.begin(kind)).await
    }

    async fn commit(&mut self) -> Result<(), ServerError> {
        self.patience.wait(self.session.commit()).await
    }

    async fn rollback(&mut self) -> Result<(), ServerError> {
        self.patience.wait(self.session.rollback()).await
    }

    async fn transaction(&mut self) -> Result<Transaction, ServerError> {
        self.patience.wait(self.session.transaction()).await
    }
}

#[async_trait]
impl<S: Session> Guard for WatchedSession<S> {
    async fn is_pooled(&mut self) -> Result<bool, ServerError> {
        self.patience.wait(self.session.is_pooled()).await
    }

    async fn try_lock(&mut self) -> Result<LockAttempt, ServerError> {
        self.patience.wait(self.session.try_lock()).await
    }

    async fn unlock(&mut self) -> Result<(), ServerError> {
        self.patience.wait(self.session.unlock()).await
    }

    async fn reset_session(&mut self, limits: &Limits) -> Result<(), ServerError> {
        self.patience.wait(self.session.reset_session(limits)).await
    }

    async fn run_all(
        &mut self,
        requests: &[Request<'_>],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        let statements = requests.iter().map(Request::statements).sum();
        let mut done = 0;
        let mut failed = None;
        let mut counted = || {
            done += 1;
            answered();
        };
        let work = async {
            let ran = self.session.run_all(requests, &mut counted).await;
            ran.map_err(|(index, error)| {
                failed = Some(index);
                error
            })
        };
        let ran = self.patience.wait_for_all(statements, work).await;
        ran.map_err(|error| (failed.unwrap_or(done), error))
    }

    async fn bookkeeping_location(
        &mut self,
        names: &[&str],
    ) -> Result<BookkeepingLocation, ServerError> {
        let work = self.session.bookkeeping_location(names);
        self.patience.wait(work).await
    }

    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError> {
        self.patience.wait(self.session.bookkeeping_prefix()).await
    }

    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError> {
        let work = self.session.existing_tables(names);
        self.patience.wait(work).await
    }

    async fn untrusted_tables(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<UntrustedTable>, ServerError> {
        self.patience
            .wait(self.session.untrusted_tables(names))
            .await
    }
}

#[async_trait]
impl<S: Session> NonTransactional for WatchedSession<S> {
    async fn note_before(&mut self, statement: &Statement) -> Result<Option<String>, ServerError> {
        self.patience
            .wait(self.session.note_before(statement))
            .await
    }

    async fn resolve_interrupted(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError> {
        let work = self.session.resolve_interrupted(statement, before);
        self.patience.wait(work).await
    }
}

#[async_trait]
impl<S: Session> Inspect for WatchedSession<S> {
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        self.patience.wait(self.session.info()).await
    }

    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        self.patience.wait(self.session.tables()).await
    }

    async fn find_table(&mut self, table: &str) -> Result<Option<FoundTable>, ServerError> {
        self.patience.wait(self.session.find_table(table)).await
    }

    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError> {
        self.patience.wait(self.session.count(table)).await
    }

    async fn inspect(&mut self, options: &InspectOptions) -> Result<Catalog, ServerError> {
        self.patience.wait(self.session.inspect(options)).await
    }

    async fn fingerprint(&mut self) -> Result<Option<super::Fingerprint>, ServerError> {
        self.patience.wait(self.session.fingerprint()).await
    }
}
