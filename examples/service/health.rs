//! `/health`: whether the database answers, for a load balancer or orchestrator.

use std::time::Duration;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::time::timeout;
use tomori_db::pool::ping;

use crate::error::ApiError;
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/health", get(health))
}

/// The time limit for the database: health checks need a quick response.
const MAX_TIME: Duration = Duration::from_secs(1);

/// Returns 200 with the time that the database took, else 503.
async fn health(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    let took = timeout(MAX_TIME, answer(&app))
        .await
        .unwrap_or(Err(ApiError::TooSlow))?;
    Ok(Json(
        json!({"status": "ok", "database_ms": took.as_secs_f64() * 1e3}),
    ))
}

async fn answer(app: &App) -> Result<Duration, ApiError> {
    let conn = app.connection().await?;
    Ok(ping(&conn).await?)
}
