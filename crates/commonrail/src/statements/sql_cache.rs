//! Caches the SQL text of queries.
//!
//! Diesel walks a query's whole tree for its text at every call, even if the statement is already
//! prepared: for an insert that was a third of all instructions in the client. The text of a query
//! with a static `QueryId` is always the same (Diesel's statement cache relies on it and identifies
//! the statement by that id), so it is cached.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use diesel::pg::{Pg, PgQueryBuilder};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryBuilder as _, QueryFragment, QueryId};

/// The texts of all cached queries. Each thread has its own, so that no thread waits.
type Texts = HashMap<TypeId, Box<str>, BuildHasherDefault<IdHasher>>;

thread_local! {
    static TEXTS: RefCell<Texts> = RefCell::default();
}

/// A query whose text is printed once, if it is always the same.
#[derive(Debug, Clone, Copy)]
pub struct CachedSql<Q>(pub(super) Q);

impl<Q: Query> Query for CachedSql<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryId> QueryId for CachedSql<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

/// `to_sql` and `is_safe_to_cache_prepared` are Diesel's API for connection implementations, which
/// may change with each minor version. diesel-async, which calls them, depends on the same version.
impl<Q: QueryFragment<Pg> + QueryId> QueryFragment<Pg> for CachedSql<Q> {
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
            cache(id, &self.0, backend)?;
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
fn cache(id: TypeId, query: &dyn QueryFragment<Pg>, backend: &Pg) -> QueryResult<()> {
    let mut text = PgQueryBuilder::default();
    query.to_sql(&mut text, backend)?;
    TEXTS.with_borrow_mut(|texts| texts.insert(id, text.finish().into_boxed_str()));
    Ok(())
}

/// A hasher that returns a `TypeId` as it is, because that is a hash already.
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
    use crate::statements::sample::users;
    use std::cell::Cell;

    fn text(query: &dyn QueryFragment<Pg>) -> String {
        let mut out = PgQueryBuilder::default();
        query.to_sql(&mut out, &Pg).unwrap();
        out.finish()
    }

    /// A query that counts how often it is walked; its text is always the same.
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
        assert_eq!(text(&CachedSql(Counted(&walks))), "SELECT 1");
        let first = walks.get();
        let again = CachedSql(Counted(&walks));
        assert_eq!(text(&again), "SELECT 1");
        assert!(again.is_safe_to_cache_prepared(&Pg).unwrap());
        assert_eq!(walks.get(), first);
    }

    #[test]
    fn every_query_has_its_own_text() {
        let by_key = |key: i64| CachedSql(users::table.filter(users::user_id.eq(key)));
        let by_name =
            |name: &'static str| CachedSql(users::table.filter(users::discord_user_id.eq(name)));
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
                Some(name) => CachedSql(query.filter(users::discord_user_id.eq(name))),
                None => CachedSql(query),
            }
        };
        assert!(text(&boxed(Some("a"))).ends_with("= $1)"));
        assert!(text(&boxed(None)).ends_with(r#"FROM "users""#));
    }
}
