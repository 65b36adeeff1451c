//! Runs a single statement with parameters, and reads its rows by their storage class.

use std::sync::Arc;

use diesel::SqliteConnection;
use diesel::connection::{LoadConnection, SimpleConnection};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::row::{Field, Row as _};
use diesel::sql_types::{BigInt, Binary, Double, Nullable, Text, Untyped};
use diesel::sqlite::{Sqlite, SqliteType};

use super::{error, offset};
use crate::error::ServerError;
use crate::model::{Row, Rows, Value};
use crate::session::Caching;

/// The value bound for `NULL`: bound values have to outlive the statement.
static NOTHING: Option<String> = None;

/// A statement with its parameters, for Diesel.
struct Bound<'a> {
    sql: &'a str,
    values: &'a [Value],
    reuse: Caching,
}

impl QueryFragment<Sqlite> for Bound<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> diesel::QueryResult<()> {
        if self.reuse == Caching::Once {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(self.sql);
        for value in self.values {
            match value {
                Value::Null => out.push_bind_param_value_only::<Nullable<Text>, _>(&NOTHING)?,
                Value::Bool(true) => out.push_bind_param_value_only::<BigInt, _>(&1_i64)?,
                Value::Bool(false) => out.push_bind_param_value_only::<BigInt, _>(&0_i64)?,
                Value::Integer(number) => out.push_bind_param_value_only::<BigInt, _>(number)?,
                Value::Real(number) => out.push_bind_param_value_only::<Double, _>(number)?,
                Value::Text(text) => out.push_bind_param_value_only::<Text, _>(text)?,
                Value::Bytes(bytes) => out.push_bind_param_value_only::<Binary, _>(bytes)?,
            }
        }
        Ok(())
    }
}

impl QueryId for Bound<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Bound<'_> {
    type SqlType = Untyped;
}

/// A function that reads a value.
type Read<V> = fn(&mut diesel::sqlite::SqliteValue<'_, '_, '_>) -> V;

/// Column names, and rows of values.
pub(super) struct Answer<V> {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<V>>,
}

/// Runs a statement and returns its rows.
pub(super) fn query(
    connection: &mut SqliteConnection,
    sql: &str,
    values: &[Value],
    reuse: Caching,
) -> Result<Rows, ServerError> {
    let answer = load(
        connection,
        sql,
        values,
        reuse,
        Value::Null,
        |value| match value.value_type() {
            None => Value::Null,
            Some(SqliteType::Text) => Value::Text(value.read_text().to_owned()),
            Some(SqliteType::Binary) => Value::Bytes(value.read_blob().to_vec()),
            Some(SqliteType::Float | SqliteType::Double) => Value::Real(value.read_double()),
            Some(SqliteType::SmallInt | SqliteType::Integer | SqliteType::Long) => {
                Value::Integer(value.read_long())
            }
        },
    )?;
    let columns: Arc<[String]> = answer.columns.into();
    let rows = answer
        .rows
        .into_iter()
        .map(|values| Row::new(Arc::clone(&columns), values));
    Ok(Rows {
        rows: rows.collect(),
        columns,
    })
}

/// Runs a statement and returns its rows as text: numbers in SQLite's format, bytes as `X'0A'`.
pub(super) fn query_text(
    connection: &mut SqliteConnection,
    sql: &str,
) -> Result<Answer<Option<String>>, ServerError> {
    load(connection, sql, &[], Caching::Once, None, |value| {
        Some(match value.value_type() {
            Some(SqliteType::Binary) => hexadecimal(value.read_blob()),
            _ => value.read_text().to_owned(),
        })
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("X'{digits}'")
}

/// Runs a statement and returns its rows. Diesel exposes column names only with a row, so for an
/// empty result they are queried separately.
fn load<V: Clone>(
    connection: &mut SqliteConnection,
    sql: &str,
    values: &[Value],
    reuse: Caching,
    null: V,
    read: Read<V>,
) -> Result<Answer<V>, ServerError> {
    let bound = Bound { sql, values, reuse };
    let mut answer = match collect(connection, bound, &null, read) {
        Ok(answer) => answer,
        Err(error) => return Err(offset::placed(connection, sql, error::translate(&error))),
    };
    if answer.rows.is_empty() && matches!(leading_word(sql).as_str(), "SELECT" | "VALUES" | "WITH")
    {
        // `LIMIT 0` saves the work. A `WITH` that writes cannot be a subquery: it fails before it
        // has any effect.
        let named = format!(
            "SELECT answer.* FROM (SELECT 1) LEFT JOIN (SELECT * FROM (\n{}\n) LIMIT 0) AS answer",
            sql.trim_end().trim_end_matches(';')
        );
        let bound = Bound {
            sql: &named,
            values,
            reuse: Caching::Once,
        };
        if let Ok(named) = collect(connection, bound, &null, read) {
            answer.columns = named.columns;
        }
    }
    Ok(answer)
}

fn collect<V: Clone>(
    connection: &mut SqliteConnection,
    bound: Bound<'_>,
    null: &V,
    read: Read<V>,
) -> diesel::QueryResult<Answer<V>> {
    let mut answer = Answer {
        columns: Vec::new(),
        rows: Vec::new(),
    };
    for row in connection.load(bound)? {
        let row = row?;
        let fields = (0..row.field_count()).filter_map(|index| row.get(index));
        if answer.rows.is_empty() {
            answer.columns = fields
                .clone()
                .map(|field| field.field_name().unwrap_or_default().to_owned())
                .collect();
        }
        let values = fields.map(|field| {
            field
                .value()
                .map_or_else(|| null.clone(), |mut value| read(&mut value))
        });
        answer.rows.push(values.collect());
    }
    Ok(answer)
}

/// Runs one or several statements without parameters; rows are discarded.
pub(super) fn exec(connection: &mut SqliteConnection, sql: &str) -> Result<(), ServerError> {
    connection
        .batch_execute(sql)
        .map_err(|error| error::translate(&error))
}

/// Returns the first value of the first row as a number; 0 if there is none.
pub(super) fn number(
    connection: &mut SqliteConnection,
    sql: &str,
    values: &[Value],
) -> Result<i64, ServerError> {
    let rows = query(connection, sql, values, Caching::Once)?;
    let first = rows.rows.first().and_then(|row| row.values().first());
    Ok(first.and_then(Value::as_integer).unwrap_or_default())
}

/// Returns the first column of all rows as text; other values are skipped.
pub(super) fn texts(
    connection: &mut SqliteConnection,
    sql: &str,
    values: &[Value],
) -> Result<Vec<String>, ServerError> {
    let rows = query(connection, sql, values, Caching::Once)?;
    let firsts = rows.rows.iter().filter_map(|row| row.values().first());
    Ok(firsts
        .filter_map(|value| value.as_text().map(str::to_owned))
        .collect())
}

/// Returns the first word of a statement in upper case, after any comments.
pub(super) fn leading_word(sql: &str) -> String {
    super::tokens::tokens(sql)
        .find(|token| token.kind != super::tokens::Kind::Comment)
        .filter(|token| token.kind == super::tokens::Kind::Word)
        .map(|token| token.text.to_ascii_uppercase())
        .unwrap_or_default()
}
