//! tomori-db, as its own documentation shows it.

use anyhow::Result;
use async_trait::async_trait;
use serde::Serialize;
use serde_json::Value;
use tomori_db::flows::{self, TransferScope};
use tomori_db::id::{DiscordUserId, GuildId, ServerId};
use tomori_db::memories::{
    self, CategoryStatistics, MemoryType, NewMemory, ServerSearch, personal, server,
};
use tomori_db::page::{Offset, PageRequest};
use tomori_db::path::ConfigPath;
use tomori_db::pool::{Pool, Settings};
use tomori_db::secret::{ApiKey, CryptoSecret, KeyRing};
use tomori_db::{api_keys, servers, users};

use crate::call::{Answer, Call, PAGE, Place, Rows, SECRET, SETTING, TYPE};
use crate::contender::Contender;

/// A pool, and the secret of the API keys.
pub struct Tomori {
    pool: Pool,
    ring: KeyRing,
    setting: ConfigPath,
}

impl Tomori {
    /// A pool of so many connections.
    ///
    /// # Errors
    /// When the server is not there.
    pub async fn new(url: &str, connections: u32) -> Result<Self> {
        let mut settings = Settings::from_url(url)?;
        settings.max_size = connections;
        Ok(Self {
            pool: Pool::new(settings).await?,
            ring: KeyRing::new(CryptoSecret::new(SECRET)),
            setting: SETTING.parse()?,
        })
    }

    async fn bulk(
        &self,
        user: DiscordUserId,
        guild: GuildId,
        contents: &[String],
    ) -> Result<usize> {
        let rows: Result<Vec<NewMemory>, _> = contents
            .iter()
            .map(|content| NewMemory::new(content, TYPE))
            .collect();
        let conn = self.pool.get().await?;
        let stored = personal::insert_many(&conn, user, guild, &rows?).await?;
        Ok(stored.len())
    }

    async fn key(&self, server: ServerId, key: &str) -> Result<String> {
        let conn = self.pool.get().await?;
        let key = ApiKey::new(key)?;
        api_keys::store(&conn, &self.ring, server, "sealed", &key).await?;
        let key = api_keys::reveal(&conn, &self.ring, server, "sealed").await?;
        Ok(key.expose().to_owned())
    }

    async fn message(&self, user: DiscordUserId, guild: GuildId) -> Result<Answer> {
        let conn = self.pool.get().await?;
        let first = PageRequest::first(PAGE)?;
        let (state, user, of_user, of_server) = tokio::try_join!(
            flows::load_state(&conn, guild),
            users::get_or_insert(&conn, user),
            personal::list(&conn, user, guild, first),
            server::list(&conn, guild, first),
        )?;
        Ok(Box::new((state, user, of_user.items, of_server.items)))
    }
}

#[async_trait]
impl Contender for Tomori {
    fn name(&self) -> &'static str {
        "tomori-db"
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each call")]
    async fn call(&self, call: &Call) -> Result<Answer> {
        let pool = &self.pool;
        Ok(match call {
            Call::Checkout => {
                drop(pool.get().await?);
                Box::new(())
            }
            Call::Add {
                user,
                guild,
                content,
            } => {
                let conn = pool.get().await?;
                let memory = NewMemory::new(content, TYPE)?;
                let (user, guild) = (
                    DiscordUserId::new(user.number)?,
                    GuildId::new(guild.number)?,
                );
                Box::new(personal::insert(&conn, user, guild, &memory).await?)
            }
            Call::State { guild } => {
                let conn = pool.get().await?;
                Box::new(flows::load_state(&conn, GuildId::new(guild.number)?).await?)
            }
            Call::Page { user, guild, after } => {
                let conn = pool.get().await?;
                let request = request(*after)?;
                let (user, guild) = (
                    DiscordUserId::new(user.number)?,
                    GuildId::new(guild.number)?,
                );
                Box::new(personal::list(&conn, user, guild, request).await?.items)
            }
            Call::OffsetPage {
                user,
                guild,
                offset,
            } => {
                let conn = pool.get().await?;
                let page = Offset::new(PAGE, *offset)?;
                let (user, guild) = (
                    DiscordUserId::new(user.number)?,
                    GuildId::new(guild.number)?,
                );
                Box::new(personal::list_by_offset(&conn, user, guild, page).await?)
            }
            Call::SetConfig { guild, value } => {
                let conn = pool.get().await?;
                let value = Value::from(*value);
                let guild = GuildId::new(guild.number)?;
                Box::new(servers::update_setting(&conn, guild, &self.setting, &value).await?)
            }
            Call::Search { guild, term } => {
                let conn = pool.get().await?;
                let search = ServerSearch::new(term);
                let page =
                    server::search(&conn, GuildId::new(guild.number)?, &search, request(None)?);
                Box::new(page.await?.items)
            }
            Call::Bulk {
                user,
                guild,
                contents,
                ..
            } => Box::new(
                self.bulk(
                    DiscordUserId::new(user.number)?,
                    GuildId::new(guild.number)?,
                    contents,
                )
                .await?,
            ),
            Call::Key { server_id, key } => {
                Box::new(self.key(ServerId::new(*server_id), key).await?)
            }
            Call::Transfer { from, to, guild } => {
                let mut conn = pool.get().await?;
                let (from, to, guild) = (
                    DiscordUserId::new(from.number)?,
                    DiscordUserId::new(to.number)?,
                    GuildId::new(guild.number)?,
                );
                let all = TransferScope::All;
                Box::new(flows::transfer_memories(&mut conn, from, to, guild, all).await?)
            }
            Call::Statistics { guild } => {
                let conn = pool.get().await?;
                Box::new(Statistics(
                    memories::statistics(&conn, GuildId::new(guild.number)?).await?,
                ))
            }
            Call::Purge {
                memory_type,
                before,
            } => {
                let conn = pool.get().await?;
                let memory_type = MemoryType::new(memory_type)?;
                Box::new(personal::purge_all_servers(&conn, &memory_type, *before).await?)
            }
            Call::Message { user, guild } => {
                self.message(
                    DiscordUserId::new(user.number)?,
                    GuildId::new(guild.number)?,
                )
                .await?
            }
        })
    }
}

/// The page after a place.
fn request(after: Option<Place>) -> Result<PageRequest> {
    let first = PageRequest::first(PAGE)?;
    Ok(match after {
        None => first,
        Some(place) => first.after(place.cursor),
    })
}

/// The statistics, which the other contenders return as rows.
struct Statistics(Vec<CategoryStatistics>);

/// A row of them.
#[derive(Serialize)]
struct Flat<'a> {
    category: memories::MemoryCategory,
    memory_type: &'a MemoryType,
    memories: i64,
    average_length: f64,
    newest: chrono::DateTime<chrono::Utc>,
    total_memories: i64,
    total_average_length: f64,
}

impl Rows for Statistics {
    fn json(&self) -> Value {
        let rows = self.0.iter().flat_map(|category| {
            category.types.iter().map(|kind| Flat {
                category: category.category,
                memory_type: &kind.memory_type,
                memories: kind.memories,
                average_length: kind.average_length,
                newest: kind.newest,
                total_memories: category.memories,
                total_average_length: category.average_length,
            })
        });
        rows.collect::<Vec<_>>().json()
    }
}
