//! Sets up a server: settings, API key, personality and language model, in one transaction.

use diesel_async::AsyncPgConnection;
use tracing::field::Empty;
use tracing::instrument;

use crate::api_keys;
use crate::error::Result;
use crate::id::{GuildId, PresetId};
use crate::input;
use crate::instances::{self, Instance, LlmConfig};
use crate::pool::transaction;
use crate::secret::{ApiKey, KeyRing};
use crate::servers::{self, Server, ServerConfig};
use crate::trace::one;

/// The choices of an administrator for a server.
#[derive(Debug)]
pub struct ServerSetup {
    /// Discord's id of the guild.
    pub guild: GuildId,
    /// The bot's name in this server: 1 to 100 characters.
    pub name: String,
    /// The personality to start from.
    pub preset: PresetId,
    /// The language in which the bot writes here, for example `en-US`: 1 to 35 characters.
    pub locale: String,
    /// How human-like the bot writes, 0 to 3.
    pub humanizer_degree: u8,
    /// The key for the language model's provider.
    pub api_key: ApiKey,
}

impl ServerSetup {
    fn config(&self) -> Result<ServerConfig> {
        input::text("name", &self.name, 1..=100)?;
        let config = ServerConfig {
            tomori_nickname: self.name.clone(),
            locale: self.locale.clone(),
            humanizer_degree: self.humanizer_degree,
            ..ServerConfig::default()
        };
        config.validate()?;
        Ok(config)
    }
}

/// Sets up a server, or resets one: its default settings, its encrypted key, its personality and
/// its language model, in one transaction. Returns the server and its instance.
///
/// Settings that this crate does not know are kept; all others are reset to their defaults. The
/// statements are those of [`servers::upsert`], [`api_keys::store`] (provider `google`, sealed) and
/// [`instances::upsert_from_preset`].
///
/// # Errors
/// `InvalidInput` for an invalid name or locale or a humanizer degree outside 0 to 3, before
/// anything is sent; `NotFound` for an unknown preset, in which case nothing is changed.
#[instrument(
    level = "debug",
    skip_all,
    fields(table = "servers", guild = %setup.guild, preset = %setup.preset, rows = Empty)
)]
pub async fn setup_server(
    conn: &mut AsyncPgConnection,
    ring: &KeyRing,
    setup: &ServerSetup,
) -> Result<(Server, Instance)> {
    let config = setup.config()?;
    let llm = LlmConfig {
        llm_provider: config.llm_provider.clone(),
        llm_codename: config.llm_codename.clone(),
        llm_temperature: config.llm_temperature,
    };
    let stored = transaction(conn, async |conn| {
        let server = servers::upsert(conn, setup.guild, &config).await?;
        let key = server.server_id;
        api_keys::store(conn, ring, key, &config.llm_provider, &setup.api_key).await?;
        let instance = instances::upsert_from_preset(conn, key, setup.preset, &llm).await?;
        Ok((server, instance))
    })
    .await?;
    Ok(one(stored))
}
