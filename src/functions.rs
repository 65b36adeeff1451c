//! SQL functions and operators declared to Diesel, and the two look-ups that most statements share.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Bool, Jsonb, Text, Timestamptz};

use crate::error::Error;
use crate::id::{DiscordUserId, GuildId};
use crate::page::Cursor;
use crate::path::ConfigPath;
use crate::schema::{servers, users};

#[declare_sql_function]
extern "SQL" {
    /// Works like `jsonb_set`, but creates missing parents and refuses a parent that is not an
    /// object (SQLSTATE `22023`), where `jsonb_set` would silently change nothing.
    fn jsonb_set_deep(target: Jsonb, path: Array<Text>, value: Jsonb) -> Jsonb;
}

/// Names the path that `jsonb_set_deep` refused because it leads through a scalar or an array.
pub(crate) fn refused_path(error: Error, path: &ConfigPath) -> Error {
    match error.sqlstate() {
        Some(state) if state.code() == "22023" => Error::invalid(
            path.to_string(),
            "leads through a value that is not an object",
        ),
        _ => error,
    }
}

/// Builds `(SELECT server_id FROM servers WHERE discord_server_id = $1 LIMIT $2)`.
#[auto_type(no_type_alias)]
pub(crate) fn server_key(guild: GuildId) -> _ {
    servers::table
        .filter(servers::discord_server_id.eq(guild))
        .select(servers::server_id)
        .single_value()
        .assume_not_null()
}

/// Builds `(SELECT user_id FROM users WHERE discord_user_id = $1 LIMIT $2)`.
#[auto_type(no_type_alias)]
pub(crate) fn user_key(user: DiscordUserId) -> _ {
    users::table
        .filter(users::discord_user_id.eq(user))
        .select(users::user_id)
        .single_value()
        .assume_not_null()
}

/// Builds `(created_at, key) < ($1, $2)`: the rows after a cursor in a list that is newest first.
///
/// A row comparison is one index condition at any depth; the same condition written with `OR` reads
/// every row before the cursor.
/// <https://www.postgresql.org/docs/current/functions-comparisons.html#ROW-WISE-COMPARISON>
pub(crate) fn row_before<C, K>(created_at: C, key: K, place: Cursor) -> RowBefore<C, K>
where
    C: Expression<SqlType = Timestamptz>,
    K: Expression<SqlType = BigInt>,
{
    RowBefore {
        created_at,
        key,
        place_created_at: place.created_at,
        place_key: place.key,
    }
}

/// The expression that [`row_before`] builds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowBefore<C, K> {
    created_at: C,
    key: K,
    place_created_at: DateTime<Utc>,
    place_key: i64,
}

impl<C, K> Expression for RowBefore<C, K> {
    type SqlType = Bool;
}

impl<C: QueryId, K: QueryId> QueryId for RowBefore<C, K> {
    type QueryId = RowBefore<C::QueryId, K::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = C::HAS_STATIC_QUERY_ID && K::HAS_STATIC_QUERY_ID;
}

impl<C, K, G> ValidGrouping<G> for RowBefore<C, K> {
    type IsAggregate = is_aggregate::No;
}

impl<C, K, S> AppearsOnTable<S> for RowBefore<C, K>
where
    C: AppearsOnTable<S>,
    K: AppearsOnTable<S>,
{
}

impl<C, K, S> SelectableExpression<S> for RowBefore<C, K>
where
    C: SelectableExpression<S>,
    K: SelectableExpression<S>,
{
}

impl<C, K> QueryFragment<Pg> for RowBefore<C, K>
where
    C: QueryFragment<Pg>,
    K: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(");
        self.created_at.walk_ast(out.reborrow())?;
        out.push_sql(", ");
        self.key.walk_ast(out.reborrow())?;
        out.push_sql(") < (");
        out.push_bind_param::<Timestamptz, _>(&self.place_created_at)?;
        out.push_sql(", ");
        out.push_bind_param::<BigInt, _>(&self.place_key)?;
        out.push_sql(")");
        Ok(())
    }
}
