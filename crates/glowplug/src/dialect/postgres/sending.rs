//! Texts on their way to the server by the simple protocol, alone or one behind the other.

use std::future::poll_fn;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::Poll;

use diesel::QueryResult;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::{MaybeDone, maybe_done};

use super::PostgresSession;
use super::watch::{Seen, Watch};
use super::wire::Keep;
use crate::error::ServerError;
use crate::session::Connection;

/// A text that was sent, and its answer once it is there.
type Sent<F> = Pin<Box<MaybeDone<F>>>;

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Runs it, and sees to it that nobody queues up behind it while it waits.
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

    /// Sends all of them, and waits for the answers, in order.
    pub(super) async fn send_ahead(
        &mut self,
        texts: &[&str],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        for text in texts {
            self.memory.ran(text);
        }
        let Some(own) = &mut self.own else {
            return self.run_each(texts, answered).await;
        };
        own.tap.listen(Keep::Nothing);
        let connection: &AsyncPgConnection = &self.connection;
        let mut sent = send(connection, texts).await;
        let mut seen = Seen::default();
        let mut failed = None;
        for (index, one) in sent.iter_mut().enumerate() {
            let answer = async {
                one.as_mut().await;
                one.as_mut().take_output().unwrap_or(Ok(()))
            };
            // A failed transaction answers the rest at once.
            let (outcome, next) = watched(own.watch.as_mut(), answer).await;
            if failed.is_some() {
                continue;
            }
            // Who was to be cancelled may have been done by then, and the next one is hit.
            seen.add(next);
            match outcome {
                Ok(()) => answered(),
                Err(error) => failed = Some((index, error)),
            }
        }
        drop(sent);
        match failed {
            None => Ok(()),
            Some((index, error)) => Err((index, self.failure(&error, texts[index], seen).await)),
        }
    }

    async fn run_each(
        &mut self,
        texts: &[&str],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        for (index, text) in texts.iter().enumerate() {
            let ran = self.run(text).await;
            ran.map_err(|error| (index, error))?;
            answered();
        }
        Ok(())
    }

    async fn failure(
        &mut self,
        error: &diesel::result::Error,
        sql: &str,
        seen: Seen,
    ) -> ServerError {
        let mut failure = self.explain(error, sql).await;
        if let Some(own) = &self.own {
            failure.completed = Some(own.tap.lock().done);
        }
        seen.tell(&mut failure);
        failure
    }
}

/// Puts all texts on their way, in order. The driver sends a text when its future is first polled.
async fn send<'t>(
    connection: &'t AsyncPgConnection,
    texts: &'t [&str],
) -> Vec<Sent<impl Future<Output = QueryResult<()>> + Send + 't>> {
    let mut sent: Vec<_> = texts
        .iter()
        .map(|text| Box::pin(maybe_done(send_one(connection, text))))
        .collect();
    poll_fn(|context| {
        for one in &mut sent {
            // Whether it is answered already is seen later.
            let _ = one.as_mut().poll(context);
        }
        Poll::Ready(())
    })
    .await;
    sent
}

async fn send_one(mut connection: &AsyncPgConnection, text: &str) -> QueryResult<()> {
    connection.batch_execute(text).await
}

async fn watched<T>(watch: Option<&mut Watch>, work: impl Future<Output = T>) -> (T, Seen) {
    match watch {
        Some(watch) => watch.over(work).await,
        None => (work.await, Seen::default()),
    }
}
