//! A look at the server and its tables.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::wire::Keep;
use crate::catalog::Catalog;
use crate::error::ServerError;
use crate::model::{
    Column, ForeignKey, Index, Row, ServerInfo, TableDescription, TableInfo, Value,
};
use crate::session::{Connection, Inspect, Reuse, Transaction};

const INFO: &str = include_str!("catalog/info.sql");
const FIND: &str = include_str!("catalog/find.sql");
const TABLES: &str = include_str!("catalog/tables.sql");
const COLUMNS: &str = include_str!("catalog/columns.sql");
const INDEXES: &str = include_str!("catalog/indexes.sql");
const PARTS: &str = include_str!("catalog/parts.sql");
const ALL: &str = include_str!("catalog/all.sql");

#[async_trait]
impl<C: DerefMut<Target = AsyncPgConnection> + Send> Inspect for PostgresSession<C> {
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        let rows = self.query(INFO, &[], Reuse::Once).await?.rows;
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
        let rows = self.query(TABLES, &[], Reuse::Once).await?.rows;
        Ok(rows.iter().map(table).collect())
    }

    async fn describe(&mut self, table: &str) -> Result<Option<TableDescription>, ServerError> {
        let Some(found) = self.find(table).await? else {
            return Ok(None);
        };
        let oid = [found.get("oid").cloned().unwrap_or(Value::Null)];
        let columns = self.query(COLUMNS, &oid, Reuse::Once).await?.rows;
        let indexes = self.query(INDEXES, &oid, Reuse::Once).await?.rows;
        let parts = self.query(PARTS, &oid, Reuse::Once).await?.rows;
        let lines = |part: &str| -> Vec<String> {
            let fitting = parts.iter().filter(|row| row[0].as_text() == Some(part));
            fitting.filter_map(|row| text(row, "definition")).collect()
        };
        let keys = parts.iter().filter(|row| row[0].as_text() == Some("key"));
        Ok(Some(TableDescription {
            schema: text(&found, "schema"),
            name: text(&found, "name").unwrap_or_default(),
            kind: text(&found, "kind").unwrap_or_default(),
            comment: text(&found, "comment"),
            columns: columns.iter().map(column).collect(),
            indexes: indexes.iter().map(index).collect(),
            foreign_keys: keys
                .map(|row| ForeignKey {
                    name: text(row, "name"),
                    definition: text(row, "definition").unwrap_or_default(),
                })
                .collect(),
            referenced_by: lines("referenced"),
            checks: lines("check"),
            triggers: lines("trigger"),
        }))
    }

    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError> {
        let Some(found) = self.find(table).await? else {
            return Ok(None);
        };
        // The server quoted it.
        let quoted = text(&found, "quoted").unwrap_or_default();
        let sql = format!("SELECT count(*) AS rows FROM {quoted}");
        let rows = self.query(&sql, &[], Reuse::Once).await?.rows;
        Ok(rows.first().and_then(|row| number(row, "rows")))
    }

    async fn catalog(&mut self) -> Result<Vec<String>, ServerError> {
        const EMPTY: &str = "SELECT pg_catalog.current_setting('search_path') AS path,
            pg_catalog.set_config('search_path', '', true)";
        const BACK: &str = "SELECT pg_catalog.set_config('search_path', $1, true)";
        let own_transaction = self.transaction().await? == Transaction::None;
        if own_transaction {
            self.send(
                "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY",
                Keep::Nothing,
            )
            .await?;
        }
        let before = self.query(EMPTY, &[], Reuse::Once).await;
        let all = self.query(ALL, &[], Reuse::Once).await;
        if own_transaction {
            self.rollback().await?;
        } else if let (Ok(before), Ok(_)) = (&before, &all) {
            let path = before.rows[0][0].clone();
            self.query(BACK, &[path], Reuse::Once).await?;
        }
        before?;
        let lines = all?.rows;
        let lines = lines.iter().filter_map(|row| text(row, "line"));
        Ok(lines.collect())
    }

    async fn schema(&mut self) -> Result<Catalog, ServerError> {
        super::schema::read(self).await
    }
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    async fn find(&mut self, table: &str) -> Result<Option<Row>, ServerError> {
        let found = self.query(FIND, &[table.into()], Reuse::Once).await?;
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

fn truth(row: &Row, column: &str) -> bool {
    row.get(column).and_then(Value::as_bool) == Some(true)
}

fn table(row: &Row) -> TableInfo {
    TableInfo {
        schema: text(row, "schema"),
        name: text(row, "name").unwrap_or_default(),
        rows: number(row, "rows"),
        rows_exact: false,
        size_bytes: number(row, "size"),
        inserts: number(row, "inserts"),
        updates: number(row, "updates"),
        deletes: number(row, "deletes"),
        comment: text(row, "comment"),
    }
}

fn column(row: &Row) -> Column {
    Column {
        name: text(row, "name").unwrap_or_default(),
        data_type: text(row, "type").unwrap_or_default(),
        nullable: truth(row, "nullable"),
        default: text(row, "value"),
        comment: text(row, "comment"),
    }
}

fn index(row: &Row) -> Index {
    Index {
        name: text(row, "name").unwrap_or_default(),
        primary: truth(row, "is_primary"),
        unique: truth(row, "is_unique"),
        valid: truth(row, "is_valid"),
        definition: text(row, "definition").unwrap_or_default(),
    }
}
