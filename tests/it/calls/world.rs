//! Two tenants with rows of each kind. What is labelled `FOREIGN` belongs to somebody else, what
//! is labelled `SPARE` is the tenant's own but nobody asks for it.

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use tomori_db::id::{ErrorLogId, PersonalMemoryId, PresetId, ServerId, ServerMemoryId, UserId};
use tomori_db::secret::{ApiKey, CryptoSecret, KeyRing};
use tomori_db::{api_keys, servers};

use crate::harness::{add_server, add_user, execute, guild, number};

/// The keys of the tenant: guild 1 and user 1. Guild 2 and user 3 are others.
pub struct World {
    pub ring: KeyRing,
    pub server: ServerId,
    pub user: UserId,
    pub preset: PresetId,
    pub personal: PersonalMemoryId,
    pub of_server: ServerMemoryId,
    pub entry: ErrorLogId,
}

/// The text that no log may show: the secret of the ring.
pub const SECRET: &str = "canary-secret-canary-secret-canary-secret";
/// The text that no log may show: an API key.
pub const API_KEY: &str = "canary-api-key";
/// The text that no log may show: a memory.
pub const CONTENT: &str = "canary memory";

impl World {
    /// Fills an empty database.
    pub async fn new(conn: &AsyncPgConnection) -> Result<Self> {
        // The others' rows come first: a look-up that forgets its condition finds them.
        execute(conn, include_str!("others.sql")).await?;
        let user = add_user(conn, 1).await?.user_id;
        let server = add_server(conn, 1).await?.server_id;
        let other = servers::get(conn, guild(2)).await?.server_id;
        execute(conn, include_str!("world.sql")).await?;
        let ring = KeyRing::new(CryptoSecret::new(SECRET));
        for (owner, provider, key) in [
            (other, "google", "FOREIGN"),
            (other, "FOREIGN", "FOREIGN"),
            (server, "SPARE", "SPARE"),
            (server, "google", API_KEY),
        ] {
            api_keys::store(conn, &ring, owner, provider, &ApiKey::new(key)?).await?;
        }
        api_keys::store_pgcrypto(conn, &ring, server, "shared", &ApiKey::new(API_KEY)?).await?;
        let key = async |table: &str, column: &str, mine: &str| {
            number(conn, &format!("SELECT {column} FROM {table} WHERE {mine}")).await
        };
        let mine = format!("memory_content = '{CONTENT}'");
        Ok(Self {
            ring,
            server,
            user,
            preset: PresetId::new(
                key(
                    "tomori_presets",
                    "tomori_preset_id",
                    "tomori_preset_name = 'mine'",
                )
                .await?,
            ),
            personal: PersonalMemoryId::new(key("personal_memories", "memory_id", &mine).await?),
            of_server: ServerMemoryId::new(key("server_memories", "memory_id", &mine).await?),
            entry: ErrorLogId::new(
                key("error_logs", "error_log_id", "error_message = 'mine'").await?,
            ),
        })
    }
}
