//! Instruments this crate's connections: counts queries, and logs their text at trace level.

use std::fmt::Display;
use std::sync::Arc;

use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::session::Session;

/// Diesel's separator between a statement and its bound values when it displays both.
const BINDS: &str = " -- binds: ";

/// Counts the queries of a connection in its session.
pub(crate) struct QueryCounter(Arc<Session>);

impl QueryCounter {
    pub(crate) fn new(session: Arc<Session>) -> Self {
        Self(session)
    }
}

impl Instrumentation for QueryCounter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => self.0.query_started(),
            InstrumentationEvent::FinishQuery { query, error, .. } => {
                self.0.query_finished();
                if tracing::enabled!(target: "commonrail::sql", tracing::Level::TRACE) {
                    show(query, error.is_some());
                }
            }
            InstrumentationEvent::CacheQuery { .. } => self.0.statement_cached(),
            _ => {}
        }
    }
}

/// Returns the session of a connection that this crate opened.
pub(crate) fn session_of(conn: &mut AsyncPgConnection) -> Option<Arc<Session>> {
    let counter = conn.instrumentation().downcast_ref::<QueryCounter>()?;
    Some(Arc::clone(&counter.0))
}

/// Writes one trace event with the SQL text. The values are cut off: they contain keys and
/// messages.
fn show(query: impl Display, failed: bool) {
    let shown = query.to_string();
    let sql = shown.split_once(BINDS).map_or(&*shown, |(sql, _)| sql);
    tracing::trace!(target: "commonrail::sql", failed, "{sql}");
}
