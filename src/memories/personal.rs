//! The bot's memories of one user in one server.
//!
//! Every statement filters by the user and the server, so another user's memory is not found.

mod bulk;
mod search;

use chrono::{DateTime, Utc};
use commonrail::row;
use commonrail::statements::{RunQueryDsl, update as update_row};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use tracing::field::Empty;
use tracing::instrument;

use super::{MemoryContent, MemoryPatch, MemoryType, NewMemory};
use crate::error::{ForRead, OrNotFound, Result};
use crate::functions::{row_before, server_key, user_key};
use crate::id::{DiscordUserId, GuildId, PersonalMemoryId, ServerId, UserId};
use crate::page::{Cursor, Keyed, Offset, Page, PageRequest};
use crate::schema::{personal_memories, servers, users};
use crate::trace::{counted, one};

pub use bulk::{insert_many, purge, purge_all_servers};
pub use search::search;

row! {
    /// A row of `personal_memories`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(memory_id))]
    pub struct PersonalMemory of personal_memories {
        /// Key of this database.
        pub memory_id: PersonalMemoryId,
        /// The user whom the memory is about.
        pub user_id: UserId,
        /// The server where it was learned.
        pub server_id: ServerId,
        /// The text; `Debug` does not show it.
        pub memory_content: MemoryContent,
        /// The type.
        pub memory_type: MemoryType,
        /// When the row was inserted.
        pub created_at: DateTime<Utc>,
        /// When the row was last updated.
        pub updated_at: DateTime<Utc>,
    }
}

impl Keyed for PersonalMemory {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.memory_id.get())
    }
}

#[derive(AsChangeset)]
#[diesel(table_name = personal_memories)]
struct Changes<'a> {
    memory_content: Option<&'a MemoryContent>,
    memory_type: Option<&'a MemoryType>,
}

/// Stores a memory of a user in a server; returns the stored row.
///
/// ```sql
/// INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type)
/// SELECT users.user_id, servers.server_id, $1, $2
/// FROM users
/// INNER JOIN servers ON servers.discord_server_id = $3
/// WHERE users.discord_user_id = $4
/// RETURNING memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when the bot has not met this user or was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %user, %guild, rows = Empty))]
pub async fn insert(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    memory: &NewMemory,
) -> Result<PersonalMemory> {
    let row = users::table
        .inner_join(servers::table.on(servers::discord_server_id.eq(guild)))
        .filter(users::discord_user_id.eq(user))
        .select((
            users::user_id,
            servers::server_id,
            (&memory.memory_content).into_sql::<Text>(),
            (&memory.memory_type).into_sql::<Text>(),
        ))
        .insert_into(personal_memories::table)
        .into_columns((
            personal_memories::user_id,
            personal_memories::server_id,
            personal_memories::memory_content,
            personal_memories::memory_type,
        ))
        .returning(PersonalMemory::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("user or server")?;
    Ok(one(row))
}

/// Returns a memory of this user in this server.
///
/// ```sql
/// SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM personal_memories
/// WHERE memory_id = $1
/// AND user_id = (SELECT users.user_id FROM users WHERE users.discord_user_id = $2 LIMIT $3)
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $4 LIMIT $5)
/// LIMIT $6
/// ```
///
/// # Errors
/// `NotFound` when there is none, or it belongs to another user.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %memory, %user, %guild, rows = Empty))]
pub async fn get(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    memory: PersonalMemoryId,
) -> Result<PersonalMemory> {
    let row = PersonalMemory::query()
        .filter(personal_memories::memory_id.eq(memory))
        .filter(personal_memories::user_id.eq(user_key(user)))
        .filter(personal_memories::server_id.eq(server_key(guild)))
        .first(&mut conn)
        .await
        .or_not_found("personal memory")
        .for_read()?;
    Ok(one(row))
}

/// Lists the memories of a user in a server, newest first, paged by key.
///
/// ```sql
/// SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM personal_memories
/// WHERE user_id = (SELECT users.user_id FROM users WHERE users.discord_user_id = $1 LIMIT $2)
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $3 LIMIT $4)
/// AND (created_at, memory_id) < ($5, $6)
/// ORDER BY created_at DESC, memory_id DESC
/// LIMIT $7
/// ```
///
/// # Errors
/// Only those of the database; an unknown user or guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %user, %guild, rows = Empty))]
pub async fn list(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    request: PageRequest,
) -> Result<Page<PersonalMemory>> {
    let rows = PersonalMemory::query()
        .filter(personal_memories::user_id.eq(user_key(user)))
        .filter(personal_memories::server_id.eq(server_key(guild)))
        .filter(row_before(
            personal_memories::created_at,
            personal_memories::memory_id,
            request.start(),
        ))
        .order((
            personal_memories::created_at.desc(),
            personal_memories::memory_id.desc(),
        ))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Lists the memories of a user in a server, newest first, paged by offset.
///
/// The server reads every row that is skipped: deep pages are slow, and rows shift between pages
/// while others insert and delete. [`list`] has neither problem.
///
/// ```sql
/// SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM personal_memories
/// WHERE user_id = (SELECT users.user_id FROM users WHERE users.discord_user_id = $1 LIMIT $2)
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $3 LIMIT $4)
/// ORDER BY created_at DESC, memory_id DESC
/// LIMIT $5 OFFSET $6
/// ```
///
/// # Errors
/// Only those of the database; an unknown user or guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %user, %guild, rows = Empty))]
pub async fn list_by_offset(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    page: Offset,
) -> Result<Vec<PersonalMemory>> {
    let rows = PersonalMemory::query()
        .filter(personal_memories::user_id.eq(user_key(user)))
        .filter(personal_memories::server_id.eq(server_key(guild)))
        .order((
            personal_memories::created_at.desc(),
            personal_memories::memory_id.desc(),
        ))
        .limit(page.limit.get())
        .offset(page.offset)
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(rows))
}

/// Changes the text, the type or both of a memory of this user in this server; returns the stored
/// row.
///
/// ```sql
/// UPDATE personal_memories
/// SET memory_content = $1, memory_type = $2
/// WHERE memory_id = $3
/// AND user_id = (SELECT users.user_id FROM users WHERE users.discord_user_id = $4 LIMIT $5)
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $6 LIMIT $7)
/// RETURNING memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when there is none, or it belongs to another user; `InvalidInput` for a patch that
/// changes nothing.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %memory, %user, %guild, rows = Empty))]
pub async fn update(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    memory: PersonalMemoryId,
    patch: &MemoryPatch,
) -> Result<PersonalMemory> {
    patch.check()?;
    let changes = Changes {
        memory_content: patch.memory_content.as_ref(),
        memory_type: patch.memory_type.as_ref(),
    };
    let row = update_row(personal_memories::table)
        .set_some(changes)
        .filter(personal_memories::memory_id.eq(memory))
        .filter(personal_memories::user_id.eq(user_key(user)))
        .filter(personal_memories::server_id.eq(server_key(guild)))
        .returning(PersonalMemory::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("personal memory")?;
    Ok(one(row))
}

/// Deletes a memory of this user in this server; returns true if there was one.
///
/// ```sql
/// DELETE FROM personal_memories
/// WHERE memory_id = $1
/// AND user_id = (SELECT users.user_id FROM users WHERE users.discord_user_id = $2 LIMIT $3)
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $4 LIMIT $5)
/// ```
///
/// # Errors
/// Only those of the database; another user's memory is not found, and stays.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %memory, %user, %guild, rows = Empty))]
pub async fn delete(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
    memory: PersonalMemoryId,
) -> Result<bool> {
    let rows = diesel::delete(personal_memories::table)
        .filter(personal_memories::memory_id.eq(memory))
        .filter(personal_memories::user_id.eq(user_key(user)))
        .filter(personal_memories::server_id.eq(server_key(guild)))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}
