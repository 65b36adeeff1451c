//! Reads information about the database and its tables.

use std::collections::HashMap;
use std::ops::DerefMut;

use async_trait::async_trait;
use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

use super::schema::schema;
use super::statement::{number, query, texts};
use super::{SqliteSession, quote};
use crate::catalog::{Catalog, QualifiedName};
use crate::error::ServerError;
use crate::model::{ServerInfo, TableInfo};
use crate::session::{Caching, FoundTable, Inspect, InspectOptions};

/// The database size, in bytes, up to which an overview counts rows and sums up pages.
const COUNTED: u64 = 1 << 30;

/// The tables of the project.
const TABLES: &str = "
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type IN ('table', 'virtual')
        AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
        AND name NOT LIKE '^_^_diesel^_%' ESCAPE '^'
        AND name NOT LIKE '^_^_glowplug^_%' ESCAPE '^'
    ORDER BY name";

/// The size of each table with its indexes, in bytes (<https://www.sqlite.org/dbstat.html>).
///
/// The query has two steps, because a join would read the whole file for each name.
const SIZES: &str = "
    WITH s AS MATERIALIZED (
        SELECT name, pgsize FROM dbstat WHERE schema = 'main' AND aggregate = 1
    )
    SELECT m.tbl_name, sum(s.pgsize) FROM s
    JOIN main.sqlite_master AS m ON m.name = s.name
    GROUP BY m.tbl_name";

#[async_trait]
impl<C> Inspect for SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    async fn info(&mut self) -> Result<ServerInfo, ServerError> {
        self.work(|connection, _| info(connection)).await
    }

    /// Rows are counted in databases of up to 1 GiB; larger ones get the estimate of `ANALYZE`.
    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError> {
        self.work(|connection, _| tables(connection)).await
    }

    async fn find_table(&mut self, table: &str) -> Result<Option<FoundTable>, ServerError> {
        let table = table.to_owned();
        self.work(move |connection, _| find(connection, &table))
            .await
    }

    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError> {
        let table = table.to_owned();
        self.work(move |connection, _| match find(connection, &table)? {
            Some(FoundTable { name, .. }) => {
                let schema = name.schema.as_deref().unwrap_or("main");
                let qualified = format!("{}.{}", quote(schema), quote(&name.name));
                count(connection, &qualified).map(Some)
            }
            None => Ok(None),
        })
        .await
    }

    async fn inspect(&mut self, options: &InspectOptions) -> Result<Catalog, ServerError> {
        let options = options.clone();
        self.work(move |connection, _| schema(connection, &options))
            .await
    }
}

/// Finds a table or view by `name`, then by `schema.name`.
fn find(connection: &mut SqliteConnection, table: &str) -> Result<Option<FoundTable>, ServerError> {
    let spellings = std::iter::once(("main", table)).chain(table.split_once('.'));
    for (schema, name) in spellings {
        let sql = "SELECT schema, name, type FROM pragma_table_list \
                   WHERE schema = ? COLLATE NOCASE AND name = ? COLLATE NOCASE";
        let rows = query(
            connection,
            sql,
            &[schema.into(), name.into()],
            Caching::Once,
        )?;
        let Some(row) = rows.rows.first() else {
            continue;
        };
        let text = |index: usize| row[index].as_text().unwrap_or_default().to_owned();
        return Ok(Some(FoundTable {
            name: QualifiedName {
                schema: Some(text(0)).filter(|schema| schema != "main"),
                name: text(1),
            },
            kind: match text(2).as_str() {
                kind @ ("virtual" | "shadow") => format!("{kind} table"),
                kind => kind.to_owned(),
            },
        }));
    }
    Ok(None)
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
        // The module of a virtual table may be missing.
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
            scans: None,
            reads: None,
            inserts: None,
            updates: None,
            deletes: None,
            comment: None,
            name,
        });
    }
    Ok(tables)
}

/// Returns the size of each table; empty if SQLite was built without `dbstat`.
fn sizes(connection: &mut SqliteConnection) -> HashMap<String, u64> {
    let Ok(rows) = query(connection, SIZES, &[], Caching::Once) else {
        return HashMap::new();
    };
    let sizes = rows.rows.iter().filter_map(|row| {
        let (name, bytes) = (row[0].as_text()?, row[1].as_integer()?);
        Some((name.to_owned(), bytes.unsigned_abs()))
    });
    sizes.collect()
}

/// Returns the row count that `ANALYZE` recorded: the first number in any of the table's rows.
/// `None` if it never ran.
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
