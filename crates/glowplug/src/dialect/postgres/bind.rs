//! Statements with bind parameters.

use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, BoxedSqlQuery, Query, QueryFragment, QueryId, SqlQuery};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, Bool, Double, SqlType, Text};

use crate::model::Value;
use crate::session::Caching;

/// A statement with its bind parameters.
pub(super) struct Bound {
    query: BoxedSqlQuery<'static, Pg, SqlQuery>,
    reuse: Caching,
}

/// A parameter type that the server infers, as it does for a literal `NULL`.
#[derive(SqlType)]
#[diesel(postgres_type(oid = 0, array_oid = 0))]
struct Inferred;

#[derive(Debug)]
struct Null;

impl ToSql<Inferred, Pg> for Null {
    fn to_sql<'b>(&'b self, _: &mut Output<'b, '_, Pg>) -> serialize::Result {
        Ok(IsNull::Yes)
    }
}

impl Bound {
    pub(super) fn new(sql: &str, values: &[Value], reuse: Caching) -> Self {
        let mut query = diesel::sql_query(sql).into_boxed::<Pg>();
        for value in values {
            query = match value {
                Value::Null => query.bind::<Inferred, _>(Null),
                Value::Bool(truth) => query.bind::<Bool, _>(*truth),
                Value::Integer(number) => query.bind::<BigInt, _>(*number),
                Value::Real(number) => query.bind::<Double, _>(*number),
                Value::Text(text) => query.bind::<Text, _>(text.clone()),
                Value::Bytes(bytes) => query.bind::<Binary, _>(bytes.clone()),
            };
        }
        Self { query, reuse }
    }
}

impl QueryFragment<Pg> for Bound {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.query.walk_ast(pass)
    }

    /// Keeps a prepared statement only if it is executed repeatedly. The key is the text with the
    /// types of its parameters.
    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(self.reuse == Caching::Prepared)
    }
}

impl QueryId for Bound {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Bound {
    type SqlType = diesel::sql_types::Untyped;
}
