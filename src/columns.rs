//! Columns that a service adds to tables by itself, where a migration would be too much. Safe to
//! call at every start.

use commonrail::statements::RunQueryDsl;
use diesel::dsl::select;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::Result;
use crate::trace::one;

#[declare_sql_function]
extern "SQL" {
    /// Calls the function that the migration `create_add_column_if_not_exists` creates.
    #[sql_name = "add_column_if_not_exists"]
    fn added(
        table_name: Text,
        column_name: Text,
        column_type: Text,
        column_default: Nullable<Text>,
        column_constraint: Nullable<Text>,
    ) -> Bool;
}

/// A column to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NewColumn<'a> {
    /// The table: an unqualified name, or a name with its schema.
    pub table: &'a str,
    /// The column's name: 1 to 63 bytes.
    pub name: &'a str,
    /// A type that exists, for example `text`, `varchar(20)` or `jsonb`.
    pub column_type: &'a str,
    /// An SQL expression; it also fills existing rows.
    pub default: Option<&'a str>,
    /// `NULL`, `NOT NULL`, `UNIQUE`, `NOT NULL UNIQUE` or `CHECK (…)`.
    pub constraint: Option<&'a str>,
}

/// Adds a column unless the table already has it with this type; returns true if it was added.
///
/// `default` and `constraint` are executed as SQL, so they must come from the program, never from a
/// user. The table is locked briefly, or for a rewrite if the default is not a constant.
///
/// ```sql
/// SELECT add_column_if_not_exists($1, $2, $3, $4, $5)
/// ```
///
/// # Errors
/// `Database` for a table or type that does not exist, an expression that cannot be parsed, and an
/// existing column of this name with another type (`42701`).
#[instrument(level = "debug", skip_all, fields(table = column.table, column = column.name, rows = Empty))]
pub async fn add_column_if_not_exists(
    mut conn: &AsyncPgConnection,
    column: NewColumn<'_>,
) -> Result<bool> {
    let added: bool = select(added(
        column.table,
        column.name,
        column.column_type,
        column.default,
        column.constraint,
    ))
    .get_result(&mut conn)
    .await?;
    Ok(one(added))
}
