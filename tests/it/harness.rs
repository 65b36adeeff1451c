//! The start of every test: its own database, cloned from a migrated template, with a few rows.

use anyhow::{Context as _, Result};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use tomori_db::id::{DiscordUserId, GuildId};
use tomori_db::servers::{self, Server, ServerConfig};
use tomori_db::users::{self, User};

use crate::support::server::{Database, migrated};
use crate::support::sql;

/// A migrated database and a connection to it.
pub async fn start() -> Result<(Database, AsyncPgConnection)> {
    let database = migrated().await;
    let conn = database.connect().await?;
    Ok((database, conn))
}
/// The n-th guild.
pub fn guild(n: u64) -> GuildId {
    GuildId::new(1_000 + n).expect("not 0")
}

/// The n-th user.
pub fn user(n: u64) -> DiscordUserId {
    DiscordUserId::new(2_000 + n).expect("not 0")
}

/// The server of the n-th guild, with default settings.
pub async fn add_server(conn: &AsyncPgConnection, n: u64) -> Result<Server> {
    Ok(servers::upsert(conn, guild(n), &ServerConfig::default()).await?)
}

/// The row of the n-th user.
pub async fn add_user(conn: &AsyncPgConnection, n: u64) -> Result<User> {
    Ok(users::get_or_insert(conn, user(n)).await?)
}

/// Sends SQL as it is.
pub async fn execute(mut conn: &AsyncPgConnection, sql: &str) -> Result<()> {
    conn.batch_execute(sql)
        .await
        .with_context(|| sql.to_owned())
}

/// One number that a query returns.
pub async fn number(conn: &AsyncPgConnection, sql: &str) -> Result<i64> {
    Ok(sql::number(conn, sql).await)
}
