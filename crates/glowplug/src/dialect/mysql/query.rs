//! One statement with bound values, as Diesel wants it.

use std::sync::Arc;

use diesel::QueryResult;
use diesel::mysql::Mysql;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::Error as DieselError;
use diesel::sql_types::{BigInt, Bool, Double, Nullable, Text, Untyped, Varbinary};
use diesel_async::{AsyncMysqlConnection, SimpleAsyncConnection};

use super::error;
use super::rows::AnyRow;
use super::tokens::{Token, tokens};
use crate::error::ServerError;
use crate::model::{Row, Rows, Value};
use crate::session::Reuse;

/// The server refuses to prepare some statements, `LOCK TABLES` for example; they go as text.
const NOT_PREPARABLE: &str = "HY000 (1295)";

/// A statement, cut at its placeholders, and its values.
struct Bound<'a> {
    pieces: Vec<&'a str>,
    values: &'a [Value],
    reuse: Reuse,
}

impl<'a> Bound<'a> {
    /// The driver gives the connection up when the numbers differ, so that is found out first.
    fn new(sql: &'a str, values: &'a [Value], reuse: Reuse) -> QueryResult<Self> {
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
        if self.reuse == Reuse::Once {
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

/// Runs one statement and reads its rows; no columns when it returns no rows at all.
pub(super) async fn rows(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
    values: &[Value],
    reuse: Reuse,
) -> Result<Rows, ServerError> {
    let failure = match raw_rows(connection, sql, values, reuse).await {
        Ok(rows) => return Ok(rows),
        Err(error) => error::read_back(connection, error, sql).await,
    };
    if failure.code.as_deref() == Some(NOT_PREPARABLE) && values.is_empty() {
        run(connection, sql).await?;
        return Ok(Rows::default());
    }
    Err(failure)
}

/// As [`rows`], with the driver's own error.
pub(super) async fn raw_rows(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
    values: &[Value],
    reuse: Reuse,
) -> Result<Rows, DieselError> {
    let bound = Bound::new(sql, values, reuse)?;
    let loaded: QueryResult<Vec<AnyRow>> = diesel_async::RunQueryDsl::load(bound, connection).await;
    let rows = match loaded {
        Ok(rows) => rows,
        // So diesel-async says that the statement, which was done, returns no rows.
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

/// Runs one statement and counts the rows that it wrote.
pub(super) async fn execute(
    connection: &mut AsyncMysqlConnection,
    sql: &str,
    values: &[Value],
    reuse: Reuse,
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

/// Runs statements as text.
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
        let bound = Bound::new(sql, &values, Reuse::Often).unwrap();
        assert_eq!(bound.pieces, ["SELECT ", ", '?', `?` /* ? */ -- ?\n, ", ""]);
    }
}
