//! Reads information about the server and its tables.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::databases::MARK;
use crate::catalog::{Catalog, QualifiedName};
use crate::error::ServerError;
use crate::model::{Row, ServerInfo, TableInfo};
use crate::session::{Caching, Connection, Fingerprint, FoundTable, Inspect, InspectOptions};

const INFO: &str = include_str!("catalog/info.sql");
const FIND: &str = include_str!("catalog/find.sql");
const TABLES: &str = include_str!("catalog/tables.sql");

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Inspect for PostgresSession<C> {
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        let rows = self.query(INFO, &[], Caching::Once).await?.rows;
        let row = rows.first();
        let text = |column| row.and_then(|row| text(row, column));
        Ok(ServerInfo {
            version: text("version").unwrap_or_default(),
            database: text("database").unwrap_or_default(),
            user: text("name"),
            size_bytes: row.and_then(|row| number(row, "size")).unwrap_or_default(),
        })
    }

    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        let rows = self.query(TABLES, &[], Caching::Once).await?.rows;
        Ok(rows.iter().map(table).collect())
    }

    async fn find_table(&mut self, table: &str) -> Result<Option<FoundTable>, ServerError> {
        let found = self.find(table).await?;
        Ok(found.map(|row| FoundTable {
            name: QualifiedName {
                schema: text(&row, "schema"),
                name: text(&row, "name").unwrap_or_default(),
            },
            kind: text(&row, "kind").unwrap_or_default(),
        }))
    }

    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError> {
        let Some(found) = self.find(table).await? else {
            return Ok(None);
        };
        // Already quoted by the server.
        let quoted = text(&found, "quoted").unwrap_or_default();
        let sql = format!("SELECT pg_catalog.count(*) AS rows FROM {quoted}");
        let rows = self.query(&sql, &[], Caching::Once).await?.rows;
        Ok(rows.first().and_then(|row| number(row, "rows")))
    }

    async fn inspect(&mut self, options: &InspectOptions) -> Result<Catalog, ServerError> {
        super::schema::read(self, options).await
    }

    async fn fingerprint(&mut self) -> Result<Option<Fingerprint>, ServerError> {
        let shown = self.look(MARK).await?;
        let mut cells = shown.rows.into_iter().flatten();
        let text = cells.next().flatten();
        let bytes = cells.next().flatten().and_then(|bytes| bytes.parse().ok());
        Ok(text.map(|text| Fingerprint {
            text,
            bytes: bytes.unwrap_or_default(),
        }))
    }
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    async fn find(&mut self, table: &str) -> Result<Option<Row>, ServerError> {
        let found = self.query(FIND, &[table.into()], Caching::Once).await?;
        Ok(found.rows.into_iter().next())
    }
}

fn text(row: &Row, column: &str) -> Option<String> {
    row.get(column)?.as_text().map(str::to_owned)
}

fn number(row: &Row, column: &str) -> Option<u64> {
    let number = row.get(column)?.as_integer()?;
    u64::try_from(number).ok()
}

fn table(row: &Row) -> TableInfo {
    TableInfo {
        schema: text(row, "schema"),
        name: text(row, "name").unwrap_or_default(),
        rows: number(row, "rows"),
        rows_exact: false,
        size_bytes: number(row, "size"),
        scans: number(row, "scans"),
        reads: number(row, "reads"),
        inserts: number(row, "inserts"),
        updates: number(row, "updates"),
        deletes: number(row, "deletes"),
        comment: text(row, "comment"),
    }
}
