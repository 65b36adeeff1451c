//! What every test starts from: a database of its own, cloned from a migrated template, and a few
//! rows in it.

use std::future::Future;

use anyhow::{Context as _, Result};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use glowplug_local::{TestDatabase, TestServer};
use tomori_db::id::{DiscordUserId, GuildId};
use tomori_db::pool::{self, Settings};
use tomori_db::servers::{self, Server, ServerConfig};
use tomori_db::users::{self, User};

/// A database of one test; gone with this value.
pub struct Database {
    inner: TestDatabase,
}

impl Database {
    /// A migrated database.
    pub async fn migrated() -> Result<Self> {
        tokio::task::spawn_blocking(|| {
            let template = TestServer::shared()?.template("tomori-db", migrate)?;
            Ok(Self {
                inner: template.database()?,
            })
        })
        .await?
    }

    /// An empty database.
    pub async fn empty() -> Result<Self> {
        tokio::task::spawn_blocking(|| {
            Ok(Self {
                inner: TestServer::shared()?.database()?,
            })
        })
        .await?
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        self.inner.url()
    }

    /// Settings for connecting to it.
    pub fn settings(&self) -> Result<Settings> {
        Ok(Settings::from_url(self.url())?)
    }

    /// A connection to it.
    pub async fn connect(&self) -> Result<AsyncPgConnection> {
        Ok(pool::connect(&self.settings()?).await?)
    }
}

/// A migrated database and a connection to it.
pub async fn start() -> Result<(Database, AsyncPgConnection)> {
    let database = Database::migrated().await?;
    let conn = database.connect().await?;
    Ok((database, conn))
}

/// Migrates the template; called on a thread that blocks.
fn migrate(url: &str) -> Result<(), anyhow::Error> {
    block_on(async {
        pool::migrate(&Settings::from_url(url)?).await?;
        Ok(())
    })
}

/// Runs a future on a thread that blocks.
pub fn block_on<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(future)
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
    conn.batch_execute(sql).await.with_context(|| sql.to_owned())
}

/// One number that a query returns.
pub async fn number(mut conn: &AsyncPgConnection, sql: &str) -> Result<i64> {
    use diesel::sql_types::BigInt;
    use diesel_async::RunQueryDsl as _;

    #[derive(diesel::QueryableByName)]
    struct Number {
        #[diesel(sql_type = BigInt)]
        number: i64,
    }
    let sql = format!("SELECT ({sql})::bigint AS number");
    let row: Number = diesel::sql_query(&sql)
        .get_result(&mut conn)
        .await
        .context(sql)?;
    Ok(row.number)
}
