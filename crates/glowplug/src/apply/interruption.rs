//! Writes a history line for a run whose future was dropped.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::identity::Identity;
use super::lock::LockWait;
use super::{RunEvent, Runner};
use crate::dialect;
use crate::error::{Direction, Result};
use crate::model::{Action, Event, Outcome};

/// How long the server may take to end the session that was dropped. MariaDB looks every five seconds
/// whether the client of a sleeping statement is still there.
pub(super) const ENDING: Duration = Duration::from_secs(8);

/// The migration that is running, and its direction.
#[derive(Clone, Default)]
pub(super) struct Current(Arc<Mutex<Option<(String, Direction)>>>);

impl Current {
    pub(super) fn hear(&self, notice: &RunEvent<'_>) {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match notice {
            RunEvent::MigrationStarted {
                name, direction, ..
            } => *current = Some(((*name).to_owned(), *direction)),
            RunEvent::SegmentCommitted { .. } => *current = None,
            _ => {}
        }
    }

    fn take(&self) -> Option<(String, Direction)> {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        current.take()
    }
}

impl Runner {
    /// Records in the history that a run was interrupted, after its future was dropped. The runner
    /// needs a listener ([`on_event`](Self::on_event)), from which it knows what was running.
    /// Opens a new connection: the server rolls back what was not committed on the old one. Returns
    /// whether an interruption was recorded.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn interrupted(&mut self) -> Result<bool> {
        let Some((name, direction)) = self.current.take() else {
            return Ok(false);
        };
        let Some(address) = self.address.clone() else {
            return Ok(false);
        };
        self.session = dialect::connect(&address).await?;
        let mut waiting = LockWait::new(Some(ENDING));
        let session = &mut *self.session;
        while !waiting.attempt(session, &mut |_| ()).await? {}
        let noted = self.note_interruption(&name, direction).await;
        self.unlock().await;
        noted
    }

    async fn note_interruption(&mut self, name: &str, direction: Direction) -> Result<bool> {
        let mut found = self.read_state().await?;
        let mut entries = found.status.migrations.iter();
        let Some(entry) = entries.find(|entry| entry.name == name) else {
            return Ok(false);
        };
        let action = match direction {
            Direction::Up => Action::Up,
            Direction::Down => Action::Down,
        };
        let identity = Identity::find(self.address.as_ref());
        let event = Event {
            outcome: Outcome::Failed,
            message: Some("interrupted".to_owned()),
            ..identity.event(action, &entry.version, name)
        };
        let session = &mut *self.session;
        found.bookkeeping.create(session).await?;
        found.bookkeeping.append(session, &[event]).await?;
        Ok(true)
    }
}
