//! Test data for developers: one guild, one user, two memories. Creating it again creates nothing
//! twice, even concurrently, and deleting it deletes nothing else.

use commonrail::statements::RunQueryDsl;
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::json;
use tracing::instrument;

use crate::error::{OrNotFound, Result};
use crate::id::{DiscordUserId, GuildId, ServerId};
use crate::memories::personal::{self, PersonalMemory};
use crate::memories::server::{self, ServerMemory};
use crate::memories::{MemoryType, NewMemory, PersonalSearch, ServerSearch};
use crate::page::PageRequest;
use crate::pool::transaction;
use crate::schema::servers as servers_table;
use crate::servers::{self, Server};
use crate::users::{self, User};

/// The guild of the test data.
pub const TEST_GUILD: u64 = 123_456_789_012_345_678;
/// The user of the test data.
pub const TEST_USER: u64 = 987_654_321_098_765_432;
/// The text of the memory of the test user.
const PERSONAL: &str = "Test personal memory";
/// The text of the memory of the test server.
const OF_SERVER: &str = "Test server memory";

/// The rows of the test data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestData {
    /// The server of [`TEST_GUILD`].
    pub server: Server,
    /// The user [`TEST_USER`].
    pub user: User,
    /// A memory of the user.
    pub personal_memory: PersonalMemory,
    /// A memory of the server.
    pub server_memory: ServerMemory,
}

/// Creates the test data in one transaction; returns existing rows where there are some.
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all)]
pub async fn create_test_data(conn: &mut AsyncPgConnection) -> Result<TestData> {
    let (guild, user) = keys()?;
    transaction(conn, async |conn| {
        let server = servers::get_or_insert(conn, guild).await?;
        lock(conn, guild).await?;
        let mut user_row = users::get_or_insert(conn, user).await?;
        if user_row
            .preferences()
            .is_ok_and(|found| *found == json!({}))
        {
            let preferences = json!({"language_pref": "en-US", "timezone": "UTC"});
            user_row = users::replace_preferences(conn, user, &preferences).await?;
        }
        Ok(TestData {
            server,
            user: user_row,
            personal_memory: personal_memory(conn, user, guild).await?,
            server_memory: server_memory(conn, guild).await?,
        })
    })
    .await
}

/// Deletes the server of [`TEST_GUILD`] and the user [`TEST_USER`] with everything that belongs to
/// them, in one transaction; returns true if there was any.
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all)]
pub async fn delete_test_data(conn: &mut AsyncPgConnection) -> Result<bool> {
    let (guild, user) = keys()?;
    transaction(conn, async |conn| {
        let server = servers::delete(conn, guild).await?;
        let user = users::delete(conn, user).await?;
        Ok(server || user)
    })
    .await
}

fn keys() -> Result<(GuildId, DiscordUserId)> {
    Ok((GuildId::new(TEST_GUILD)?, DiscordUserId::new(TEST_USER)?))
}

/// Locks the test server until the transaction ends, so that of several concurrent callers one
/// creates the memories and the others find them.
async fn lock(mut conn: &AsyncPgConnection, guild: GuildId) -> Result<()> {
    servers_table::table
        .filter(servers_table::discord_server_id.eq(guild))
        .select(servers_table::server_id)
        .for_no_key_update()
        .first::<ServerId>(&mut conn)
        .await
        .or_not_found("server")?;
    Ok(())
}

async fn personal_memory(
    conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
) -> Result<PersonalMemory> {
    let search = PersonalSearch {
        user: Some(user),
        memory_type: Some(MemoryType::TEST),
        ..PersonalSearch::new(PERSONAL)
    };
    let page = personal::search(conn, guild, &search, PageRequest::first(1)?).await?;
    match page.items.into_iter().next() {
        Some(memory) => Ok(memory),
        None => {
            let memory = NewMemory::new(PERSONAL, MemoryType::TEST)?;
            personal::insert(conn, user, guild, &memory).await
        }
    }
}

async fn server_memory(conn: &AsyncPgConnection, guild: GuildId) -> Result<ServerMemory> {
    let search = ServerSearch {
        memory_type: Some(MemoryType::TEST),
        ..ServerSearch::new(OF_SERVER)
    };
    let page = server::search(conn, guild, &search, PageRequest::first(1)?).await?;
    match page.items.into_iter().next() {
        Some(memory) => Ok(memory),
        None => {
            let memory = NewMemory::new(OF_SERVER, MemoryType::TEST)?;
            server::insert(conn, guild, &memory).await
        }
    }
}
