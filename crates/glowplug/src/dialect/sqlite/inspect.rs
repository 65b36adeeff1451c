//! A look at the database.

use std::collections::HashMap;
use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::catalog::catalog;
use super::describe::{describe, find};
use super::schema::schema;
use super::statement::{number, query, texts};
use super::{SqliteSession, quote};
use crate::catalog::Catalog;
use crate::error::ServerError;
use crate::model::{ServerInfo, TableDescription, TableInfo};
use crate::session::{Inspect, Reuse};

/// Up to this size of the database, rows are counted and pages are summed up for an overview.
const COUNTED: u64 = 1 << 30;

/// Tables of the project.
const TABLES: &str = "
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type IN ('table', 'virtual')
        AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
        AND name NOT LIKE '^_^_diesel^_%' ESCAPE '^'
        AND name NOT LIKE '^_^_glowplug^_%' ESCAPE '^'
    ORDER BY name";

/// The bytes of each table with its indexes (<https://www.sqlite.org/dbstat.html>).
const SIZES: &str = "
    SELECT m.tbl_name, sum(s.pgsize) FROM dbstat AS s
    JOIN main.sqlite_master AS m ON m.name = s.name
    WHERE s.schema = 'main' AND s.aggregate = 1
    GROUP BY m.tbl_name";

#[async_trait]
impl<C> Inspect for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        self.work(|connection, _| info(connection)).await
    }

    /// Rows are counted up to a database of 1 GiB; past that the estimate of `ANALYZE` is given.
    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        self.work(|connection, _| tables(connection)).await
    }

    async fn describe(&mut self, table: &str) -> Result<Option<TableDescription>, ServerError> {
        let table = table.to_owned();
        self.work(move |connection, _| describe(connection, &table))
            .await
    }

    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError> {
        let table = table.to_owned();
        self.work(move |connection, _| match find(connection, &table)? {
            Some(found) => count(connection, &found.qualified()).map(Some),
            None => Ok(None),
        })
        .await
    }

    async fn catalog(&mut self) -> Result<Vec<String>, ServerError> {
        self.work(|connection, _| catalog(connection)).await
    }

    async fn schema(&mut self) -> Result<Catalog, ServerError> {
        self.work(|connection, _| schema(connection)).await
    }
}

fn info(connection: &mut SqliteConnection) -> Result<ServerInfo, ServerError> {
    let version = texts(connection, "SELECT sqlite_version()", &[])?;
    let file = texts(
        connection,
        "SELECT file FROM pragma_database_list WHERE name = 'main' AND file <> ''",
        &[],
    )?;
    Ok(ServerInfo {
        version: format!("SQLite {}", version.concat()),
        database: file
            .into_iter()
            .next()
            .unwrap_or_else(|| ":memory:".to_owned()),
        user: None,
        size_bytes: size(connection)?,
    })
}

fn size(connection: &mut SqliteConnection) -> Result<u64, ServerError> {
    let sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    Ok(number(connection, sql, &[])?.unsigned_abs())
}

fn count(connection: &mut SqliteConnection, table: &str) -> Result<u64, ServerError> {
    let rows = number(connection, &format!("SELECT count(*) FROM {table}"), &[])?;
    Ok(rows.unsigned_abs())
}

fn tables(connection: &mut SqliteConnection) -> Result<Vec<TableInfo>, ServerError> {
    let counted = size(connection)? <= COUNTED;
    let sizes = if counted {
        sizes(connection)
    } else {
        HashMap::new()
    };
    let mut tables = Vec::new();
    for name in texts(connection, TABLES, &[])? {
        // A virtual table whose module is missing cannot be counted.
        let rows = if counted {
            count(connection, &format!("main.{}", quote(&name))).ok()
        } else {
            estimate(connection, &name)
        };
        tables.push(TableInfo {
            schema: None,
            rows,
            rows_exact: counted,
            size_bytes: sizes.get(&name).copied(),
            inserts: None,
            updates: None,
            deletes: None,
            comment: None,
            name,
        });
    }
    Ok(tables)
}

/// The bytes of each table; nothing where SQLite was built without `dbstat`.
fn sizes(connection: &mut SqliteConnection) -> HashMap<String, u64> {
    let Ok(rows) = query(connection, SIZES, &[], Reuse::Once) else {
        return HashMap::new();
    };
    let sizes = rows.rows.iter().filter_map(|row| {
        let (name, bytes) = (row[0].as_text()?, row[1].as_integer()?);
        Some((name.to_owned(), bytes.unsigned_abs()))
    });
    sizes.collect()
}

/// What `ANALYZE` found: the first number of any of the table's lines. `None` when it never ran.
fn estimate(connection: &mut SqliteConnection, table: &str) -> Option<u64> {
    let sql = "SELECT stat FROM main.sqlite_stat1 WHERE tbl = ? LIMIT 1";
    let stat = texts(connection, sql, &[table.into()]).ok()?.pop()?;
    stat.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use diesel::Connection;

    use super::*;
    use crate::dialect::sqlite::statement::exec;

    #[test]
    fn the_estimate_comes_from_analyze() {
        let mut connection = SqliteConnection::establish(":memory:").unwrap();
        exec(
            &mut connection,
            "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)",
        )
        .unwrap();
        assert_eq!(estimate(&mut connection, "t"), None);
        exec(&mut connection, "ANALYZE").unwrap();
        assert_eq!(estimate(&mut connection, "t"), Some(2));
    }
}
