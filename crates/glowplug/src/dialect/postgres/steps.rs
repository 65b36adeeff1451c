//! Statements that no transaction holds.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use crate::error::ServerError;
use crate::session::{Settled, Standing, Steps};
use crate::sql::Statement;

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Steps for PostgresSession<C> {
    fn standing(&self, statement: &Statement) -> Standing {
        let _ = statement.words(1);
        Standing::Shared
    }

    async fn note(&mut self, _: &Statement) -> Result<Option<String>, ServerError> {
        Ok(None)
    }

    async fn settle(&mut self, _: &Statement, _: Option<&str>) -> Result<Settled, ServerError> {
        Ok(Settled::Again)
    }
}
