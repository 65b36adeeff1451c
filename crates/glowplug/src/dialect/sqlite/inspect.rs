//! A look at the database.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::SqliteSession;
use super::statement::{number, texts};
use crate::error::ServerError;
use crate::model::{ServerInfo, TableDescription, TableInfo};
use crate::session::Inspect;

#[async_trait]
impl<C> Inspect for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        self.work(|connection, _| info(connection)).await
    }

    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        Ok(Vec::new())
    }

    async fn describe(&mut self, _table: &str) -> Result<Option<TableDescription>, ServerError> {
        Ok(None)
    }

    async fn count(&mut self, _table: &str) -> Result<Option<u64>, ServerError> {
        Ok(None)
    }

    async fn catalog(&mut self) -> Result<Vec<String>, ServerError> {
        Ok(Vec::new())
    }
}

fn info(connection: &mut SqliteConnection) -> Result<ServerInfo, ServerError> {
    let version = texts(connection, "SELECT sqlite_version()", &[])?;
    let file = texts(
        connection,
        "SELECT file FROM pragma_database_list WHERE name = 'main' AND file <> ''",
        &[],
    )?;
    let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    Ok(ServerInfo {
        version: format!("SQLite {}", version.concat()),
        database: file
            .into_iter()
            .next()
            .unwrap_or_else(|| ":memory:".to_owned()),
        user: None,
        size_bytes: number(connection, size, &[])?.unsigned_abs(),
    })
}
