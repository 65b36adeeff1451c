//! Many personal memories at once.

use chrono::{DateTime, Utc};
use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;

use super::PersonalMemory;
use crate::error::{Error, Result};
use crate::id::{DiscordUserId, GuildId};
use crate::memories::{MemoryType, NewMemory, columns, purge};
use crate::statements::{RunQueryDsl, sql_file};
use crate::trace::counted;

/// Stores 1 to 10,000 memories of a user in a server with one statement; returns the stored rows.
///
/// The statement is `src/sql/personal_memories_insert_many.sql`; arrays of one shape for any
/// number of rows, so it stays in the statement cache:
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

/// Deletes all personal memories of a type that were written before a time; says how many went.
///
/// Sends a statement for each 5,000 rows: outside a transaction each commits by itself, so that a
/// million rows neither hold a long lock nor need much memory. Rows that somebody else has locked
/// are left for the next purge. The statement is `src/sql/personal_memories_purge.sql`:
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
/// `InvalidInput` for a time before 4712 BC. When the database fails in the midst, what earlier
/// statements deleted is gone.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %memory_type, %before, rows = Empty))]
pub async fn purge(
    conn: &AsyncPgConnection,
    memory_type: &MemoryType,
    before: DateTime<Utc>,
) -> Result<usize> {
    let statement = include_str!("../../sql/personal_memories_purge.sql");
    Ok(counted(
        purge::in_chunks(conn, statement, memory_type, before).await?,
    ))
}
