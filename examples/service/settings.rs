//! `/settings`: the settings of the caller's guild.

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::routing::{get, put};
use axum::{Json, Router};
use serde_json::Value;
use tomori_db::path::ConfigPath;
use tomori_db::servers::{self, ConfigPatch, ServerConfig};

use crate::error::ApiError;
use crate::guard::Caller;
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(read).put(replace).patch(patch))
        .route("/settings/{path}", put(write))
}

async fn read(State(app): State<App>, caller: Caller) -> Result<Json<ServerConfig>, ApiError> {
    let conn = app.connection().await?;
    let server = servers::get(&conn, caller.guild).await?;
    Ok(Json(server.config()?.clone()))
}

/// Replaces all settings, with defaults for those left out; sets up the guild if it is new.
async fn replace(
    State(app): State<App>,
    caller: Caller,
    config: Result<Json<ServerConfig>, JsonRejection>,
) -> Result<Json<ServerConfig>, ApiError> {
    let Json(config) = config?;
    let conn = app.connection().await?;
    let server = servers::upsert(&conn, caller.guild, &config).await?;
    Ok(Json(server.config()?.clone()))
}

/// Changes several settings at once; the body is an object of them.
async fn patch(
    State(app): State<App>,
    caller: Caller,
    patch: Result<Json<ConfigPatch>, JsonRejection>,
) -> Result<Json<ServerConfig>, ApiError> {
    let Json(patch) = patch?;
    let conn = app.connection().await?;
    let server = servers::patch_config(&conn, caller.guild, &patch).await?;
    Ok(Json(server.config()?.clone()))
}

/// Changes one setting; the body is its value.
async fn write(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    value: Result<Json<Value>, JsonRejection>,
) -> Result<Json<ServerConfig>, ApiError> {
    let path: ConfigPath = path?.parse()?;
    let Json(value) = value?;
    let conn = app.connection().await?;
    let server = servers::update_setting(&conn, caller.guild, &path, &value).await?;
    Ok(Json(server.config()?.clone()))
}
