//! The whole schema as data, in a fixed number of queries, however many tables there are.
//!
//! What is taken for equal, because the server takes it for equal or hands it out by itself:
//!
//! - the storage engine, and the collation of a table or column, stand only where they are not
//!   those of the server, the database, the table;
//! - widths of whole numbers that say nothing (`int(11)` is `int`);
//! - `RESTRICT` is `NO ACTION`;
//! - a unique key is a constraint where SQL's `UNIQUE` could say it (whole columns, ascending,
//!   usual method, visible, without a comment), otherwise an index: the server makes no difference;
//! - who defined a view, trigger or routine, under which `sql_mode`, and when an event starts that
//!   does not say it;
//! - the next number of an `AUTO_INCREMENT`.
//!
//! The parser of a full-text index and the algorithm of MySQL's views are not in
//! `information_schema`, and stay out.

mod columns;
mod events;
mod indexes;
mod keys;
mod names;
mod partitions;
mod routines;
mod sequences;
mod tables;
mod triggers;
mod views;

use std::collections::HashMap;

use diesel_async::AsyncMysqlConnection;

use super::inspect::text;
use super::{Home, query};
use crate::catalog::{Catalog, Definition};
use crate::error::ServerError;
use crate::model::{Database, Row, Value};
use crate::session::Reuse;

/// Rows by the table, or whatever else their first value names.
type Grouped = HashMap<String, Vec<Row>>;

/// Reads what belongs to one database.
struct Reader<'a> {
    connection: &'a mut AsyncMysqlConnection,
    database: Value,
    is_mariadb: bool,
}

/// What does not depend on a single object.
struct Context<'a> {
    /// The name of the database, which must not stand in definitions.
    database: &'a str,
    is_mariadb: bool,
    /// The collation of a table that says none.
    collation: String,
    /// The engine of a table that says none.
    engine: String,
}

pub(super) async fn read(
    connection: &mut AsyncMysqlConnection,
    home: &Home,
) -> Result<Catalog, ServerError> {
    let mut reader = Reader {
        connection,
        database: Value::from(home.database.as_str()),
        is_mariadb: home.is_mariadb(),
    };
    let context = reader.context(home).await?;
    let rows = reader.rows(include_str!("schema/tables.sql")).await?;
    let columns = reader.columns().await?;
    let mut catalog = Catalog::empty(Database::Mysql);
    let (engine, collation) = (&context.engine, &context.collation);
    catalog.table_defaults = Definition(format!("COLLATE={collation} ENGINE={engine}"));
    catalog.sequences = reader.sequences(&rows).await?;
    catalog.tables = reader.tables(&context, &rows, &columns).await?;
    catalog.functions = reader.routines(&context).await?;
    catalog.functions.extend(reader.events().await?);
    catalog
        .functions
        .sort_by(|left, right| (&left.name, &left.arguments).cmp(&(&right.name, &right.arguments)));
    let uses = reader.views(&context, &columns, &mut catalog).await?;
    names::note(&mut catalog, &uses);
    Ok(catalog)
}

impl Reader<'_> {
    async fn context<'b>(&mut self, home: &'b Home) -> Result<Context<'b>, ServerError> {
        let rows = self.rows(include_str!("schema/defaults.sql")).await?;
        let cell = |index| rows.first().and_then(|row| text(row, index));
        Ok(Context {
            database: &home.database,
            is_mariadb: home.is_mariadb(),
            collation: cell(0).unwrap_or_default(),
            engine: cell(1).unwrap_or_default(),
        })
    }

    async fn columns(&mut self) -> Result<Grouped, ServerError> {
        let sql = if self.is_mariadb {
            include_str!("schema/columns_mariadb.sql")
        } else {
            include_str!("schema/columns_mysql.sql")
        };
        self.grouped(sql).await
    }

    /// The rows of a query that takes the database's name.
    async fn rows(&mut self, sql: &str) -> Result<Vec<Row>, ServerError> {
        let database = std::slice::from_ref(&self.database);
        let answer = query::rows(self.connection, sql, database, Reuse::Once).await?;
        Ok(answer.rows)
    }

    async fn grouped(&mut self, sql: &str) -> Result<Grouped, ServerError> {
        let mut grouped = Grouped::new();
        for row in self.rows(sql).await? {
            let key = text(&row, 0).unwrap_or_default();
            grouped.entry(key).or_default().push(row);
        }
        Ok(grouped)
    }
}

/// A cell that says something.
fn filled(row: &Row, index: usize) -> Option<String> {
    text(row, index).filter(|text| !text.is_empty())
}

/// A cell, empty where there is nothing.
fn cell(row: &Row, index: usize) -> String {
    text(row, index).unwrap_or_default()
}

/// A number that is not negative. Those beyond `i64` come as text.
fn number(row: &Row, index: usize) -> Option<u32> {
    let value = &row[index];
    value
        .as_integer()
        .and_then(|number| u32::try_from(number).ok())
        .or_else(|| value.as_text()?.parse().ok())
}

/// The rows of one table.
fn of<'a>(grouped: &'a Grouped, table: &str) -> &'a [Row] {
    grouped.get(table).map_or(&[], Vec::as_slice)
}

/// Neighbours with the same second value: the parts of one index, one key.
fn parts(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|left, right| left[1] == right[1])
}
