//! Checks, on a second connection, whether the server is still working for a session.

use async_trait::async_trait;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts};

use crate::session::Probe;

/// A server that waits for this client to read its result does not count as working: its packets
/// are not getting through.
const LOOK: &str = "SELECT command <> 'Sleep' AND COALESCE(state, '') NOT LIKE '%to net%' \
     AND COALESCE(state, '') NOT LIKE 'Sending to client%' \
     FROM information_schema.processlist WHERE id = ?";

/// Observes one session.
pub(super) struct Activity {
    options: Opts,
    session: i64,
}

impl Activity {
    pub(super) const fn new(options: Opts, session: i64) -> Self {
        Self { options, session }
    }
}

#[async_trait]
impl Probe for Activity {
    async fn is_working(&self) -> Option<bool> {
        let mut connection = Conn::new(self.options.clone()).await.ok()?;
        let found: Option<i64> = connection.exec_first(LOOK, (self.session,)).await.ok()?;
        // A session that no longer exists is not working.
        Some(found == Some(1))
    }

    async fn terminate(&self) -> bool {
        let Ok(mut connection) = Conn::new(self.options.clone()).await else {
            return false;
        };
        let kill = format!("KILL CONNECTION {}", self.session);
        connection.query_drop(kill).await.is_ok()
    }
}
