//! `/health`: whether the database answers, for whoever decides if this process gets requests.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use tomori_db::pool::ping;

use crate::error::ApiError;
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/health", get(health))
}

/// 200 with what the database took, else 503.
async fn health(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    let conn = app.connection().await?;
    let took = ping(&conn).await?;
    Ok(Json(
        json!({"status": "ok", "database_ms": took.as_secs_f64() * 1e3}),
    ))
}
