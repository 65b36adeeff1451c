//! Runs a single statement with parameters through Diesel.

use std::sync::Arc;

use diesel::QueryResult;
use diesel::mysql::Mysql;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::Error as DieselError;
use diesel::sql_types::{BigInt, Bool, Double, Nullable, Text, Untyped, Varbinary};
use diesel_async::{AsyncMysqlConnection, SimpleAsyncConnection};

use super::error;
use super::rows::{AnyRow, Unreadable};
use super::tokens::{Token, tokens};
use crate::error::ServerError;
use crate::model::{Row, Rows, Value};
use crate::session::Caching;

/// The error for statements that cannot be prepared, such as `LOCK TABLES`. They are sent as text.
const NOT_PREPARABLE: &str = "HY000 (1295)";

/// A statement, split at its placeholders, and its values.
struct Bound<'a> {
    pieces: Vec<&'a str>,
    values: &'a [Value],
    reuse: Caching,
}

impl<'a> Bound<'a> {
    /// Splits a statement. The numbers of placeholders and values are compared here, because the
    /// driver closes the connection if they differ.
    fn new(sql: &'a str, values: &'a [Value], reuse: Caching) -> QueryResult<Self> {
        let mut pieces = Vec::with_capacity(values.len() + 1);
        let mut start = 0;
        if sql.contains('?') {
            for (range, token) in tokens(sql) {
                if token == Token::Symbol('?') {
                    pieces.push(&sql[start..range.start]);
                    start = range.end;
                }
            }
        }
        if pieces.len() != values.len() {
            let (wanted, given) = (pieces.len(), values.len());
            let message = format!("the statement takes {wanted} values, and {given} were given");
            return Err(DieselError::QueryBuilderError(message.into()));
        }
        pieces.push(&sql[start..]);
        Ok(Self {
            pieces,
            values,
            reuse,
        })
    }
}

impl QueryFragment<Mysql> for Bound<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Mysql>) -> QueryResult<()> {
        if self.reuse == Caching::Once {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(self.pieces[0]);
        for (value, piece) in self.values.iter().zip(&self.pieces[1..]) {
            bind(&mut out, value)?;
            out.push_sql(piece);
        }
        Ok(())
    }
}

fn bind<'b>(out: &mut AstPass<'_, 'b, Mysql>, value: &'b Value) -> QueryResult<()> {
    match value {
        Value::Null => out.push_bind_param::<Nullable<Text>, _>(&None::<String>),
        Value::Bool(truth) => out.push_bind_param::<Bool, _>(truth),
        Value::Integer(number) => out.push_bind_param::<BigInt, _>(number),
        Value::Real(number) => out.push_bind_param::<Double, _>(number),
        Value::Text(text) => out.push_bind_param::<Text, _>(text),
        Value::Bytes(bytes) => out.push_bind_param::<Varbinary, _>(bytes),
    }
}

impl QueryId for Bound<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Bound<'_> {
    type SqlType = Untyped;
}

/// Runs a statement and returns its rows; without columns if there are no rows.
pub(super) async fn rows(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
    values: &[Value],
    reuse: Caching,
) -> Result<Rows, ServerError> {
    match raw_rows(connection, sql, values, reuse).await {
        Ok(rows) => Ok(rows),
        Err(error) => failed(connection, error, sql, values).await,
    }
}

/// Returns rows as [`rows`] does, without parameters; the inner error is the name of a column that
/// the driver cannot read.
pub(super) async fn rows_or_unreadable(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
) -> Result<Result<Rows, String>, ServerError> {
    let error = match raw_rows(connection, sql, &[], Caching::Once).await {
        Ok(rows) => return Ok(Ok(rows)),
        Err(error) => error,
    };
    if let DieselError::DeserializationError(inner) = &error
        && let Some(unreadable) = inner.downcast_ref::<Unreadable>()
    {
        return Ok(Err(unreadable.0.clone()));
    }
    failed(connection, error, sql, &[]).await.map(Ok)
}

/// Runs a statement as text if the server cannot prepare it; otherwise returns its error.
async fn failed(
    connection: &mut AsyncMysqlConnection,
    error: DieselError,
    sql: &str,
    values: &[Value],
) -> Result<Rows, ServerError> {
    let failure = error::read_back(connection, error, sql).await;
    if failure.code.as_deref() == Some(NOT_PREPARABLE) && values.is_empty() {
        run(connection, sql).await?;
        return Ok(Rows::default());
    }
    Err(failure)
}

/// Returns rows as [`rows`] does, with the driver's own error.
pub(super) async fn raw_rows(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
    values: &[Value],
    reuse: Caching,
) -> Result<Rows, DieselError> {
    let bound = Bound::new(sql, values, reuse)?;
    let loaded: QueryResult<Vec<AnyRow>> = diesel_async::RunQueryDsl::load(bound, connection).await;
    let rows = match loaded {
        Ok(rows) => rows,
        // This is how diesel-async reports that the statement ran and returns no rows.
        Err(DieselError::DeserializationError(error))
            if error.is::<diesel::result::UnexpectedEndOfRow>() =>
        {
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    let names = rows.first().map(|row| row.names.clone());
    let columns: Arc<[String]> = names.unwrap_or_default().into();
    let rows = rows
        .into_iter()
        .map(|row| Row::new(Arc::clone(&columns), row.values))
        .collect();
    Ok(Rows { columns, rows })
}

/// Runs a statement and returns the number of affected rows.
pub(super) async fn execute(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
    values: &[Value],
    reuse: Caching,
) -> Result<u64, ServerError> {
    let executed = match Bound::new(sql, values, reuse) {
        Ok(bound) => diesel_async::RunQueryDsl::execute(bound, connection).await,
        Err(error) => Err(error),
    };
    let failure = match executed {
        Ok(count) => return Ok(count as u64),
        Err(error) => error::read_back(connection, error, sql).await,
    };
    if failure.code.as_deref() == Some(NOT_PREPARABLE) && values.is_empty() {
        run(connection, sql).await?;
        return Ok(0);
    }
    Err(failure)
}

/// Runs one or several statements as text.
pub(super) async fn run(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
) -> Result<(), ServerError> {
    match connection.batch_execute(sql).await {
        Ok(()) => Ok(()),
        Err(error) => Err(error::read_back(connection, error, sql).await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_cut_at_its_placeholders_only() {
        let sql = "SELECT ?, '?', `?` /* ? */ -- ?\n, ?";
        let values = [Value::Integer(1), Value::Null];
        let bound = Bound::new(sql, &values, Caching::Prepared).unwrap();
        assert_eq!(bound.pieces, ["SELECT ", ", '?', `?` /* ? */ -- ?\n, ", ""]);
    }
}
