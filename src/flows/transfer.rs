//! Moves memories from one user to another.

use commonrail::statements::{RunQueryDsl, update};
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use serde_json::json;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, Result};
use crate::error_log::{self, NewErrorLog};
use crate::functions::{server_key, user_key};
use crate::id::{DiscordUserId, GuildId, PersonalMemoryId, ServerId, UserId};
use crate::pool::transaction;
use crate::schema::personal_memories;
use crate::trace::counted;

/// The type of a transfer's entry in `error_logs`.
pub const TRANSFER_ERROR_TYPE: &str = "memory_transfer";
/// The maximum number of memories that a transfer may name.
const MAX_NAMED: usize = 10_000;

/// Which memories to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferScope<'a> {
    /// All memories of the user in this server.
    All,
    /// These memories, 1 to 10,000; each must belong to the user, in this server.
    Only(&'a [PersonalMemoryId]),
}

/// The keys of a transfer's users and server.
struct Route {
    from: UserId,
    to: UserId,
    server: ServerId,
}

/// Moves personal memories of one user to another in one server, and adds an entry to `error_logs`,
/// in one transaction; returns how many were moved.
///
/// The entry contains the users' primary keys (`from_user_id`, `to_user_id`), which
/// [`users::get_by_key`](crate::users::get_by_key) accepts, and which have no meaning once a user
/// was deleted.
///
/// The second statement has no condition on `memory_id` for [`TransferScope::All`]:
///
/// ```sql
/// SELECT (SELECT users.user_id FROM users WHERE users.discord_user_id = $1 LIMIT $2),
/// (SELECT users.user_id FROM users WHERE users.discord_user_id = $3 LIMIT $4),
/// (SELECT servers.server_id FROM servers WHERE servers.discord_server_id = $5 LIMIT $6)
/// ```
/// ```sql
/// UPDATE personal_memories
/// SET user_id = $1
/// WHERE user_id = $2 AND server_id = $3 AND memory_id = ANY ($4)
/// RETURNING memory_id
/// ```
/// ```sql
/// INSERT INTO error_logs (server_id, error_type, error_message, error_context)
/// VALUES ($1, $2, $3, $4)
/// RETURNING error_log_id, server_id, error_type, error_message, error_context, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for the same user twice, or no ids or more than 10,000; `NotFound` for a missing
/// user or server, if there is nothing to move, and if one of the ids is not such a memory. Nothing
/// is moved then.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories", %from, %to, %guild, rows = Empty))]
pub async fn transfer_memories(
    conn: &mut AsyncPgConnection,
    from: DiscordUserId,
    to: DiscordUserId,
    guild: GuildId,
    scope: TransferScope<'_>,
) -> Result<usize> {
    let named = named(scope)?;
    if from == to {
        return Err(Error::invalid("to", "must be another user"));
    }
    let moved = transaction(conn, async |conn| {
        let route = find_route(conn, from, to, guild).await?;
        let moved = match &named {
            None => move_all(conn, &route).await?,
            Some(ids) => move_named(conn, &route, ids).await?,
        };
        if moved == 0 || named.as_ref().is_some_and(|ids| ids.len() != moved) {
            return Err(Error::not_found("personal memory to transfer"));
        }
        let entry = log_entry(&route, moved);
        error_log::insert(conn, &entry).await?;
        Ok(moved)
    })
    .await
    .map_err(gone_meanwhile)?;
    Ok(counted(moved))
}

/// Returns the ids of a scope without duplicates, or `None` for all.
fn named(scope: TransferScope<'_>) -> Result<Option<Vec<PersonalMemoryId>>> {
    let TransferScope::Only(ids) = scope else {
        return Ok(None);
    };
    if ids.is_empty() || ids.len() > MAX_NAMED {
        return Err(Error::invalid("memory_ids", "must be 1 to 10,000"));
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids))
}

/// Maps a violation of the user's foreign key to `NotFound`: the user was deleted after the
/// look-up.
fn gone_meanwhile(error: Error) -> Error {
    match error {
        Error::Conflict { constraint } if constraint == "personal_memories_user_id_fkey" => {
            Error::not_found("user to transfer to")
        }
        other => other,
    }
}

async fn find_route(
    mut conn: &AsyncPgConnection,
    from: DiscordUserId,
    to: DiscordUserId,
    guild: GuildId,
) -> Result<Route> {
    let columns = (
        user_key(from).nullable(),
        user_key(to).nullable(),
        server_key(guild).nullable(),
    );
    let (from, to, server): (Option<UserId>, Option<UserId>, Option<ServerId>) =
        diesel::select(columns).get_result(&mut conn).await?;
    let from = from.ok_or(Error::not_found("user to transfer from"))?;
    let to = to.ok_or(Error::not_found("user to transfer to"))?;
    let server = server.ok_or(Error::not_found("server"))?;
    Ok(Route { from, to, server })
}

async fn move_all(mut conn: &AsyncPgConnection, route: &Route) -> Result<usize> {
    let moved: Vec<PersonalMemoryId> = update(personal_memories::table)
        .set(personal_memories::user_id.eq(route.to))
        .filter(personal_memories::user_id.eq(route.from))
        .filter(personal_memories::server_id.eq(route.server))
        .returning(personal_memories::memory_id)
        .load(&mut conn)
        .await?;
    Ok(moved.len())
}

async fn move_named(
    mut conn: &AsyncPgConnection,
    route: &Route,
    ids: &[PersonalMemoryId],
) -> Result<usize> {
    let moved: Vec<PersonalMemoryId> = update(personal_memories::table)
        .set(personal_memories::user_id.eq(route.to))
        .filter(personal_memories::user_id.eq(route.from))
        .filter(personal_memories::server_id.eq(route.server))
        .filter(personal_memories::memory_id.eq_any(ids))
        .returning(personal_memories::memory_id)
        .load(&mut conn)
        .await?;
    Ok(moved.len())
}

fn log_entry(route: &Route, moved: usize) -> NewErrorLog {
    NewErrorLog {
        server_id: Some(route.server),
        error_type: TRANSFER_ERROR_TYPE.into(),
        error_message: "memory transfer completed".into(),
        error_context: json!({
            "from_user_id": route.from,
            "to_user_id": route.to,
            "transferred_count": moved,
        }),
    }
}
