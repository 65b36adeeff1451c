//! A look at the server and its tables.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use crate::error::{Class, ServerError};
use crate::model::{ServerInfo, TableDescription, TableInfo};
use crate::session::Inspect;

fn later<T>() -> Result<T, ServerError> {
    Err(ServerError::new(Class::Other, "not built yet"))
}

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Inspect for PostgresSession<C> {
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        later()
    }

    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        later()
    }

    async fn describe(&mut self, _: &str) -> Result<Option<TableDescription>, ServerError> {
        later()
    }

    async fn count(&mut self, _: &str) -> Result<Option<u64>, ServerError> {
        later()
    }

    async fn catalog(&mut self) -> Result<Vec<String>, ServerError> {
        later()
    }
}
