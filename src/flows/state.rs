//! Loads the whole state of the bot in one guild.

use commonrail::statements::RunQueryDsl;
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{ForRead, OrNotFound, Result};
use crate::id::{GuildId, ServerId};
use crate::instances::LlmConfig;
use crate::schema::{servers, tomori_instances};
use crate::servers::ServerConfig;
use crate::stored::Stored;
use crate::trace::one;

/// The bot's state in one guild: the server's settings, its personality, its language model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BotState {
    /// Key of the server in this database.
    pub server_id: ServerId,
    /// Discord's id of the guild.
    pub discord_server_id: GuildId,
    /// The server's settings.
    pub config: ServerConfig,
    /// The bot's language model.
    pub llm: LlmConfig,
    /// The bot's personality: a free-form JSON object.
    pub personality: Value,
}

impl BotState {
    /// Returns the bot's name in this guild.
    #[must_use]
    pub fn nickname(&self) -> &str {
        &self.config.tomori_nickname
    }
}

/// The columns of [`BotState`], as stored.
type Row = (
    ServerId,
    GuildId,
    Stored<ServerConfig>,
    Stored<Value>,
    Stored<LlmConfig>,
);

/// Loads the whole state of the bot in a guild with one query.
///
/// ```sql
/// SELECT servers.server_id, servers.discord_server_id, servers.config,
/// tomori_instances.personality_data, tomori_instances.llm_config
/// FROM servers
/// INNER JOIN tomori_instances ON tomori_instances.server_id = servers.server_id
/// WHERE servers.discord_server_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when the bot was not set up in this guild; `Corrupt` with the server and the setting
/// that was made invalid by hand.
#[instrument(level = "debug", skip_all, fields(table = "servers, tomori_instances", %guild, rows = Empty))]
pub async fn load_state(mut conn: &AsyncPgConnection, guild: GuildId) -> Result<BotState> {
    let (server_id, discord_server_id, config, personality, llm): Row = servers::table
        .inner_join(tomori_instances::table)
        .filter(servers::discord_server_id.eq(guild))
        .select((
            servers::server_id,
            servers::discord_server_id,
            servers::config,
            tomori_instances::personality_data,
            tomori_instances::llm_config,
        ))
        .first(&mut conn)
        .await
        .or_not_found("server")
        .for_read()?;
    let row = || format!("server {server_id} (guild {guild})");
    Ok(one(BotState {
        server_id,
        discord_server_id,
        config: config.into_inner(row)?,
        llm: llm.into_inner(row)?,
        personality: personality.into_inner(row)?,
    }))
}
