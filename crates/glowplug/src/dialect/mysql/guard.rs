//! The runner's lock, the reset of the session, and access to the bookkeeping tables.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncMysqlConnection;

use super::{MysqlSession, lock, query, quote, untrusted};
use crate::error::{ServerError, UntrustedTable};
use crate::model::Value;
use crate::session::{Caching, Guard, Limits, LockAttempt};

#[async_trait]
impl<C> Guard for MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    async fn is_pooled(&mut self) -> Result<bool, ServerError> {
        Ok(false)
    }

    async fn try_lock(&mut self) -> Result<LockAttempt, ServerError> {
        lock::take(&mut self.connection, &lock::name(&self.home.database)).await
    }

    async fn unlock(&mut self) -> Result<(), ServerError> {
        lock::release(&mut self.connection, &lock::name(&self.home.database)).await
    }

    async fn reset_session(&mut self, limits: &Limits) -> Result<(), ServerError> {
        self.memory
            .refresh(&mut self.connection, &self.home, limits, self.began)
            .await
    }

    /// Returns the session's initial database, so that a migration's `USE` does not affect the
    /// bookkeeping.
    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError> {
        Ok(format!("{}.", quote(&self.home.database)))
    }

    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let placeholders = vec!["?"; names.len()].join(", ");
        let sql = format!(
            "SELECT table_name FROM information_schema.tables \
             WHERE table_schema = ? AND table_name IN ({placeholders}) ORDER BY table_name"
        );
        let mut values = vec![Value::from(self.home.database.as_str())];
        values.extend(names.iter().map(|name| Value::from(*name)));
        let answer = query::rows(&mut self.connection, &sql, &values, Caching::Prepared).await?;
        let names = answer.rows.iter().filter_map(|row| row[0].as_text());
        Ok(names.map(str::to_owned).collect())
    }

    async fn untrusted_tables(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<UntrustedTable>, ServerError> {
        untrusted::look(&mut self.connection, &self.home.database, names).await
    }
}
