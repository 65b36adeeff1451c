//! Inserts and deletes many personal memories at once.

use chrono::{DateTime, Utc};
use commonrail::statements::{RunQueryDsl, sql_file};
use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text, Timestamptz};
use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;

use super::PersonalMemory;
use crate::error::{Error, Result};
use crate::id::{DiscordUserId, GuildId};
use crate::input;
use crate::memories::{MemoryType, NewMemory, columns};
use crate::purge::in_chunks;
use crate::trace::counted;

/// Stores 1 to 10,000 memories of a user in a server with one statement; returns the stored rows.
///
/// The statement is `src/sql/personal_memories_insert_many.sql`. It binds arrays, so its text is
/// the same for any number of rows and it stays in the statement cache:
///
/// ```sql
/// INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type)
/// SELECT u.user_id, s.server_id, m.memory_content, m.memory_type
/// FROM users u
/// CROSS JOIN servers s
/// CROSS JOIN unnest($1, $2) WITH ORDINALITY AS m (memory_content, memory_type, position)
/// WHERE u.discord_user_id = $3 AND s.discord_server_id = $4
/// ORDER BY m.position
/// RETURNING memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for none or more than 10,000; `NotFound` when the bot has not met this user or
/// was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %user, %guild, rows = Empty))]
pub async fn insert_many(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    memories: &[NewMemory],
) -> Result<Vec<PersonalMemory>> {
    let (contents, types) = columns(memories)?;
    let rows: Vec<PersonalMemory> = sql_file::<SqlTypeOf<AsSelect<PersonalMemory, Pg>>, _>(
        include_str!("../../sql/personal_memories_insert_many.sql"),
        (
            contents.into_sql::<Array<Text>>(),
            types.into_sql::<Array<Text>>(),
            user.into_sql::<Text>(),
            guild.into_sql::<Text>(),
        ),
    )
    .load(&mut conn)
    .await?;
    if rows.is_empty() {
        return Err(Error::not_found("user or server"));
    }
    Ok(counted(rows))
}

/// Deletes the personal memories of a server of one type that were written before a time; returns
/// how many were deleted.
///
/// Sends one statement for each 5,000 rows; outside a transaction each commits on its own, so that
/// deleting a million rows neither holds a long lock nor needs much memory. Rows that another
/// session has locked are left for the next purge. The statement is
/// `src/sql/personal_memories_purge.sql`:
///
/// ```sql
/// DELETE FROM personal_memories
/// WHERE memory_id = ANY (ARRAY(
///     SELECT memory_id
///     FROM personal_memories
///     WHERE server_id = (SELECT server_id FROM servers WHERE discord_server_id = $1)
///         AND memory_type = $2
///         AND created_at < $3
///     ORDER BY created_at
///     LIMIT $4
///     FOR UPDATE SKIP LOCKED
/// ))
/// ```
///
/// # Errors
/// `InvalidInput` for a time before 4712 BC. If a statement fails, the deletions of earlier
/// statements remain. An unknown guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %guild, %memory_type, %before, rows = Empty))]
pub async fn purge(
    conn: &AsyncPgConnection,
    guild: GuildId,
    memory_type: &MemoryType,
    before: DateTime<Utc>,
) -> Result<usize> {
    input::moment("before", before)?;
    let text = include_str!("../../sql/personal_memories_purge.sql");
    let purged = in_chunks(conn, text, |limit| {
        (
            guild.into_sql::<Text>(),
            memory_type.into_sql::<Text>(),
            before.into_sql::<Timestamptz>(),
            limit.into_sql::<BigInt>(),
        )
    });
    Ok(counted(purged.await?))
}

/// Deletes the personal memories of **all servers** of one type that were written before a time;
/// returns how many were deleted.
///
/// For a nightly job, with the defaults [`PURGED_TYPE`](crate::memories::PURGED_TYPE) and
/// [`PURGE_AGE`](crate::memories::PURGE_AGE); [`purge`] deletes in one server only. It deletes in
/// chunks of 5,000 rows as [`purge`] does. The statement is
/// `src/sql/personal_memories_purge_all_servers.sql`:
///
/// ```sql
/// DELETE FROM personal_memories
/// WHERE memory_id = ANY (ARRAY(
///     SELECT memory_id
///     FROM personal_memories
///     WHERE memory_type = $1 AND created_at < $2
///     ORDER BY created_at
///     LIMIT $3
///     FOR UPDATE SKIP LOCKED
/// ))
/// ```
///
/// # Errors
/// `InvalidInput` for a time before 4712 BC. If a statement fails, the deletions of earlier
/// statements remain.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %memory_type, %before, rows = Empty))]
pub async fn purge_all_servers(
    conn: &AsyncPgConnection,
    memory_type: &MemoryType,
    before: DateTime<Utc>,
) -> Result<usize> {
    input::moment("before", before)?;
    let text = include_str!("../../sql/personal_memories_purge_all_servers.sql");
    let purged = in_chunks(conn, text, |limit| {
        (
            memory_type.into_sql::<Text>(),
            before.into_sql::<Timestamptz>(),
            limit.into_sql::<BigInt>(),
        )
    });
    Ok(counted(purged.await?))
}
