//! What is paid once, where Diesel would pay at every call: round trips and texts.
//!
//! Diesel never keeps an `UPDATE` or an `ON CONFLICT DO UPDATE` in its statement cache, because a
//! change set may leave columns out; `sql_query` and `dsl::sql` are not kept either. These
//! fragments are checked by the same traits and use Diesel's stable interface alone, and they are
//! kept: the cache knows them by their text.

mod changes;
mod kept;
mod row;
mod run;
mod sql_file;
mod update;
mod upsert;

pub(crate) use row::{read, row};
pub(crate) use run::RunQueryDsl;
pub(crate) use sql_file::{SqlFile, sql_file};
pub(crate) use update::update;
pub(crate) use upsert::upsert;
