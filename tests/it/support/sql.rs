//! Short ways to run a statement and read one value.

use diesel::QueryableByName;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    value: String,
}

/// Runs statements without reading their results.
pub async fn run(mut conn: &AsyncPgConnection, sql: &str) -> Result<(), Error> {
    conn.batch_execute(sql).await
}

/// The value of an expression, as a number.
pub async fn number(mut conn: &AsyncPgConnection, expression: &str) -> i64 {
    let sql = format!("SELECT ({expression})::bigint AS value");
    let row: Number = diesel::sql_query(sql).get_result(&mut conn).await.unwrap();
    row.value
}

/// The value of an expression, as text.
pub async fn text(mut conn: &AsyncPgConnection, expression: &str) -> String {
    let sql = format!("SELECT ({expression})::text AS value");
    let row: Line = diesel::sql_query(sql).get_result(&mut conn).await.unwrap();
    row.value
}
