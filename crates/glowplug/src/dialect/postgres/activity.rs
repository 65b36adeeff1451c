//! Asks the server, on another connection, whether it is still executing for a session.

use async_trait::async_trait;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::settings::Settings;
use super::{OWN_SEARCH_PATH, connect};
use crate::session::Probe;

/// A backend that waits for the client to read is not active: its output does not get through.
const LOOK: &str = "SELECT a.state <> 'idle' AND a.state NOT LIKE 'idle in%'
        AND coalesce(a.wait_event, '') NOT IN ('ClientRead', 'ClientWrite')
    FROM pg_catalog.pg_stat_activity a WHERE a.pid = $1";

/// Terminates a backend, only if it belongs to the same user: the process id may have been reused.
const END: &str = "SELECT pg_catalog.pg_terminate_backend(a.pid)
    FROM pg_catalog.pg_stat_activity a WHERE a.pid = $1 AND a.usename = current_user";

/// Checks the activity of one session.
pub(super) struct Activity {
    settings: Settings,
    /// Process id of its backend; `None` behind a pooler, where it is unknown.
    process: Option<i32>,
}

impl Activity {
    pub(super) const fn new(settings: Settings, process: Option<i32>) -> Self {
        Self { settings, process }
    }
}

#[async_trait]
impl Probe for Activity {
    async fn is_working(&self) -> Option<bool> {
        // Without the privilege the state is NULL; a session that no longer exists is not active.
        match self.ask(LOOK).await?.first() {
            Some(row) => row.get(0),
            None => Some(false),
        }
    }

    async fn terminate(&self) -> bool {
        let rows = self.ask(END).await;
        rows.is_some_and(|rows| rows.iter().any(|row| row.get(0)))
    }
}

impl Activity {
    async fn ask(&self, sql: &str) -> Option<Vec<Row>> {
        let process = self.process?;
        let client = connect::open(&self.settings).await.ok()?.client;
        client.batch_execute(OWN_SEARCH_PATH).await.ok()?;
        let rows = client.query_typed(sql, &[(&process, Type::INT4)]).await;
        rows.ok()
    }
}
