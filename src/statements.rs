//! Statements that Diesel's own builders would send in two round trips at every call.
//!
//! Diesel never keeps an `UPDATE` or an `ON CONFLICT DO UPDATE` in its statement cache, because a
//! change set may leave columns out; `sql_query` and `dsl::sql` are not kept either. These
//! fragments are checked by the same traits and use Diesel's stable interface alone, and they are
//! kept: the cache knows them by their text.

mod sql_file;
mod update;
mod upsert;

pub(crate) use sql_file::{SqlFile, sql_file};
pub(crate) use update::update;
pub(crate) use upsert::upsert;
