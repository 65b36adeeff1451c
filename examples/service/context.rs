//! `/context`: all that the bot needs to answer one message.

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

/// Three reads at the cost of one round trip: they share `&conn`, so all are sent before the
/// first answer is there. Only what takes `&mut conn`, a transaction, cannot be joined so.
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
