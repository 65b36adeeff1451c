//! `INSERT … ON CONFLICT (…) DO UPDATE SET … RETURNING …` that stays in the statement cache.

use diesel::expression::{Expression, SelectableExpression};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, InsertStatement, Query, QueryFragment, QueryId};
use diesel::query_source::{Column, QuerySource};

use super::changes::{Fixed, Id};

/// Turns an insert into an upsert, which updates the existing row with the same key:
/// `.on_conflict(columns)`, `.set(…)`, `.returning(…)`, in this order.
///
/// The values must not leave out columns: `#[diesel(treat_none_as_default_value = false)]`.
pub const fn upsert<T: QuerySource, V>(insert: InsertStatement<T, V>) -> UpsertInto<T, V> {
    UpsertInto { insert }
}

/// `INSERT INTO table (…) VALUES (…)`
pub struct UpsertInto<T: QuerySource, V> {
    insert: InsertStatement<T, V>,
}

/// `INSERT … ON CONFLICT (…)`
pub struct UpsertConflict<T: QuerySource, V, C> {
    insert: InsertStatement<T, V>,
    columns: C,
}

/// `INSERT … ON CONFLICT (…) DO UPDATE SET …`
pub struct UpsertSet<T: QuerySource, V, C, S> {
    insert: InsertStatement<T, V>,
    columns: C,
    changes: S,
}

/// Distinguishes the ids of upserts from those of other statements.
pub struct UpsertMark;

/// `INSERT … ON CONFLICT (…) DO UPDATE SET … RETURNING …`
pub struct Upsert<T: QuerySource, V, C, S, R> {
    insert: InsertStatement<T, V>,
    columns: C,
    changes: S,
    returning: R,
}

/// The columns of a unique constraint.
pub trait ConflictColumns<T> {
    /// Writes their names.
    fn walk(&self, out: AstPass<'_, '_, Pg>) -> QueryResult<()>;
}

impl<T, C: Column<Table = T>> ConflictColumns<T> for (C,) {
    fn walk(&self, mut out: AstPass<'_, '_, Pg>) -> QueryResult<()> {
        out.push_identifier(C::NAME)
    }
}

impl<T, C: Column<Table = T>, D: Column<Table = T>> ConflictColumns<T> for (C, D) {
    fn walk(&self, mut out: AstPass<'_, '_, Pg>) -> QueryResult<()> {
        out.push_identifier(C::NAME)?;
        out.push_sql(", ");
        out.push_identifier(D::NAME)
    }
}

impl<T: QuerySource, V> UpsertInto<T, V> {
    /// Names the columns of the unique constraint.
    pub fn on_conflict<C>(self, columns: C) -> UpsertConflict<T, V, C>
    where
        C: ConflictColumns<T>,
    {
        UpsertConflict {
            insert: self.insert,
            columns,
        }
    }
}

impl<T: QuerySource, V, C> UpsertConflict<T, V, C> {
    /// Sets columns of the existing row.
    pub fn set<S>(self, changes: S) -> UpsertSet<T, V, C, Fixed<S>>
    where
        S: AsChangeset<Target = T>,
    {
        UpsertSet {
            insert: self.insert,
            columns: self.columns,
            changes: Fixed(changes.as_changeset()),
        }
    }
}

impl<T: QuerySource, V, C, S> UpsertSet<T, V, C, S> {
    /// Selects the columns that the statement returns.
    pub fn returning<R>(self, returning: R) -> Upsert<T, V, C, S, R>
    where
        R: SelectableExpression<T>,
    {
        Upsert {
            insert: self.insert,
            columns: self.columns,
            changes: self.changes,
            returning,
        }
    }
}

impl<T: QuerySource, V, C, S, R: Expression> Query for Upsert<T, V, C, S, R> {
    type SqlType = R::SqlType;
}

impl<T, V, C, S, R> QueryId for Upsert<T, V, C, S, R>
where
    T: QuerySource,
    InsertStatement<T, V>: QueryId,
    C: QueryId,
    S: QueryId,
    R: QueryId,
{
    type QueryId = Id<
        UpsertMark,
        (
            <InsertStatement<T, V> as QueryId>::QueryId,
            C::QueryId,
            S::QueryId,
            R::QueryId,
        ),
    >;
    const HAS_STATIC_QUERY_ID: bool = <InsertStatement<T, V> as QueryId>::HAS_STATIC_QUERY_ID
        && C::HAS_STATIC_QUERY_ID
        && S::HAS_STATIC_QUERY_ID
        && R::HAS_STATIC_QUERY_ID;
}

impl<T, V, C, S, R> QueryFragment<Pg> for Upsert<T, V, C, S, R>
where
    T: QuerySource,
    InsertStatement<T, V>: QueryFragment<Pg>,
    C: ConflictColumns<T>,
    S: QueryFragment<Pg>,
    R: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.insert.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT (");
        self.columns.walk(out.reborrow())?;
        out.push_sql(") DO UPDATE SET ");
        self.changes.walk_ast(out.reborrow())?;
        out.push_sql(" RETURNING ");
        self.returning.walk_ast(out.reborrow())
    }
}
