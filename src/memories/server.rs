//! The bot's memories of one server as a whole.
//!
//! Every statement filters by the server, so another server's memory is not found.

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
use crate::functions::{row_before, server_key};
use crate::id::{GuildId, ServerId, ServerMemoryId};
use crate::page::{Cursor, Keyed, Offset, Page, PageRequest};
use crate::schema::{server_memories, servers};
use crate::trace::{counted, one};

pub use bulk::{insert_many, purge, purge_all_servers};
pub use search::search;

row! {
    /// A row of `server_memories`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(memory_id))]
    pub struct ServerMemory of server_memories {
        /// Key of this database.
        pub memory_id: ServerMemoryId,
        /// The server.
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

impl Keyed for ServerMemory {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.memory_id.get())
    }
}

#[derive(AsChangeset)]
#[diesel(table_name = server_memories)]
struct Changes<'a> {
    memory_content: Option<&'a MemoryContent>,
    memory_type: Option<&'a MemoryType>,
}

/// Stores a memory of a server; returns the stored row.
///
/// ```sql
/// INSERT INTO server_memories (server_id, memory_content, memory_type)
/// SELECT servers.server_id, $1, $2
/// FROM servers
/// WHERE servers.discord_server_id = $3
/// RETURNING memory_id, server_id, memory_content, memory_type, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when the bot was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %guild, rows = Empty))]
pub async fn insert(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    memory: &NewMemory,
) -> Result<ServerMemory> {
    let row = servers::table
        .filter(servers::discord_server_id.eq(guild))
        .select((
            servers::server_id,
            (&memory.memory_content).into_sql::<Text>(),
            (&memory.memory_type).into_sql::<Text>(),
        ))
        .insert_into(server_memories::table)
        .into_columns((
            server_memories::server_id,
            server_memories::memory_content,
            server_memories::memory_type,
        ))
        .returning(ServerMemory::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("server")?;
    Ok(one(row))
}

/// Returns a memory of this server.
///
/// ```sql
/// SELECT memory_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM server_memories
/// WHERE memory_id = $1
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $2 LIMIT $3)
/// LIMIT $4
/// ```
///
/// # Errors
/// `NotFound` when there is none, or it belongs to another server.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %memory, %guild, rows = Empty))]
pub async fn get(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    memory: ServerMemoryId,
) -> Result<ServerMemory> {
    let row = ServerMemory::query()
        .filter(server_memories::memory_id.eq(memory))
        .filter(server_memories::server_id.eq(server_key(guild)))
        .first(&mut conn)
        .await
        .or_not_found("server memory")
        .for_read()?;
    Ok(one(row))
}

/// Lists the memories of a server, newest first, paged by key.
///
/// ```sql
/// SELECT memory_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM server_memories
/// WHERE server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $1 LIMIT $2)
/// AND (created_at, memory_id) < ($3, $4)
/// ORDER BY created_at DESC, memory_id DESC
/// LIMIT $5
/// ```
///
/// # Errors
/// Only those of the database; an unknown guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %guild, rows = Empty))]
pub async fn list(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    request: PageRequest,
) -> Result<Page<ServerMemory>> {
    let rows = ServerMemory::query()
        .filter(server_memories::server_id.eq(server_key(guild)))
        .filter(row_before(
            server_memories::created_at,
            server_memories::memory_id,
            request.start(),
        ))
        .order((
            server_memories::created_at.desc(),
            server_memories::memory_id.desc(),
        ))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Lists the memories of a server, newest first, paged by offset.
///
/// The server reads every row that is skipped: deep pages are slow, and rows shift between pages
/// while others insert and delete. [`list`] has neither problem.
///
/// ```sql
/// SELECT memory_id, server_id, memory_content, memory_type, created_at, updated_at
/// FROM server_memories
/// WHERE server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $1 LIMIT $2)
/// ORDER BY created_at DESC, memory_id DESC
/// LIMIT $3 OFFSET $4
/// ```
///
/// # Errors
/// Only those of the database; an unknown guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %guild, rows = Empty))]
pub async fn list_by_offset(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    page: Offset,
) -> Result<Vec<ServerMemory>> {
    let rows = ServerMemory::query()
        .filter(server_memories::server_id.eq(server_key(guild)))
        .order((
            server_memories::created_at.desc(),
            server_memories::memory_id.desc(),
        ))
        .limit(page.limit.get())
        .offset(page.offset)
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(rows))
}

/// Changes the text, the type or both of a memory of this server; returns the stored row.
///
/// ```sql
/// UPDATE server_memories
/// SET memory_content = $1, memory_type = $2
/// WHERE memory_id = $3
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $4 LIMIT $5)
/// RETURNING memory_id, server_id, memory_content, memory_type, created_at, updated_at
/// ```
///
/// # Errors
/// `NotFound` when there is none, or it belongs to another server; `InvalidInput` for a patch that
/// changes nothing.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %memory, %guild, rows = Empty))]
pub async fn update(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    memory: ServerMemoryId,
    patch: &MemoryPatch,
) -> Result<ServerMemory> {
    patch.check()?;
    let changes = Changes {
        memory_content: patch.memory_content.as_ref(),
        memory_type: patch.memory_type.as_ref(),
    };
    let row = update_row(server_memories::table)
        .set_some(changes)
        .filter(server_memories::memory_id.eq(memory))
        .filter(server_memories::server_id.eq(server_key(guild)))
        .returning(ServerMemory::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("server memory")?;
    Ok(one(row))
}

/// Deletes a memory of this server; returns true if there was one.
///
/// ```sql
/// DELETE FROM server_memories
/// WHERE memory_id = $1
/// AND server_id = (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $2 LIMIT $3)
/// ```
///
/// # Errors
/// Only those of the database; another server's memory is not found, and stays.
#[instrument(level = "debug", skip_all, fields(table = "server_memories", %memory, %guild, rows = Empty))]
pub async fn delete(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    memory: ServerMemoryId,
) -> Result<bool> {
    let rows = diesel::delete(server_memories::table)
        .filter(server_memories::memory_id.eq(memory))
        .filter(server_memories::server_id.eq(server_key(guild)))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}
