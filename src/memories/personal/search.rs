//! Searches the personal memories of a server.

use commonrail::statements::{RunQueryDsl, sql_file};
use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;

use super::PersonalMemory;
use crate::error::{ForRead, Result};
use crate::id::GuildId;
use crate::memories::{PersonalSearch, pattern};
use crate::page::{Page, PageRequest};
use crate::trace::counted;

/// Searches the personal memories of a server for a text, newest first, paged by key.
///
/// [`users::list_by_keys`](crate::users::list_by_keys) returns the users of a page of results, in
/// one more round trip.
///
/// The search is case-insensitive (in a database with the locale `C`, for ASCII letters only), and
/// ignores white space around the term. The statement is `src/sql/personal_memories_search.sql`;
/// the function that it calls is created by the migration `search_newest_memories_first`. It
/// searches the newest 200 memories first; if they do not fill the page, and two were found or
/// there are fewer than a thousand others, the next 1,000; the rest is found by the trigram index.
/// A term of one or two characters has no trigram: if it is rare, all memories are read.
///
/// ```sql
/// SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM search_personal_memories($1, $2, $3, $4, $5, $6, $7, $8, $9)
/// ```
///
/// # Errors
/// `InvalidInput` for a term that is blank or has more than 200 characters, and for a time before
/// 4712 BC. An unknown guild or user has no memories.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %guild, rows = Empty))]
pub async fn search(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    search: &PersonalSearch,
    request: PageRequest,
) -> Result<Page<PersonalMemory>> {
    let place = request.after;
    let rows = sql_file::<SqlTypeOf<AsSelect<PersonalMemory, Pg>>, _>(
        include_str!("../../sql/personal_memories_search.sql"),
        (
            guild.into_sql::<Text>(),
            pattern(&search.term, search.from, search.before)?.into_sql::<Text>(),
            search.user.into_sql::<Nullable<Text>>(),
            search.memory_type.as_ref().into_sql::<Nullable<Text>>(),
            search.from.into_sql::<Nullable<Timestamptz>>(),
            search.before.into_sql::<Nullable<Timestamptz>>(),
            place
                .map(|p| p.created_at)
                .into_sql::<Nullable<Timestamptz>>(),
            place.map(|p| p.key).into_sql::<Nullable<BigInt>>(),
            request.limit.probe().into_sql::<BigInt>(),
        ),
    )
    .load(&mut conn)
    .await
    .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}
