//! Statements that stay cached where Diesel would prepare or print them at every call.
//!
//! Diesel never keeps an `UPDATE` or an `ON CONFLICT DO UPDATE` in its statement cache, because a
//! changeset may leave out columns; `sql_query` and `dsl::sql` are not cached either. [`update`],
//! [`upsert()`] and [`sql_file()`] are checked by the same traits and stay in the cache.
//!
//! [`RunQueryDsl`] replaces diesel-async's: it also caches the SQL text, which Diesel otherwise
//! prints at every call. [`row!`](crate::row) reads rows directly into their struct.
//!
//! ```
//! use commonrail::statements::{RunQueryDsl, update};
//! use diesel::prelude::*;
//! use diesel_async::AsyncPgConnection;
//!
//! diesel::table! {
//!     users (id) {
//!         id -> BigInt,
//!         name -> Text,
//!     }
//! }
//!
//! commonrail::row! {
//!     /// A user.
//!     pub struct User of users {
//!         pub id: i64,
//!         pub name: String,
//!     }
//! }
//!
//! async fn rename(mut conn: &AsyncPgConnection, id: i64, name: &str) -> QueryResult<User> {
//!     update(users::table)
//!         .set(users::name.eq(name))
//!         .filter(users::id.eq(id))
//!         .returning(User::as_select())
//!         .get_result(&mut conn)
//!         .await
//! }
//! ```

mod changes;
mod row;
mod run;
#[cfg(test)]
mod sample;
mod sql_cache;
mod sql_file;
mod update;
mod upsert;

#[doc(hidden)]
pub use row::read;
pub use run::RunQueryDsl;
pub use sql_cache::CachedSql;
pub use sql_file::{Binds, SqlFile, sql_file};
pub use update::{Update, UpdateFilter, UpdateSet, UpdateTable, update};
pub use upsert::{ConflictColumns, Upsert, UpsertConflict, UpsertInto, UpsertSet, upsert};
