//! `/memories`: the bot's memories of the caller, in the caller's guild.

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{delete, get};
use axum::{Json, Router};
use serde::Deserialize;
use tomori_db::id::PersonalMemoryId;
use tomori_db::memories::personal::{self, PersonalMemory};
use tomori_db::memories::{MemoryContent, MemoryType, NewMemory, PersonalSearch};
use tomori_db::page::{Limit, Page, PageRequest};
use tomori_db::{Error, users};

use crate::error::ApiError;
use crate::guard::Caller;
use crate::state::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/memories", get(list).post(add))
        .route("/memories/search", get(search))
        .route("/memories/{id}", delete(remove))
}

/// A memory as it is sent. `NewMemory` can be deserialized too, but its errors are then a single
/// text; with this struct each error names its field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemoryInput {
    memory_content: String,
    memory_type: Option<String>,
}

impl TryFrom<MemoryInput> for NewMemory {
    type Error = Error;

    fn try_from(input: MemoryInput) -> Result<Self, Error> {
        Ok(Self {
            memory_content: MemoryContent::new(input.memory_content)?,
            memory_type: match input.memory_type {
                Some(name) => MemoryType::new(name)?,
                None => MemoryType::default(),
            },
        })
    }
}

/// The page: `?limit=20&after=…`, where `after` is the `next` of the previous page.
#[derive(Deserialize)]
struct PageQuery {
    limit: Option<i64>,
    after: Option<String>,
}

impl TryFrom<PageQuery> for PageRequest {
    type Error = Error;

    fn try_from(query: PageQuery) -> Result<Self, Error> {
        Ok(Self {
            limit: query.limit.map_or(Ok(Limit::default()), Limit::new)?,
            after: query.after.map(|cursor| cursor.parse()).transpose()?,
        })
    }
}

#[derive(Deserialize)]
struct Term {
    term: String,
}

async fn add(
    State(app): State<App>,
    caller: Caller,
    input: Result<Json<MemoryInput>, JsonRejection>,
) -> Result<(StatusCode, Json<PersonalMemory>), ApiError> {
    let memory = input?.0.try_into()?;
    let conn = app.connection().await?;
    users::get_or_insert(&conn, caller.user).await?;
    let stored = personal::insert(&conn, caller.user, caller.guild, &memory).await?;
    Ok((StatusCode::CREATED, Json(stored)))
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Result<Json<Page<PersonalMemory>>, ApiError> {
    let request = query?.0.try_into()?;
    let conn = app.connection().await?;
    let page = personal::list(&conn, caller.user, caller.guild, request).await?;
    Ok(Json(page))
}

async fn search(
    State(app): State<App>,
    caller: Caller,
    term: Result<Query<Term>, QueryRejection>,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Result<Json<Page<PersonalMemory>>, ApiError> {
    let request = query?.0.try_into()?;
    let search = PersonalSearch {
        user: Some(caller.user),
        ..PersonalSearch::new(term?.0.term)
    };
    let conn = app.connection().await?;
    let page = personal::search(&conn, caller.guild, &search, request).await?;
    Ok(Json(page))
}

/// Deletes a memory. Another user's memory is not found, as if it did not exist.
async fn remove(
    State(app): State<App>,
    caller: Caller,
    id: Result<Path<PersonalMemoryId>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    let Path(memory) = id?;
    let conn = app.connection().await?;
    match personal::delete(&conn, caller.user, caller.guild, memory).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Error::NotFound {
            what: "personal memory",
        }
        .into()),
    }
}
