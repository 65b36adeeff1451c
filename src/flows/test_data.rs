//! What developers start from: one guild, one user, two memories. Creating twice makes nothing
//! twice, and deleting takes only this.

use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::json;
use tracing::instrument;

use crate::error::Result;
use crate::id::{DiscordUserId, GuildId};
use crate::memories::personal::{self, PersonalMemory};
use crate::memories::server::{self, ServerMemory};
use crate::memories::{MemoryType, NewMemory, PersonalSearch, ServerSearch};
use crate::page::PageRequest;
use crate::pool::transaction;
use crate::servers::{self, Server, ServerConfig};
use crate::users::{self, User};

/// The guild of the test data.
pub const TEST_GUILD: u64 = 123_456_789_012_345_678;
/// The user of the test data.
pub const TEST_USER: u64 = 987_654_321_098_765_432;
/// The type of the test memories.
const TEST_TYPE: &str = "test";
/// What the bot remembers of the test user.
const PERSONAL: &str = "Test personal memory";
/// What the bot remembers of the test server.
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

/// Creates the test data in one transaction, or returns what is there.
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all)]
pub async fn create_test_data(conn: &mut AsyncPgConnection) -> Result<TestData> {
    let (guild, user) = keys()?;
    transaction(conn, async |conn| {
        let server = match servers::find(conn, guild).await? {
            Some(server) => server,
            None => servers::upsert(conn, guild, &ServerConfig::default()).await?,
        };
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

/// Deletes the server of [`TEST_GUILD`] and the user [`TEST_USER`] with all that belongs to them, in
/// one transaction; says whether there was any.
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

async fn personal_memory(
    conn: &AsyncPgConnection,
    user: DiscordUserId,
    guild: GuildId,
) -> Result<PersonalMemory> {
    let search = PersonalSearch {
        user: Some(user),
        memory_type: Some(MemoryType::new(TEST_TYPE)?),
        ..PersonalSearch::new(PERSONAL)
    };
    let page = personal::search(conn, guild, &search, PageRequest::first(1)?).await?;
    match page.items.into_iter().next() {
        Some(memory) => Ok(memory),
        None => {
            let memory = NewMemory::new(PERSONAL, TEST_TYPE)?;
            personal::insert(conn, user, guild, &memory).await
        }
    }
}

async fn server_memory(conn: &AsyncPgConnection, guild: GuildId) -> Result<ServerMemory> {
    let search = ServerSearch {
        memory_type: Some(MemoryType::new(TEST_TYPE)?),
        ..ServerSearch::new(OF_SERVER)
    };
    let page = server::search(conn, guild, &search, PageRequest::first(1)?).await?;
    match page.items.into_iter().next() {
        Some(memory) => Ok(memory),
        None => {
            let memory = NewMemory::new(OF_SERVER, TEST_TYPE)?;
            server::insert(conn, guild, &memory).await
        }
    }
}
