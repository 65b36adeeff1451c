//! Queries whose SQL text is built once.
//!
//! Diesel walks a query's whole tree for its text at every call, also when the statement has long
//! been prepared: of all instructions of an insert in the client that was a third. The text of a
//! query with a static `QueryId` is the same each time (Diesel's statement cache relies on it, and
//! knows the statement by that id), so it is kept.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use diesel::pg::{Pg, PgQueryBuilder};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryBuilder as _, QueryFragment, QueryId};

/// The texts of all kept queries; each thread has its own, so that nobody waits.
type Texts = HashMap<TypeId, Box<str>, BuildHasherDefault<IdHasher>>;

thread_local! {
    static TEXTS: RefCell<Texts> = RefCell::default();
}

/// A query whose text is built once, if it is the same each time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept<Q>(pub(super) Q);

impl<Q: Query> Query for Kept<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryId> QueryId for Kept<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

/// `to_sql` and `is_safe_to_cache_prepared` are Diesel's for connections: diesel-async, which
/// calls them, is bound to one minor version of Diesel as they are.
impl<Q: QueryFragment<Pg> + QueryId> QueryFragment<Pg> for Kept<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn to_sql(&self, out: &mut PgQueryBuilder, backend: &Pg) -> QueryResult<()> {
        let Some(id) = Q::query_id() else {
            return self.0.to_sql(out, backend);
        };
        let pushed = TEXTS.with_borrow(|texts| {
            let text = texts.get(&id);
            text.inspect(|text| out.push_sql(text)).is_some()
        });
        if pushed {
            return Ok(());
        }
        self.0.to_sql(out, backend)?;
        if self.0.is_safe_to_cache_prepared(backend)? {
            keep(id, &self.0, backend)?;
        }
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, backend: &Pg) -> QueryResult<bool> {
        let kept =
            Q::query_id().is_some_and(|id| TEXTS.with_borrow(|texts| texts.contains_key(&id)));
        if kept {
            return Ok(true);
        }
        self.0.is_safe_to_cache_prepared(backend)
    }
}

#[cold]
fn keep(id: TypeId, query: &dyn QueryFragment<Pg>, backend: &Pg) -> QueryResult<()> {
    let mut text = PgQueryBuilder::default();
    query.to_sql(&mut text, backend)?;
    TEXTS.with_borrow_mut(|texts| texts.insert(id, text.finish().into_boxed_str()));
    Ok(())
}

/// A `TypeId` is a hash itself.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::users;
    use std::cell::Cell;

    fn text(query: &dyn QueryFragment<Pg>) -> String {
        let mut out = PgQueryBuilder::default();
        query.to_sql(&mut out, &Pg).unwrap();
        out.finish()
    }

    /// Counts its walks; its text is always the same.
    struct Counted<'a>(&'a Cell<usize>);

    impl QueryId for Counted<'_> {
        type QueryId = Counted<'static>;
        const HAS_STATIC_QUERY_ID: bool = true;
    }

    impl QueryFragment<Pg> for Counted<'_> {
        fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
            self.0.set(self.0.get() + 1);
            out.push_sql("SELECT 1");
            Ok(())
        }
    }

    #[test]
    fn a_text_is_built_once() {
        let walks = Cell::new(0);
        assert_eq!(text(&Kept(Counted(&walks))), "SELECT 1");
        let first = walks.get();
        let again = Kept(Counted(&walks));
        assert_eq!(text(&again), "SELECT 1");
        assert!(again.is_safe_to_cache_prepared(&Pg).unwrap());
        assert_eq!(walks.get(), first);
    }

    #[test]
    fn every_query_has_its_own_text() {
        let by_key = |key: i64| Kept(users::table.filter(users::user_id.eq(key)));
        let by_name =
            |name: &'static str| Kept(users::table.filter(users::discord_user_id.eq(name)));
        for key in [1, 2] {
            assert!(text(&by_key(key)).ends_with(r#"("users"."user_id" = $1)"#));
            assert!(text(&by_name("a")).ends_with(r#"("users"."discord_user_id" = $1)"#));
        }
    }

    #[test]
    fn a_text_that_depends_on_values_is_not_kept() {
        let boxed = |name: Option<&'static str>| {
            let query = users::table.into_boxed::<Pg>();
            match name {
                Some(name) => Kept(query.filter(users::discord_user_id.eq(name))),
                None => Kept(query),
            }
        };
        assert!(text(&boxed(Some("a"))).ends_with("= $1)"));
        assert!(text(&boxed(None)).ends_with(r#"FROM "users""#));
    }
}
