//! Reads the whole schema into a [`Catalog`], in a number of queries that does not depend on the
//! number of tables.
//!
//! Some differences are left out, because the server ignores them or chooses the value itself:
//!
//! - the storage engine, and the collation of a table or column, are recorded only if they differ
//!   from those of the server, the database or the table;
//! - display widths without effect (`int(11)` is `int`);
//! - `RESTRICT` is `NO ACTION`;
//! - a unique key is a constraint if SQL's `UNIQUE` can express it (whole columns, ascending,
//!   default method, visible, without a comment), and otherwise an index: the server does not
//!   distinguish them;
//! - the definer and `sql_mode` of a view, trigger or routine, and the start of an event that does
//!   not specify one;
//! - the next value of `AUTO_INCREMENT`.
//!
//! The parser of a full-text index and the algorithm of MySQL's views are not in
//! `information_schema`, and therefore not in the catalog.

mod columns;
mod creators;
mod events;
mod indexes;
mod keys;
mod names;
mod partitions;
mod periods;
mod routines;
mod sequences;
mod tables;
mod text_dependencies;
mod triggers;
mod views;

use std::collections::HashMap;

use diesel_async::AsyncMysqlConnection;

use super::inspect::text;
use super::{SessionInfo, query};
use crate::catalog::{Catalog, Definition};
use crate::error::ServerError;
use crate::model::{Database, Row, Value};
use crate::session::{Caching, InspectOptions};
use names::Uses;

/// Marks a catalog of MariaDB, as a part of its table defaults.
const MARIADB: &str = "SERVER=MariaDB";

/// Returns true if a catalog was read from MariaDB.
pub fn is_mariadb(catalog: &Catalog) -> bool {
    catalog.table_defaults.0.ends_with(MARIADB)
}

/// Rows grouped by their first value, which is usually the name of the table.
type Grouped = HashMap<String, Vec<Row>>;

/// Reads the objects of one database.
struct Reader<'a> {
    connection: &'a mut AsyncMysqlConnection,
    database: Value,
    is_mariadb: bool,
    /// The tables and views to read; `None` for all.
    only: Option<Vec<Value>>,
}

/// Settings that apply to all objects.
struct Context<'a> {
    /// The name of the database, which is removed from definitions.
    database: &'a str,
    is_mariadb: bool,
    /// The collation of a table that does not specify one.
    collation: String,
    /// The engine of a table that does not specify one.
    engine: String,
    /// The account that reads.
    user: String,
    sql_mode: String,
}

/// The tables with foreign keys to a table.
const REFERENCING: &str = "SELECT DISTINCT table_name FROM information_schema.key_column_usage
WHERE table_schema = ? AND referenced_table_schema = ? AND referenced_table_name = ?";

/// Reads the schema, restricted by the options.
pub(super) async fn read(
    connection: &mut AsyncMysqlConnection,
    home: &SessionInfo,
    options: &InspectOptions,
) -> Result<Catalog, ServerError> {
    let schema = options
        .table
        .as_ref()
        .and_then(|name| name.schema.as_deref());
    let database = schema.unwrap_or(&home.database);
    let mut reader = Reader {
        connection,
        database: Value::from(database),
        is_mariadb: home.is_mariadb(),
        only: None,
    };
    let context = reader.context(database, home).await?;
    let mut catalog = Catalog::empty(Database::Mysql);
    let (engine, collation) = (&context.engine, &context.collation);
    let server = if home.is_mariadb() { MARIADB } else { "" };
    catalog.table_defaults = Definition(
        format!("COLLATE={collation} ENGINE={engine} {server}")
            .trim_end()
            .to_owned(),
    );
    match &options.table {
        None => reader.everything(&context, &mut catalog).await?,
        Some(name) => {
            reader.only(&name.name).await?;
            reader.relations(&context, &mut catalog).await?;
        }
    }
    if let Some(schema) = schema {
        catalog.qualify(schema);
    }
    Ok(catalog)
}

impl Reader<'_> {
    async fn everything(
        &mut self,
        context: &Context<'_>,
        catalog: &mut Catalog,
    ) -> Result<(), ServerError> {
        let uses = self.relations(context, catalog).await?;
        catalog.functions = self.routines(context, &mut catalog.makers).await?;
        let events = self.events(context, &mut catalog.makers).await?;
        catalog.functions.extend(events);
        catalog.functions.sort_by(|left, right| {
            (&left.name, &left.arguments).cmp(&(&right.name, &right.arguments))
        });
        names::note(catalog, &uses);
        Ok(())
    }

    /// Reads sequences, tables and views, and returns what the views use.
    async fn relations(
        &mut self,
        context: &Context<'_>,
        catalog: &mut Catalog,
    ) -> Result<Vec<Uses>, ServerError> {
        let rows = self.rows(include_str!("schema/tables.sql")).await?;
        let columns = self.columns().await?;
        catalog.sequences = self.sequences(&rows).await?;
        catalog.tables = self
            .tables(context, &rows, &columns, &mut catalog.makers)
            .await?;
        self.views(context, &columns, catalog).await
    }

    /// Restricts what is read to one table or view, and the tables that reference it.
    async fn only(&mut self, name: &str) -> Result<(), ServerError> {
        let values = [self.database.clone(), self.database.clone(), name.into()];
        let answer = query::rows(self.connection, REFERENCING, &values, Caching::Once).await?;
        let referencing = answer.rows.iter().map(|row| row[0].clone());
        self.only = Some(referencing.chain([name.into()]).collect());
        Ok(())
    }

    async fn context<'b>(
        &mut self,
        database: &'b str,
        home: &SessionInfo,
    ) -> Result<Context<'b>, ServerError> {
        let rows = self.rows(include_str!("schema/defaults.sql")).await?;
        let cell = |index| rows.first().and_then(|row| text(row, index));
        Ok(Context {
            database,
            is_mariadb: home.is_mariadb(),
            collation: cell(0).unwrap_or_default(),
            engine: cell(1).unwrap_or_default(),
            user: cell(2).unwrap_or_default(),
            sql_mode: cell(3).unwrap_or_default(),
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

    /// Returns the rows of a query that takes the database's name. If the reader is restricted,
    /// returns only rows whose first value is one of its tables.
    async fn rows(&mut self, sql: &str) -> Result<Vec<Row>, ServerError> {
        let database = self.database.clone();
        let Some(only) = self.only.clone() else {
            let answer = query::rows(self.connection, sql, &[database], Caching::Once).await?;
            return Ok(answer.rows);
        };
        // Reads them one by one, because a list of names makes the servers open every table of the
        // schema.
        let sql = limited(sql);
        let mut rows = Vec::new();
        for name in only {
            let values = [database.clone(), name];
            let answer = query::rows(self.connection, &sql, &values, Caching::Prepared).await?;
            rows.extend(answer.rows);
        }
        Ok(rows)
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

/// Adds a condition on the first column of a query.
fn limited(sql: &str) -> String {
    let first = sql.trim_start_matches("SELECT ").split(',').next();
    let condition = format!(" AND {} = ?", first.unwrap_or_default());
    let end = sql.find("\nORDER BY").unwrap_or(sql.trim_end().len());
    format!("{}{condition}{}", &sql[..end], &sql[end..])
}

/// Returns a cell that is neither `NULL` nor empty.
fn filled(row: &Row, index: usize) -> Option<String> {
    text(row, index).filter(|text| !text.is_empty())
}

/// Returns a cell; empty for `NULL`.
fn cell(row: &Row, index: usize) -> String {
    text(row, index).unwrap_or_default()
}

/// Returns a non-negative number. Those beyond `i64` are returned as text by the driver.
fn number(row: &Row, index: usize) -> Option<u32> {
    let value = &row[index];
    value
        .as_integer()
        .and_then(|number| u32::try_from(number).ok())
        .or_else(|| value.as_text()?.parse().ok())
}

/// Returns the rows of one table.
fn of<'a>(grouped: &'a Grouped, table: &str) -> &'a [Row] {
    grouped.get(table).map_or(&[], Vec::as_slice)
}

/// Splits rows into runs with the same second value, such as the parts of one index or key.
fn parts(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|left, right| left[1] == right[1])
}
