//! Sends statements with the simple query protocol, one at a time or pipelined.

use std::borrow::Cow;
use std::future::poll_fn;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::Poll;

use diesel::QueryResult;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::{MaybeDone, maybe_done};

use super::PostgresSession;
use super::lock_monitor::{LockMonitor, Observation};
use super::wire::Keep;
use crate::error::ServerError;
use crate::session::{Request, run_each};

/// A text that was sent, with its result once it has arrived.
type Sent<F> = Pin<Box<MaybeDone<F>>>;

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Runs a text, and cancels it if other sessions queue up behind it while it waits for a lock.
    pub(super) async fn run_watched(&mut self, sql: &str) -> Result<(), ServerError> {
        let Some(own) = &mut self.own else {
            return self.send(sql, Keep::Nothing).await;
        };
        own.tap.listen(Keep::Nothing);
        let work = self.connection.batch_execute(sql);
        let (outcome, seen) = watched(own.watch.as_mut(), work).await;
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => Err(self.failure(&error, sql, seen).await),
        }
    }

    /// Pipelines all requests and waits for their results in order. A reset that has nothing to do
    /// is skipped.
    pub(super) async fn send_ahead(
        &mut self,
        requests: &[Request<'_>],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        let texts: Vec<_> = match self.own {
            Some(_) => requests
                .iter()
                .map(|request| self.note_request(request))
                .collect(),
            None => return run_each(self, requests, answered).await,
        };
        let Some(own) = &mut self.own else {
            return Ok(());
        };
        own.tap.listen(Keep::Nothing);
        let connection: &AsyncPgConnection = &self.connection;
        let mut sent = send(connection, &texts).await;
        let mut seen = Observation::default();
        let mut failed = None;
        for (index, one) in sent.iter_mut().enumerate() {
            let answer = async {
                one.as_mut().await;
                one.as_mut().take_output().unwrap_or(Ok(()))
            };
            // In a failed transaction, the server rejects the remaining texts immediately.
            let (outcome, next) = watched(own.watch.as_mut(), answer).await;
            if failed.is_some() {
                continue;
            }
            // The statement to be cancelled may have completed by then, and the next one is hit.
            seen.add(next);
            match outcome {
                Ok(()) => answered(),
                Err(error) => failed = Some((index, error)),
            }
        }
        drop(sent);
        match failed {
            None => Ok(()),
            Some((index, error)) => Err((index, self.failure(&error, &texts[index], seen).await)),
        }
    }

    /// Returns the text of a request, and records what it does to the session; empty for a reset
    /// that has nothing to do.
    fn note_request<'r>(&mut self, request: &Request<'r>) -> Cow<'r, str> {
        match request {
            Request::Run(message) => {
                self.memory.ran(&message.facts);
                Cow::Borrowed(message.text)
            }
            Request::Reset(limits) if self.memory.is_clean(limits) => Cow::Borrowed(""),
            Request::Reset(limits) => {
                let text = self.reset_text(limits);
                self.memory.refreshed(limits, false);
                Cow::Owned(text)
            }
        }
    }

    async fn failure(
        &mut self,
        error: &diesel::result::Error,
        sql: &str,
        seen: Observation,
    ) -> ServerError {
        let mut failure = self.explain(error, sql).await;
        if let Some(own) = &self.own {
            failure.completed = Some(own.tap.lock().done);
        }
        seen.tell(&mut failure);
        failure
    }
}

/// Sends all texts in order. The driver sends a text when its future is first polled.
async fn send<'t>(
    connection: &'t AsyncPgConnection,
    texts: &'t [Cow<'t, str>],
) -> Vec<Sent<impl Future<Output = QueryResult<()>> + Send + 't>> {
    let mut sent: Vec<_> = texts
        .iter()
        .map(|text| Box::pin(maybe_done(send_one(connection, text))))
        .collect();
    poll_fn(|context| {
        for one in &mut sent {
            // Its result is read later.
            let _ = one.as_mut().poll(context);
        }
        Poll::Ready(())
    })
    .await;
    sent
}

async fn send_one(mut connection: &AsyncPgConnection, text: &str) -> QueryResult<()> {
    if text.is_empty() {
        return Ok(());
    }
    connection.batch_execute(text).await
}

async fn watched<T>(
    watch: Option<&mut LockMonitor>,
    work: impl Future<Output = T>,
) -> (T, Observation) {
    match watch {
        Some(watch) => watch.over(work).await,
        None => (work.await, Observation::default()),
    }
}
