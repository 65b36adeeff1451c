//! `users`: a row is a Discord user whom the bot has met, and what that user likes.
//!
//! A user is found by Discord's snowflake. Preferences are an object of free form: their paths are
//! bound, never spliced, and two writers of two paths lose nothing.
//!
//! ```no_run
//! # use tomori_db::{users, Result};
//! # async fn example(conn: &diesel_async::AsyncPgConnection) -> Result<()> {
//! let user = users::get_or_insert(conn, "987654321098765432".parse()?).await?;
//! users::update_preference(
//!     conn,
//!     user.discord_user_id,
//!     &"ui.theme".parse()?,
//!     &serde_json::json!("dark"),
//! )
//! .await?;
//! # Ok(())
//! # }
//! ```

use chrono::{DateTime, Utc};
use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, OrNotFound, Result};
use crate::functions::{jsonb_set_deep, row_before};
use crate::id::{DiscordUserId, UserId};
use crate::input;
use crate::page::{Cursor, Keyed, Page, PageRequest};
use crate::path::ConfigPath;
use crate::schema::users;
use crate::statements::{RunQueryDsl, row, sql_file, update};
use crate::stored::Stored;
use crate::trace::{counted, one};

row! {
    /// A row of `users`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(user_id))]
    pub struct User of users {
        /// Key of this database.
        pub user_id: UserId,
        /// Discord's key of the user.
        pub discord_user_id: DiscordUserId,
        preferences: Stored<Value>,
        /// When the row was written first.
        pub created_at: DateTime<Utc>,
        /// When the row was written last.
        pub updated_at: DateTime<Utc>,
    }
}

impl User {
    /// What the user likes: an object.
    ///
    /// # Errors
    /// `Corrupt` when another writer stored what this crate cannot read.
    pub fn preferences(&self) -> Result<&Value> {
        self.preferences
            .get(|| format!("the preferences of user {}", self.discord_user_id))
    }
}

impl Keyed for User {
    fn cursor(&self) -> Cursor {
        Cursor::new(self.created_at, self.user_id.get())
    }
}

/// Returns the user with this snowflake.
///
/// ```sql
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at
/// FROM users
/// WHERE discord_user_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when the bot has not met this user.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn get(mut conn: &AsyncPgConnection, user: DiscordUserId) -> Result<User> {
    let user = User::query()
        .filter(users::discord_user_id.eq(user))
        .first(&mut conn)
        .await
        .or_not_found("user")?;
    Ok(one(user))
}

/// Finds the user with this snowflake.
///
/// ```sql
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at
/// FROM users
/// WHERE discord_user_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn find(mut conn: &AsyncPgConnection, user: DiscordUserId) -> Result<Option<User>> {
    let user = User::query()
        .filter(users::discord_user_id.eq(user))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(counted(user))
}

/// Returns the user with this snowflake, making the row when there is none.
///
/// Nothing is written for a user who is there already. The statement is `src/sql/users_get_or_insert.sql`:
///
/// ```sql
/// WITH found AS (
///     SELECT user_id, discord_user_id, preferences, created_at, updated_at
///     FROM users
///     WHERE discord_user_id = $1
/// ), made AS (
///     INSERT INTO users (discord_user_id)
///     SELECT $1
///     WHERE NOT EXISTS (SELECT FROM found)
///     ON CONFLICT (discord_user_id) DO NOTHING
///     RETURNING user_id, discord_user_id, preferences, created_at, updated_at
/// )
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at FROM found
/// UNION ALL
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at FROM made
/// ```
///
/// When another writer makes the same row at the same moment, the statement sees neither and is
/// sent once more.
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn get_or_insert(mut conn: &AsyncPgConnection, user: DiscordUserId) -> Result<User> {
    const TRIES: u32 = 5;
    for _ in 0..TRIES {
        let row = sql_file::<SqlTypeOf<AsSelect<User, Pg>>, _>(
            include_str!("sql/users_get_or_insert.sql"),
            (user.into_sql::<Text>(),),
        )
        .get_result(&mut conn)
        .await
        .optional()?;
        if let Some(row) = row {
            return Ok(one(row));
        }
    }
    Err(Error::not_found("user"))
}

/// Lists the users, newest first.
///
/// ```sql
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at
/// FROM users
/// WHERE (created_at, user_id) < ($1, $2)
/// ORDER BY created_at DESC, user_id DESC
/// LIMIT $3
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "users", rows = Empty))]
pub async fn list(mut conn: &AsyncPgConnection, request: PageRequest) -> Result<Page<User>> {
    let rows = User::query()
        .filter(row_before(
            users::created_at,
            users::user_id,
            request.start(),
        ))
        .order((users::created_at.desc(), users::user_id.desc()))
        .limit(request.limit.probe())
        .load(&mut conn)
        .await?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Changes one preference, making the objects on its path; returns the stored row.
///
/// ```sql
/// UPDATE users
/// SET preferences = jsonb_set_deep(users.preferences, $1, $2)
/// WHERE users.discord_user_id = $3
/// RETURNING user_id, discord_user_id, preferences, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` for a value that jsonb cannot store, or a path through something that is not an
/// object; `NotFound` when the bot has not met this user.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn update_preference(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    path: &ConfigPath,
    value: &Value,
) -> Result<User> {
    input::json("value", value)?;
    let row = update(users::table)
        .set(users::preferences.eq(jsonb_set_deep(
            users::preferences,
            path.into_sql::<Array<Text>>(),
            value,
        )))
        .filter(users::discord_user_id.eq(user))
        .returning(User::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("user")
        .map_err(|error| refused_path(error, path))?;
    Ok(one(row))
}

/// `jsonb_set_deep` refuses a path through a scalar or an array with SQLSTATE `22023`.
fn refused_path(error: Error, path: &ConfigPath) -> Error {
    match error.sqlstate() {
        Some(state) if state.code() == "22023" => Error::invalid(
            path.to_string(),
            "leads through a value that is not an object",
        ),
        _ => error,
    }
}

/// Replaces all preferences; returns the stored row.
///
/// ```sql
/// UPDATE users
/// SET preferences = $1
/// WHERE users.discord_user_id = $2
/// RETURNING user_id, discord_user_id, preferences, created_at, updated_at
/// ```
///
/// # Errors
/// `InvalidInput` when the value is not an object; `NotFound` when the bot has not met this user.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn replace_preferences(
    mut conn: &AsyncPgConnection,
    user: DiscordUserId,
    preferences: &Value,
) -> Result<User> {
    input::object("preferences", preferences)?;
    let row = update(users::table)
        .set(users::preferences.eq(preferences))
        .filter(users::discord_user_id.eq(user))
        .returning(User::as_returning())
        .get_result(&mut conn)
        .await
        .or_not_found("user")?;
    Ok(one(row))
}

/// Deletes a user with all personal memories; says whether there was one.
///
/// ```sql
/// DELETE FROM users
/// WHERE discord_user_id = $1
/// ```
///
/// # Errors
/// Only those of the database.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn delete(mut conn: &AsyncPgConnection, user: DiscordUserId) -> Result<bool> {
    let rows = diesel::delete(users::table)
        .filter(users::discord_user_id.eq(user))
        .execute(&mut conn)
        .await?;
    Ok(counted(rows) > 0)
}
