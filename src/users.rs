//! `users`: one row is a Discord user whom the bot has met, and the user's preferences.
//!
//! A user is found by Discord's snowflake. Preferences are a free-form JSON object: their paths are
//! bound, never concatenated into SQL, and concurrent writers of different paths do not overwrite
//! each other.
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
use commonrail::row;
use commonrail::statements::{RunQueryDsl, sql_file, update};
use diesel::dsl::{AsSelect, SqlTypeOf};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use serde_json::Value;
use tracing::field::Empty;
use tracing::instrument;

use crate::error::{Error, ForRead, OrNotFound, Result, is_read_only};
use crate::functions::{jsonb_set_deep, refused_path, row_before};
use crate::id::{DiscordUserId, UserId};
use crate::input;
use crate::page::{Cursor, Keyed, Page, PageRequest};
use crate::path::ConfigPath;
use crate::schema::users;
use crate::stored::Stored;
use crate::trace::{counted, one};

row! {
    /// A row of `users`.
    #[derive(Debug, Clone, PartialEq, Identifiable, Serialize)]
    #[diesel(primary_key(user_id))]
    pub struct User of users {
        /// Key of this database.
        pub user_id: UserId,
        /// Discord's id of the user.
        pub discord_user_id: DiscordUserId,
        preferences: Stored<Value>,
        /// When the row was inserted.
        pub created_at: DateTime<Utc>,
        /// When the row was last updated.
        pub updated_at: DateTime<Utc>,
    }
}

impl User {
    /// Returns the user's preferences, a JSON object.
    ///
    /// # Errors
    /// `Corrupt` when another writer stored a value that this crate cannot read.
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
        .or_not_found("user")
        .for_read()?;
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
        .optional()
        .for_read()?;
    Ok(counted(user))
}

/// Returns the user with this primary key, which other rows refer to.
///
/// ```sql
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at
/// FROM users
/// WHERE user_id = $1
/// LIMIT $2
/// ```
///
/// # Errors
/// `NotFound` when there is none.
#[instrument(level = "debug", skip_all, fields(table = "users", %user, rows = Empty))]
pub async fn get_by_key(mut conn: &AsyncPgConnection, user: UserId) -> Result<User> {
    let row = User::query()
        .filter(users::user_id.eq(user))
        .first(&mut conn)
        .await
        .or_not_found("user")
        .for_read()?;
    Ok(one(row))
}

/// Lists the users with these primary keys, ordered by key; for example those of a page of search
/// results.
///
/// Keys without a row are left out.
///
/// ```sql
/// SELECT user_id, discord_user_id, preferences, created_at, updated_at
/// FROM users
/// WHERE user_id = ANY ($1)
/// ORDER BY user_id
/// ```
///
/// # Errors
/// `InvalidInput` for more than 10,000 keys.
#[instrument(level = "debug", skip_all, fields(table = "users", rows = Empty))]
pub async fn list_by_keys(mut conn: &AsyncPgConnection, keys: &[UserId]) -> Result<Vec<User>> {
    input::keys(keys)?;
    let rows = User::query()
        .filter(users::user_id.eq_any(keys))
        .order(users::user_id)
        .load(&mut conn)
        .await
        .for_read()?;
    Ok(counted(rows))
}

/// Returns the user with this snowflake, creating the row if there is none.
///
/// Nothing is written for an existing user. The statement is `src/sql/users_get_or_insert.sql`:
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
/// If another session inserts the same row concurrently, the statement returns no row and is sent
/// once more.
///
/// On a read-only server, the row is looked up by [`find`] instead.
///
/// # Errors
/// `Unavailable` on a read-only server if there is no such row.
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
        .optional();
        match row {
            Ok(Some(row)) => return Ok(one(row)),
            Ok(None) => {}
            Err(error) if is_read_only(&error) => {
                return find(conn, user).await?.ok_or_else(|| error.into());
            }
            Err(error) => return Err(error.into()),
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
        .await
        .for_read()?;
    Ok(counted(Page::from_probe(rows, request.limit)))
}

/// Changes one preference, creating the objects on its path; returns the stored row.
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

/// Deletes a user with all personal memories; returns true if there was one.
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
