//! The changes of a `SET`, and their id for the statement cache.
//!
//! Diesel's own changesets have no query id, but the expressions they consist of have one.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, QueryFragment, QueryId};

/// The id of a statement, composed of the ids of its parts.
pub struct Id<Statement, Parts>(PhantomData<(Statement, Parts)>);

/// Changes that set the same columns at every call.
pub struct Fixed<V: AsChangeset>(pub(super) V::Changeset);

/// Changes that may leave out columns, so that the text differs between calls.
pub struct Optional<V: AsChangeset>(pub(super) V::Changeset);

impl<V: AsChangeset + QueryId> QueryId for Fixed<V> {
    type QueryId = V::QueryId;
    const HAS_STATIC_QUERY_ID: bool = V::HAS_STATIC_QUERY_ID;
}

impl<V: AsChangeset> QueryId for Optional<V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<V> QueryFragment<Pg> for Fixed<V>
where
    V: AsChangeset,
    V::Changeset: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

impl<V> QueryFragment<Pg> for Optional<V>
where
    V: AsChangeset,
    V::Changeset: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}
