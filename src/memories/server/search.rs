//! Searches the memories of a server.

use commonrail::statements::{RunQueryDsl, sql_file};
use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;

use super::ServerMemory;
use crate::error::{ForRead, Result};
use crate::id::GuildId;
use crate::memories::{ServerSearch, pattern};
use crate::page::{Page, PageRequest};
use crate::trace::counted;

/// Searches the memories of a server for a text, newest first, paged by key.
///
/// The search is case-insensitive (in a database with the locale `C`, for ASCII letters only), and
/// ignores white space around the term. The statement is `src/sql/server_memories_search.sql`; the
/// function that it calls is created by the migration `search_newest_memories_first`. It searches
/// the newest 200 memories first; if they do not fill the page, and two were found or there are
/// fewer than a thousand others, the next 1,000; the rest is found by the trigram index. A term of
/// one or two characters has no trigram: if it is rare, all memories are read.
///
/// ```sql
/// SELECT memory_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM search_server_memories($1, $2, $3, $4, $5, $6, $7, $8)
/// ```
///
/// # Errors
/// `InvalidInput` for a term that is blank or has more than 200 characters, and for a time before
/// 4712 BC. An unknown guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %guild, rows = Empty))]
pub async fn search(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    search: &ServerSearch,
    request: PageRequest,
) -> Result<Page<ServerMemory>> {
    let place = request.after;
    let rows = sql_file::<SqlTypeOf<AsSelect<ServerMemory, Pg>>, _>(
        include_str!("../../sql/server_memories_search.sql"),
        (
            guild.into_sql::<Text>(),
            pattern(&search.term, search.from, search.before)?.into_sql::<Text>(),
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
