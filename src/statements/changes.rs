//! What `SET` says, and by which id the statement cache knows it.
//!
//! Diesel's own change sets have no id, but the expressions they are made of have one.

use std::marker::PhantomData;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, QueryFragment, QueryId};

/// The id of a statement, by the ids of its parts.
pub(crate) struct Id<Statement, Parts>(PhantomData<(Statement, Parts)>);

/// Changes of the same columns at every call.
pub(crate) struct Always<V: AsChangeset>(pub(super) V::Changeset);

/// Changes that leave columns out: the text differs from call to call.
pub(crate) struct Sometimes<V: AsChangeset>(pub(super) V::Changeset);

impl<V: AsChangeset + QueryId> QueryId for Always<V> {
    type QueryId = V::QueryId;
    const HAS_STATIC_QUERY_ID: bool = V::HAS_STATIC_QUERY_ID;
}

impl<V: AsChangeset> QueryId for Sometimes<V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<V> QueryFragment<Pg> for Always<V>
where
    V: AsChangeset,
    V::Changeset: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

impl<V> QueryFragment<Pg> for Sometimes<V>
where
    V: AsChangeset,
    V::Changeset: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}
