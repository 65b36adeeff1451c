//! Reads information about the server and its tables.

use std::ops::DerefMut;

use async_trait::async_trait;
use diesel_async::AsyncMysqlConnection;

use super::{MysqlSession, query, quote, schema};
use crate::catalog::{Catalog, QualifiedName};
use crate::error::{Class, ServerError};
use crate::model::{Row, ServerInfo, TableInfo, Value};
use crate::session::{Caching, FoundTable, Inspect, InspectOptions};

const INFO: &str = "SELECT CURRENT_USER(), \
     (SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS UNSIGNED) \
     FROM information_schema.tables WHERE table_schema = ?)";

/// `table_type` is `SYSTEM VERSIONED` for some tables of MariaDB.
const TABLES: &str = "SELECT table_name, table_rows, \
     CAST(data_length + index_length AS UNSIGNED), table_comment \
     FROM information_schema.tables WHERE table_schema = ? \
     AND table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE', 'TEMPORARY') ORDER BY table_name";

/// Finds a table by its name, and its kind.
const FIND: &str = "SELECT table_name, \
     IF(table_type = 'BASE TABLE', 'table', LOWER(table_type)) \
     FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";

/// Counters of rows, available if the performance schema is on.
const COUNTS: &str = "SELECT object_name, count_read, count_insert, count_update, count_delete \
     FROM performance_schema.table_io_waits_summary_by_table \
     WHERE object_type = 'TABLE' AND object_schema = ? AND @@performance_schema = 1";

#[async_trait]
impl<C> Inspect for MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        let database = [Value::from(self.home.database.as_str())];
        let answer = query::rows(&mut self.connection, INFO, &database, Caching::Once).await?;
        let row = answer.rows.first();
        Ok(ServerInfo {
            version: self.home.shown_version(),
            database: self.home.database.clone(),
            user: row.and_then(|row| text(row, 0)),
            size_bytes: row.and_then(|row| count(row, 1)).unwrap_or_default(),
        })
    }

    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        let database = [Value::from(self.home.database.as_str())];
        let answer = query::rows(&mut self.connection, TABLES, &database, Caching::Once).await?;
        let mut tables: Vec<TableInfo> = answer
            .rows
            .iter()
            .map(table)
            .filter(|table| !is_ours(&table.name))
            .collect();
        // Needs a privilege, and the performance schema.
        if let Ok(counts) =
            query::rows(&mut self.connection, COUNTS, &database, Caching::Once).await
        {
            for row in &counts.rows {
                let name = row[0].as_text();
                let table = tables.iter_mut().find(|table| Some(&*table.name) == name);
                if let Some(table) = table {
                    table.reads = count(row, 1);
                    (table.inserts, table.updates, table.deletes) =
                        (count(row, 2), count(row, 3), count(row, 4));
                }
            }
        }
        Ok(tables)
    }

    async fn find_table(&mut self, table: &str) -> Result<Option<FoundTable>, ServerError> {
        let (schema, name) = self.placed(table);
        let values = [Value::from(schema.as_str()), Value::from(name.as_str())];
        let answer = query::rows(&mut self.connection, FIND, &values, Caching::Once).await?;
        let found = answer.rows.first().map(|row| FoundTable {
            name: QualifiedName {
                schema: Some(schema).filter(|schema| *schema != self.home.database),
                name: text(row, 0).unwrap_or(name),
            },
            kind: text(row, 1).unwrap_or_default(),
        });
        Ok(found)
    }

    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError> {
        let (schema, name) = self.placed(table);
        let sql = format!("SELECT COUNT(*) FROM {}.{}", quote(&schema), quote(&name));
        match query::rows(&mut self.connection, &sql, &[], Caching::Once).await {
            Ok(answer) => Ok(answer.rows.first().and_then(|row| count(row, 0))),
            Err(error) if is_nowhere(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn inspect(&mut self, options: &InspectOptions) -> Result<Catalog, ServerError> {
        schema::read(&mut self.connection, &self.home, options).await
    }
}

impl<C> MysqlSession<C> {
    /// Splits `schema.name`; a plain name is in the session's database.
    fn placed(&self, table: &str) -> (String, String) {
        table.split_once('.').map_or_else(
            || (self.home.database.clone(), table.to_owned()),
            |(schema, name)| (schema.to_owned(), name.to_owned()),
        )
    }
}

/// Returns true if the table does not exist. Errors 1102 and 1103 are for invalid names.
fn is_nowhere(error: &ServerError) -> bool {
    matches!(error.class, Class::Missing | Class::MissingDatabase)
        || error
            .code
            .as_deref()
            .is_some_and(|code| code.ends_with("(1102)") || code.ends_with("(1103)"))
}

/// Returns true if a table is one of the bookkeeping tables.
pub(super) fn is_ours(table: &str) -> bool {
    table.starts_with("__diesel_") || table.starts_with("__glowplug_")
}

fn table(row: &Row) -> TableInfo {
    TableInfo {
        schema: None,
        name: text(row, 0).unwrap_or_default(),
        rows: count(row, 1),
        rows_exact: false,
        size_bytes: count(row, 2),
        scans: None,
        reads: None,
        inserts: None,
        updates: None,
        deletes: None,
        comment: text(row, 3).filter(|comment| !comment.is_empty()),
    }
}

pub(super) fn text(row: &Row, index: usize) -> Option<String> {
    row[index].as_text().map(str::to_owned)
}

fn count(row: &Row, index: usize) -> Option<u64> {
    u64::try_from(row[index].as_integer()?).ok()
}
