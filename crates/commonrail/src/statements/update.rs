//! `UPDATE … SET … WHERE … RETURNING …` that stays in the statement cache.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, Query, QueryFragment, QueryId};
use diesel::query_source::QuerySource;
use diesel::sql_types::Bool;

use super::changes::{Fixed, Id, Optional};

/// Starts an `UPDATE` of a table: `.set(…)`, `.filter(…)`, `.returning(…)`, in this order.
pub const fn update<T>(table: T) -> UpdateTable<T> {
    UpdateTable { table }
}

/// `UPDATE table`
pub struct UpdateTable<T> {
    table: T,
}

/// `UPDATE table SET …`
pub struct UpdateSet<T, V> {
    table: T,
    changes: V,
}

/// `UPDATE table SET … WHERE …`
pub struct UpdateFilter<T, V, W> {
    table: T,
    changes: V,
    filter: W,
}

/// `UPDATE table SET … WHERE … RETURNING …`
pub struct Update<T: QuerySource, V, W, R> {
    table: T::FromClause,
    changes: V,
    filter: W,
    returning: R,
}

impl<T> UpdateTable<T> {
    /// Sets columns, each with `column.eq(…)`: the text is the same at every call.
    pub fn set<V>(self, changes: V) -> UpdateSet<T, Fixed<V>>
    where
        V: AsChangeset<Target = T>,
    {
        UpdateSet {
            table: self.table,
            changes: Fixed(changes.as_changeset()),
        }
    }

    /// Sets the columns of a struct that have a value.
    pub fn set_some<V>(self, changes: V) -> UpdateSet<T, Optional<V>>
    where
        V: AsChangeset<Target = T>,
    {
        UpdateSet {
            table: self.table,
            changes: Optional(changes.as_changeset()),
        }
    }
}

impl<T, V> UpdateSet<T, V> {
    /// Restricts the rows. A filter is required: an update without one cannot be built.
    pub fn filter<W>(self, filter: W) -> UpdateFilter<T, V, W>
    where
        W: AppearsOnTable<T> + Expression<SqlType = Bool>,
    {
        UpdateFilter {
            table: self.table,
            changes: self.changes,
            filter,
        }
    }
}

impl<T, V, W> UpdateFilter<T, V, W> {
    /// Restricts the rows further.
    pub fn filter<P>(self, also: P) -> UpdateFilter<T, V, diesel::dsl::And<W, P>>
    where
        W: Expression<SqlType = Bool>,
        P: AppearsOnTable<T> + Expression<SqlType = Bool>,
    {
        UpdateFilter {
            table: self.table,
            changes: self.changes,
            filter: self.filter.and(also),
        }
    }

    /// Selects the columns that the statement returns for each changed row.
    pub fn returning<R>(self, returning: R) -> Update<T, V, W, R>
    where
        T: QuerySource,
        R: SelectableExpression<T>,
    {
        Update {
            table: self.table.from_clause(),
            changes: self.changes,
            filter: self.filter,
            returning,
        }
    }
}

impl<T: QuerySource, V, W, R: Expression> Query for Update<T, V, W, R> {
    type SqlType = R::SqlType;
}

impl<T, V, W, R> QueryId for Update<T, V, W, R>
where
    T: QuerySource + QueryId,
    V: QueryId,
    W: QueryId,
    R: QueryId,
{
    type QueryId = Id<UpdateTable<()>, (T::QueryId, V::QueryId, W::QueryId, R::QueryId)>;
    const HAS_STATIC_QUERY_ID: bool = T::HAS_STATIC_QUERY_ID
        && V::HAS_STATIC_QUERY_ID
        && W::HAS_STATIC_QUERY_ID
        && R::HAS_STATIC_QUERY_ID;
}

impl<T, V, W, R> QueryFragment<Pg> for Update<T, V, W, R>
where
    T: QuerySource,
    T::FromClause: QueryFragment<Pg>,
    V: QueryFragment<Pg>,
    W: QueryFragment<Pg>,
    R: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("UPDATE ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" SET ");
        self.changes.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.filter.walk_ast(out.reborrow())?;
        out.push_sql(" RETURNING ");
        self.returning.walk_ast(out.reborrow())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::sample::users;

    #[derive(AsChangeset)]
    #[diesel(table_name = users)]
    struct Changes<'a> {
        discord_user_id: Option<&'a str>,
    }

    fn id<Q: QueryId>(_: &Q) -> Option<std::any::TypeId> {
        Q::query_id()
    }

    #[test]
    fn an_update_is_known_by_what_it_sets_and_where() {
        let key = |key: i64| {
            update(users::table)
                .set(users::discord_user_id.eq("a"))
                .filter(users::user_id.eq(key))
                .returning(users::user_id)
        };
        let name = update(users::table)
            .set(users::discord_user_id.eq("a"))
            .filter(users::discord_user_id.eq("b"))
            .returning(users::user_id);
        let other = update(users::table)
            .set(users::user_id.eq(1))
            .filter(users::user_id.eq(1))
            .returning(users::user_id);
        assert!(id(&key(1)).is_some() && id(&key(1)) == id(&key(2)));
        assert!(id(&key(1)) != id(&name) && id(&key(1)) != id(&other));
    }

    #[test]
    fn an_update_of_some_columns_is_known_by_its_text_alone() {
        let some = update(users::table)
            .set_some(Changes {
                discord_user_id: Some("a"),
            })
            .filter(users::user_id.eq(1))
            .returning(users::user_id);
        assert_eq!(id(&some), None);
    }
}
