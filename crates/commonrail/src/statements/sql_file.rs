//! Statements from `.sql` files, with typed values bound and typed columns returned.

use std::marker::PhantomData;

use diesel::pg::{Pg, PgQueryBuilder};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryBuilder as _, QueryFragment, QueryId};

/// Creates the statement `text`, which returns columns of the types `ST`.
///
/// `binds` is a tuple of `value.into_sql::<Type>()`, one for each of `$1`, `$2`…, which must first
/// appear in the text in this order; a value may appear again later.
pub const fn sql_file<ST, B>(text: &'static str, binds: B) -> SqlFile<ST, B> {
    SqlFile {
        text,
        binds,
        columns: PhantomData,
    }
}

/// A statement from a file; see [`sql_file()`].
pub struct SqlFile<ST, B> {
    text: &'static str,
    binds: B,
    columns: PhantomData<ST>,
}

impl<ST, B> Query for SqlFile<ST, B> {
    type SqlType = ST;
}

impl<ST, B> QueryId for SqlFile<ST, B> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// A tuple of bound values.
pub trait Binds {
    /// Writes the value at this position, counted from 1; returns true if there is one.
    fn walk_bind<'b>(&'b self, place: usize, out: AstPass<'_, 'b, Pg>) -> QueryResult<bool>;
}

macro_rules! binds {
    ($($type:ident = $place:literal at $index:tt),*) => {
        impl<$($type: QueryFragment<Pg>),*> Binds for ($($type,)*) {
            fn walk_bind<'b>(
                &'b self,
                place: usize,
                out: AstPass<'_, 'b, Pg>,
            ) -> QueryResult<bool> {
                match place {
                    $($place => self.$index.walk_ast(out)?,)*
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    };
}

impl Binds for () {
    fn walk_bind<'b>(&'b self, _: usize, _: AstPass<'_, 'b, Pg>) -> QueryResult<bool> {
        Ok(false)
    }
}

binds!(A = 1 at 0);
binds!(A = 1 at 0, B = 2 at 1);
binds!(A = 1 at 0, B = 2 at 1, C = 3 at 2);
binds!(A = 1 at 0, B = 2 at 1, C = 3 at 2, D = 4 at 3);
binds!(A = 1 at 0, B = 2 at 1, C = 3 at 2, D = 4 at 3, E = 5 at 4, F = 6 at 5, G = 7 at 6, H = 8 at 7);
binds!(A = 1 at 0, B = 2 at 1, C = 3 at 2, D = 4 at 3, E = 5 at 4, F = 6 at 5, G = 7 at 6, H = 8 at 7, I = 9 at 8);

impl<ST, B: Binds> QueryFragment<Pg> for SqlFile<ST, B> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let mut pieces = self.text.trim_end().split('$');
        out.push_sql(pieces.next().unwrap_or_default());
        let mut bound = 0;
        for piece in pieces {
            let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
            let (place, rest) = piece.split_at(digits);
            let next = bound + 1;
            if place.parse() == Ok(next) && self.binds.walk_bind(next, out.reborrow())? {
                bound = next;
            } else {
                out.push_sql("$");
                out.push_sql(place);
            }
            out.push_sql(rest);
        }
        Ok(())
    }

    /// Pushes the text unchanged: its parameter numbers are those that Diesel would write.
    fn to_sql(&self, out: &mut PgQueryBuilder, _: &Pg) -> QueryResult<()> {
        out.push_sql(self.text.trim_end());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::sql_types::{BigInt, Text};

    #[test]
    fn values_are_bound_once_and_may_be_mentioned_again() {
        let binds = ("a".into_sql::<Text>(), 2_i64.into_sql::<BigInt>());
        let statement: SqlFile<Text, _> = sql_file("SELECT $1, $2, $1\n", binds);
        let shown = diesel::debug_query::<Pg, _>(&statement).to_string();
        assert_eq!(shown, r#"SELECT $1, $2, $1 -- binds: ["a", 2]"#);
    }

    #[test]
    fn the_text_is_what_a_walk_would_write() {
        /// A query fragment with Diesel's default `to_sql`, which writes the text by walking the
        /// query.
        struct Walk<Q>(Q);
        impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Walk<Q> {
            fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                self.0.walk_ast(out)
            }
        }
        let text = |query: &dyn QueryFragment<Pg>| {
            let mut out = PgQueryBuilder::default();
            query.to_sql(&mut out, &Pg).unwrap();
            out.finish()
        };
        let binds = || ("a".into_sql::<Text>(), 2_i64.into_sql::<BigInt>());
        let statement = || sql_file::<Text, _>("SELECT $1, $2, $1, '$9'\n", binds());
        assert_eq!(text(&statement()), text(&Walk(statement())));
    }
}
