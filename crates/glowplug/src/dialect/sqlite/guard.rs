//! The runner's lock, the reset of the session, and access to the bookkeeping tables.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::statement::number;
use super::{SqliteSession, lock, session_state, untrusted};
use crate::error::{ServerError, UntrustedTable};
use crate::session::{Guard, Limits, LockAttempt};

#[async_trait]
impl<C> Guard for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    async fn is_pooled(&mut self) -> Result<bool, ServerError> {
        Ok(false)
    }

    async fn try_lock(&mut self) -> Result<LockAttempt, ServerError> {
        self.work(|connection, state| lock::take(connection, &mut state.lock))
            .await
    }

    async fn unlock(&mut self) -> Result<(), ServerError> {
        self.work(|_, state| {
            lock::give_back(&mut state.lock);
            Ok(())
        })
        .await
    }

    async fn reset_session(&mut self, limits: &Limits) -> Result<(), ServerError> {
        let timeout = limits.lock_timeout;
        self.work(move |connection, state| session_state::refresh(connection, state, timeout))
            .await
    }

    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError> {
        Ok(String::new())
    }

    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        self.work(move |connection, _| {
            let sql = "SELECT count(*) FROM main.sqlite_master \
                       WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE";
            let mut existing = Vec::new();
            for name in names {
                if number(connection, sql, &[name.as_str().into()])? > 0 {
                    existing.push(name);
                }
            }
            Ok(existing)
        })
        .await
    }

    async fn untrusted_tables(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<UntrustedTable>, ServerError> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        self.work(move |connection, _| untrusted::look(connection, &names))
            .await
    }
}
