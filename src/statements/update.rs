//! `UPDATE … SET … WHERE … RETURNING …` that the statement cache keeps.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, Query, QueryFragment, QueryId};
use diesel::query_source::QuerySource;
use diesel::sql_types::Bool;

/// Starts an `UPDATE` of a table: `.set(…)`, `.filter(…)`, `.returning(…)`, in this order.
pub(crate) const fn update<T>(table: T) -> UpdateTable<T> {
    UpdateTable { table }
}

/// `UPDATE table`
pub(crate) struct UpdateTable<T> {
    table: T,
}

/// `UPDATE table SET …`
pub(crate) struct UpdateSet<T, V> {
    table: T,
    changes: V,
}

/// `UPDATE table SET … WHERE …`
pub(crate) struct UpdateFilter<T, V, W> {
    table: T,
    changes: V,
    filter: W,
}

/// `UPDATE table SET … WHERE … RETURNING …`
pub(crate) struct Update<T: QuerySource, V, W, R> {
    table: T::FromClause,
    changes: V,
    filter: W,
    returning: R,
}

impl<T> UpdateTable<T> {
    pub(crate) fn set<V>(self, changes: V) -> UpdateSet<T, V::Changeset>
    where
        V: AsChangeset<Target = T>,
    {
        UpdateSet {
            table: self.table,
            changes: changes.as_changeset(),
        }
    }
}

impl<T, V> UpdateSet<T, V> {
    /// An update always says which rows: there is no way past a filter.
    pub(crate) fn filter<W>(self, filter: W) -> UpdateFilter<T, V, W>
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
    pub(crate) fn filter<P>(self, also: P) -> UpdateFilter<T, V, diesel::dsl::And<W, P>>
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

    pub(crate) fn returning<R>(self, returning: R) -> Update<T, V, W, R>
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

impl<T: QuerySource, V, W, R> QueryId for Update<T, V, W, R> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
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
