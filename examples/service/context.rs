//! `/context`: everything that the bot needs to answer one message.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tomori_db::flows::{BotState, load_state};
use tomori_db::memories::personal::{self, PersonalMemory};
use tomori_db::memories::server::{self, ServerMemory};
use tomori_db::page::PageRequest;

use crate::error::ApiError;
use crate::guard::Caller;
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/context", get(read))
}

#[derive(Serialize)]
struct Context {
    state: BotState,
    about_you: Vec<PersonalMemory>,
    about_all: Vec<ServerMemory>,
}

/// Reads three results in one round trip: the calls share `&conn`, so all are sent before the first
/// response arrives. Calls that take `&mut conn`, for a transaction, cannot be joined like this.
async fn read(State(app): State<App>, caller: Caller) -> Result<Json<Context>, ApiError> {
    let conn = app.connection().await?;
    let newest = PageRequest::default();
    let (state, about_you, about_all) = tokio::try_join!(
        load_state(&conn, caller.guild),
        personal::list(&conn, caller.user, caller.guild, newest),
        server::list(&conn, caller.guild, newest),
    )?;
    Ok(Json(Context {
        state,
        about_you: about_you.items,
        about_all: about_all.items,
    }))
}
