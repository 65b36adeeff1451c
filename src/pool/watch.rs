//! The instrumentation of our connections: counts queries, and shows their text at trace level.

use std::fmt::Display;
use std::sync::Arc;

use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use super::session::Session;

/// What Diesel puts between a statement and its bound values when it shows both.
const BINDS: &str = " -- binds: ";

/// Tells the session of a connection what Diesel does with it.
pub(super) struct Watch(Arc<Session>);

impl Watch {
    pub(super) fn new(session: Arc<Session>) -> Self {
        Self(session)
    }
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => self.0.query_started(),
            InstrumentationEvent::FinishQuery { query, error, .. } => {
                self.0.query_finished();
                if tracing::enabled!(target: "tomori_db::sql", tracing::Level::TRACE) {
                    show(query, error.is_some());
                }
            }
            InstrumentationEvent::CacheQuery { .. } => self.0.statement_cached(),
            _ => {}
        }
    }
}

/// The session of a connection that this crate opened.
pub(super) fn session_of(conn: &mut AsyncPgConnection) -> Option<Arc<Session>> {
    let watch = conn.instrumentation().downcast_ref::<Watch>()?;
    Some(Arc::clone(&watch.0))
}

/// One trace event with the SQL text. The values are cut off: they hold keys and messages.
fn show(query: impl Display, failed: bool) {
    let shown = query.to_string();
    let sql = shown.split_once(BINDS).map_or(&*shown, |(sql, _)| sql);
    tracing::trace!(target: "tomori_db::sql", failed, "{sql}");
}
