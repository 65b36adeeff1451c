//! Which statements stand alone. What they do is either in the file or gone with the session, so
//! there is little to clear away after a try that failed.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::SqliteSession;
use crate::error::ServerError;
use crate::session::{Settled, Standing, Steps};
use crate::sql::Statement;

#[async_trait]
impl<C> Steps for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    fn standing(&self, statement: &Statement) -> Standing {
        let words = statement.words(1);
        match words.first().map(String::as_str) {
            // `VACUUM` and `ATTACH` refuse transactions; a pragma may fail or do nothing in one.
            Some("VACUUM" | "PRAGMA" | "ATTACH" | "DETACH") => Standing::Alone,
            _ => Standing::Shared,
        }
    }

    async fn note(&mut self, _statement: &Statement) -> Result<Option<String>, ServerError> {
        Ok(None)
    }

    /// `VACUUM` and pragmas can be repeated; attached databases are gone with the session that
    /// was lost.
    async fn settle(
        &mut self,
        _statement: &Statement,
        _before: Option<&str>,
    ) -> Result<Settled, ServerError> {
        Ok(Settled::Again)
    }
}
