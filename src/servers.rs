//! `servers`: one row is a Discord server (guild) that the bot was set up in, and its settings.
//!
//! A server is found by its guild's snowflake. The limits of every setting are checked in Rust and
//! by the table; settings that this crate does not know survive every write.
//!
//! ```no_run
//! # use tomori_db::{servers, pool, Result};
//! # async fn example(conn: &diesel_async::AsyncPgConnection) -> Result<()> {
//! let guild = "123456789012345678".parse()?;
//! let server = servers::update_setting(
//!     conn,
//!     guild,
//!     &"llm_temperature".parse()?,
//!     &serde_json::json!(0.9),
//! )
//! .await?;
//! assert_eq!(server.config()?.llm_temperature, 0.9);
//! # Ok(())
//! # }
//! ```

mod config;
mod custom;

use chrono::{DateTime, Utc};
use commonrail::row;
use commonrail::statements::{RunQueryDsl, sql_file, update, upsert as upsert_row};
use diesel::dsl::{AsSelect, SqlTypeOf, jsonb_set};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Text};
use diesel::upsert::excluded;
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, ForRead, OrNotFound, Result, is_read_only};
use crate::functions::row_before;
use crate::id::{GuildId, ServerId};
use crate::input;
use crate::page::{Cursor, Keyed, Page, PageRequest};
use crate::path::ConfigPath;
use crate::schema::servers;
use crate::stored::Stored;
use crate::trace::{counted, one};

pub use crate::setting::SettingKind;
use config::check_setting;
pub use config::{ConfigPatch, SETTINGS, ServerConfig};
pub use custom::{find_custom_setting, remove_custom_setting, update_custom_setting};

row! {
    /// A row of `servers`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(server_id))]
    pub struct Server of servers {
        /// Key of this database.
        pub server_id: ServerId,
        /// Discord's id of the guild.
        pub discord_server_id: GuildId,
        config: Stored<ServerConfig>,
        /// When the row was inserted.
        pub created_at: DateTime<Utc>,
        /// When the row was last updated.
        pub updated_at: DateTime<Utc>,
    }
}

impl Server {
    /// Returns the settings.
    ///
    /// # Errors
    /// `Corrupt` with the server, the setting and its limits when it was made invalid by hand.
    pub fn config(&self) -> Result<&ServerConfig> {
        self.config.get(|| {
            format!(
                "server {} (guild {})",
                self.server_id, self.discord_server_id
            )
        })
    }
}

impl Keyed for Server {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.server_id.get())
    }
}

#[derive(Insertable)]
#[diesel(table_name = servers, treat_none_as_default_value = false)]
struct NewServer<'a> {
    discord_server_id: GuildId,
    config: &'a ServerConfig,
}

/// Returns the server of a guild.
///
/// ```sql
/// SELECT server_id, discord_server_id, config, created_at, updated_at
/// FROM servers
/// WHERE discord_server_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when the bot was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, rows = Empty))]
pub async fn get(mut conn: &AsyncPgConnection, guild: GuildId) -> Result<Server> {
    let server = Server::query()
        .filter(servers::discord_server_id.eq(guild))
        .first(&mut conn)
        .await
        .or_not_found("server")
        .for_read()?;
    Ok(one(server))
}

/// Finds the server of a guild.
///
/// ```sql
/// SELECT server_id, discord_server_id, config, created_at, updated_at
/// FROM servers
/// WHERE discord_server_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, rows = Empty))]
pub async fn find(mut conn: &AsyncPgConnection, guild: GuildId) -> Result<Option<Server>> {
    let server = Server::query()
        .filter(servers::discord_server_id.eq(guild))
        .first(&mut conn)
        .await
        .optional()
        .for_read()?;
    Ok(counted(server))
}

/// Returns the server with this primary key, which other rows refer to.
///
/// ```sql
/// SELECT server_id, discord_server_id, config, created_at, updated_at
/// FROM servers
/// WHERE server_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when there is none.
#[instrument(level = "debug", skip_all, fields(table = "servers", %server, rows = Empty))]
pub async fn get_by_key(mut conn: &AsyncPgConnection, server: ServerId) -> Result<Server> {
    let row = Server::query()
        .filter(servers::server_id.eq(server))
        .first(&mut conn)
        .await
        .or_not_found("server")
        .for_read()?;
    Ok(one(row))
}

/// Lists the servers with these primary keys, ordered by key; for example those of a page of
/// memories or log entries.
///
/// Keys without a row are left out.
///
/// ```sql
/// SELECT server_id, discord_server_id, config, created_at, updated_at
/// FROM servers
/// WHERE server_id = ANY ($1)
/// ORDER BY server_id
/// ```
///
/// # Errors
/// `InvalidInput` for more than 10,000 keys.
#[instrument(level = "debug", skip_all, fields(table = "servers", rows = Empty))]
pub async fn list_by_keys(mut conn: &AsyncPgConnection, keys: &[ServerId]) -> Result<Vec<Server>> {
    input::keys(keys)?;
    let rows = Server::query()
        .filter(servers::server_id.eq_any(keys))
        .order(servers::server_id)
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(rows))
}

/// Returns the server of a guild, creating it with the default settings if there is none.
///
/// Nothing is written if the server exists: its settings stay as they are. The statement is
/// `src/sql/servers_get_or_insert.sql`:
///
/// ```sql
/// WITH found AS (
///     SELECT server_id, discord_server_id, config, created_at, updated_at
///     FROM servers
///     WHERE discord_server_id = $1
/// ), made AS (
///     INSERT INTO servers (discord_server_id, config)
///     SELECT $1, $2
///     WHERE NOT EXISTS (SELECT FROM found)
///     ON CONFLICT (discord_server_id) DO NOTHING
///     RETURNING server_id, discord_server_id, config, created_at, updated_at
/// )
/// SELECT server_id, discord_server_id, config, created_at, updated_at FROM found
/// UNION ALL
/// SELECT server_id, discord_server_id, config, created_at, updated_at FROM made
/// ```
///
/// If another session inserts the same row concurrently, the statement returns no row and is sent
/// once more.
///
/// On a read-only server, the row is looked up by [`find`] instead.
///
/// # Errors
/// `Unavailable` on a read-only server if there is no such row.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, rows = Empty))]
pub async fn get_or_insert(mut conn: &AsyncPgConnection, guild: GuildId) -> Result<Server> {
    const TRIES: u32 = 5;
    let config = ServerConfig::default();
    for _ in 0..TRIES {
        let row = sql_file::<SqlTypeOf<AsSelect<Server, Pg>>, _>(
            include_str!("sql/servers_get_or_insert.sql"),
            (guild.into_sql::<Text>(), (&config).into_sql::<Jsonb>()),
        )
        .get_result(&mut conn)
        .await
        .optional();
        match row {
            Ok(Some(row)) => return Ok(one(row)),
            Ok(None) => {}
            Err(error) if is_read_only(&error) => {
                return find(conn, guild).await?.ok_or_else(|| error.into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::not_found("server"))
}

/// Lists the servers, newest first.
///
/// ```sql
/// SELECT server_id, discord_server_id, config, created_at, updated_at
/// FROM servers
/// WHERE (created_at, server_id) < ($1, $2)
/// ORDER BY created_at DESC, server_id DESC
/// LIMIT $3
/// ```
///
/// # Errors
/// Only those of the database; a server with invalid settings is listed like the others.
#[instrument(level = "debug", skip_all, fields(table = "servers", rows = Empty))]
pub async fn list(mut conn: &AsyncPgConnection, request: PageRequest) -> Result<Page<Server>> {
    let rows = Server::query()
        .filter(row_before(
            servers::created_at,
            servers::server_id,
            request.start(),
        ))
        .order((servers::created_at.desc(), servers::server_id.desc()))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Stores the settings of a guild, creating its server if there is none; returns the stored row.
///
/// Every setting is written; to leave an existing server unchanged, use [`get_or_insert`]. Settings
/// that this crate does not know are kept.
///
/// ```sql
/// INSERT INTO servers (discord_server_id, config)
/// VALUES ($1, $2)
/// ON CONFLICT (discord_server_id) DO UPDATE SET config = (servers.config || excluded.config)
/// RETURNING server_id, discord_server_id, config, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` with the setting that is outside its limits.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, rows = Empty))]
pub async fn upsert(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    config: &ServerConfig,
) -> Result<Server> {
    config.validate()?;
    let new = NewServer {
        discord_server_id: guild,
        config,
    };
    let server = upsert_row(diesel::insert_into(servers::table).values(new))
        .on_conflict((servers::discord_server_id,))
        .set(servers::config.eq(servers::config.concat(excluded(servers::config))))
        .returning(Server::as_returning())
        .get_result(&mut conn)
        .await?;
    Ok(one(server))
}

/// Changes one setting; returns the stored row.
///
/// Concurrent writers of different settings do not overwrite each other: only the path is written.
/// The table's constraints check the whole result before it commits.
///
/// ```sql
/// UPDATE servers
/// SET config = jsonb_set(servers.config, $1, $2)
/// WHERE servers.discord_server_id = $3
/// RETURNING server_id, discord_server_id, config, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for an unknown setting, a wrong type or a value out of range, with the setting's
/// name and limits; `NotFound` when the bot was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, setting = Empty, rows = Empty))]
pub async fn update_setting(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    path: &ConfigPath,
    value: &Value,
) -> Result<Server> {
    check_setting(path, value)?;
    tracing::Span::current().record("setting", tracing::field::display(path));
    let server = update(servers::table)
        .set(servers::config.eq(jsonb_set(
            servers::config,
            path.into_sql::<Array<Text>>(),
            value,
        )))
        .filter(servers::discord_server_id.eq(guild))
        .returning(Server::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("server")?;
    Ok(one(server))
}

/// Changes several settings at once; returns the stored row.
///
/// ```sql
/// UPDATE servers
/// SET config = (servers.config || $1)
/// WHERE servers.discord_server_id = $2
/// RETURNING server_id, discord_server_id, config, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` with the setting that is outside its limits, or for a patch that changes
/// nothing; `NotFound` when the bot was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, rows = Empty))]
pub async fn patch_config(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    patch: &ConfigPatch,
) -> Result<Server> {
    patch.validate()?;
    let server = update(servers::table)
        .set(servers::config.eq(servers::config.concat(patch)))
        .filter(servers::discord_server_id.eq(guild))
        .returning(Server::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("server")?;
    Ok(one(server))
}

/// Deletes the server of a guild with its memories, keys and instance; returns true if there was
/// one.
///
/// ```sql
/// DELETE FROM servers
/// WHERE discord_server_id = $1
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, rows = Empty))]
pub async fn delete(mut conn: &AsyncPgConnection, guild: GuildId) -> Result<bool> {
    let rows = diesel::delete(servers::table)
        .filter(servers::discord_server_id.eq(guild))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}
