//! Settings that this crate does not know: those of a plugin or of a newer service.
//!
//! They are stored in the same `config` as the typed ones and survive every write of those. A path
//! begins with a name that is not a typed setting; [`SETTINGS`](super::SETTINGS) lists those.

use commonrail::statements::{RunQueryDsl, update};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::AsyncPgConnection;
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use super::Server;
use super::config::SETTINGS;
use crate::error::{Error, ForRead, OrNotFound, Result};
use crate::functions::{jsonb_set_deep, refused_path};
use crate::id::GuildId;
use crate::input;
use crate::path::ConfigPath;
use crate::schema::servers;
use crate::stored::Stored;
use crate::trace::{counted, one};

/// Finds a setting that this crate does not know; `None` if it was never written.
///
/// ```sql
/// SELECT (servers.config #> $1)
/// FROM servers
/// WHERE servers.discord_server_id = $2
/// LIMIT $3
/// ```
///
/// # Errors
/// `InvalidInput` for a path to a typed setting; `NotFound` when the bot was not set up in this
/// guild; `Corrupt` for numbers beyond a double or more than 127 levels.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, setting = %path, rows = Empty))]
pub async fn find_custom_setting(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    path: &ConfigPath,
) -> Result<Option<Value>> {
    check_custom(path)?;
    let value: Option<Stored<Value>> = servers::table
        .filter(servers::discord_server_id.eq(guild))
        .select(
            servers::config
                .retrieve_by_path_as_object(path.into_sql::<Array<Text>>())
                .nullable(),
        )
        .first(&mut conn)
        .await
        .or_not_found("server")
        .for_read()?;
    let value = value
        .map(|value| value.into_inner(|| format!("the setting `{path}` of guild {guild}")))
        .transpose()?;
    Ok(counted(value))
}

/// Changes a setting that this crate does not know, creating the objects on its path; returns the
/// stored row.
///
/// ```sql
/// UPDATE servers
/// SET config = jsonb_set_deep(servers.config, $1, $2)
/// WHERE servers.discord_server_id = $3
/// RETURNING server_id, discord_server_id, config, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for a path to a typed setting, which [`update_setting`](super::update_setting)
/// checks and writes, for a value that jsonb cannot store, and for a path through something that
/// is not an object; `NotFound` when the bot was not set up in this guild.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, setting = %path, rows = Empty))]
pub async fn update_custom_setting(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    path: &ConfigPath,
    value: &Value,
) -> Result<Server> {
    check_custom(path)?;
    input::json("value", value)?;
    let server = update(servers::table)
        .set(servers::config.eq(jsonb_set_deep(
            servers::config,
            path.into_sql::<Array<Text>>(),
            value,
        )))
        .filter(servers::discord_server_id.eq(guild))
        .returning(Server::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("server")
        .map_err(|error| refused_path(error, path))?;
    Ok(one(server))
}

/// Removes a setting that this crate does not know; returns the stored row, even if there was no
/// such setting.
///
/// ```sql
/// UPDATE servers
/// SET config = (servers.config #-$1)
/// WHERE servers.discord_server_id = $2
/// RETURNING server_id, discord_server_id, config, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for a path to a typed setting; `NotFound` when the bot was not set up in this
/// guild.
#[instrument(level = "debug", skip_all, fields(table = "servers", %guild, setting = %path, rows = Empty))]
pub async fn remove_custom_setting(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
    path: &ConfigPath,
) -> Result<Server> {
    check_custom(path)?;
    let server = update(servers::table)
        .set(servers::config.eq(servers::config.remove_by_path(path.into_sql::<Array<Text>>())))
        .filter(servers::discord_server_id.eq(guild))
        .returning(Server::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("server")?;
    Ok(one(server))
}

fn check_custom(path: &ConfigPath) -> Result<()> {
    let first = path.segments().first();
    match SETTINGS
        .iter()
        .find(|(name, _)| first.is_some_and(|first| first == name))
    {
        Some(_) => Err(Error::invalid(
            path.to_string(),
            "is a typed setting, or lies within one: use `update_setting` or `patch_config`",
        )),
        None => Ok(()),
    }
}
