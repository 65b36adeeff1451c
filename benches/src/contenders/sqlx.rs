//! sqlx, with its pool as its documentation shows it.

use anyhow::Result;
use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{query, query_as, query_scalar};

use crate::call::{Answer, Call, PAGE, PROBE, Place, SECRET, SETTING, TYPE, after};
use crate::contender::Contender;
use crate::rows::{Memory, Server, ServerMemory, State, Statistic, User};
use crate::sql;

/// A pool.
pub struct Sqlx(PgPool);

impl Sqlx {
    /// A pool of so many connections.
    ///
    /// # Errors
    /// When the server is not there.
    pub async fn new(url: &str, connections: u32) -> Result<Self> {
        let options = PgPoolOptions::new().max_connections(connections);
        Ok(Self(options.connect(url).await?))
    }

    async fn state(&self, guild: &str) -> Result<State> {
        let found = query_as(sql::STATE).bind(guild).bind(1_i64);
        Ok(found.fetch_one(&self.0).await?)
    }

    async fn page(&self, user: &str, guild: &str, place: Option<Place>) -> Result<Vec<Memory>> {
        let (created_at, key) = after(place);
        let rows = query_as(sql::PAGE)
            .bind(user)
            .bind(1_i64)
            .bind(guild)
            .bind(1_i64)
            .bind(created_at)
            .bind(key)
            .bind(PROBE)
            .fetch_all(&self.0);
        Ok(page(rows.await?))
    }

    async fn server_page(&self, guild: &str) -> Result<Vec<ServerMemory>> {
        let (created_at, key) = after(None);
        let rows = query_as(sql::SERVER_PAGE)
            .bind(guild)
            .bind(1_i64)
            .bind(created_at)
            .bind(key)
            .bind(PROBE)
            .fetch_all(&self.0);
        Ok(page(rows.await?))
    }

    async fn offset_page(&self, user: &str, guild: &str, offset: i64) -> Result<Vec<Memory>> {
        let rows = query_as(sql::OFFSET_PAGE)
            .bind(user)
            .bind(1_i64)
            .bind(guild)
            .bind(1_i64)
            .bind(PAGE)
            .bind(offset)
            .fetch_all(&self.0);
        Ok(rows.await?)
    }

    async fn bulk(&self, user: &str, guild: &str, contents: &[String]) -> Result<usize> {
        let rows: Vec<Memory> = query_as(sql::BULK)
            .bind(contents)
            .bind(vec![TYPE; contents.len()])
            .bind(user)
            .bind(guild)
            .fetch_all(&self.0)
            .await?;
        Ok(rows.len())
    }

    async fn key(&self, server: i64, key: &str) -> Result<String> {
        query(sql::STORE_KEY)
            .bind(server)
            .bind("pgcrypto")
            .bind(key)
            .bind(SECRET)
            .fetch_one(&self.0)
            .await?;
        let revealed = query_scalar(sql::REVEAL_KEY)
            .bind(SECRET)
            .bind(server)
            .bind("pgcrypto");
        Ok(revealed.fetch_one(&self.0).await?)
    }

    async fn transfer(&self, from: &str, to: &str, guild: &str) -> Result<usize> {
        let mut transaction = self.0.begin().await?;
        let (source, target, server): (i64, i64, i64) = query_as(sql::TRANSFER_ROUTE)
            .bind(from)
            .bind(1_i64)
            .bind(to)
            .bind(1_i64)
            .bind(guild)
            .bind(1_i64)
            .fetch_one(&mut *transaction)
            .await?;
        let moved: Vec<i64> = query_scalar(sql::TRANSFER)
            .bind(target)
            .bind(source)
            .bind(server)
            .fetch_all(&mut *transaction)
            .await?;
        query(sql::TRANSFER_LOG)
            .bind(server)
            .bind("memory_transfer")
            .bind(format!("{} memories went", moved.len()))
            .bind(json!({"from": from, "to": to, "memories": moved.len()}))
            .fetch_one(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(moved.len())
    }

    async fn message(&self, user: &str, guild: &str) -> Result<Answer> {
        let state = self.state(guild).await?;
        let of_user: User = query_as(sql::USER).bind(user).fetch_one(&self.0).await?;
        let list = self.page(user, guild, None).await?;
        let of_server = self.server_page(guild).await?;
        Ok(Box::new((state, of_user, list, of_server)))
    }
}

#[async_trait]
impl Contender for Sqlx {
    fn name(&self) -> &'static str {
        "sqlx"
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each call")]
    async fn call(&self, call: &Call) -> Result<Answer> {
        let pool = &self.0;
        Ok(match call {
            Call::Checkout => {
                drop(pool.acquire().await?);
                Box::new(())
            }
            Call::Add {
                user,
                guild,
                content,
            } => {
                let row = query_as(sql::ADD)
                    .bind(content)
                    .bind(TYPE)
                    .bind(guild.as_str())
                    .bind(user.as_str());
                let row: Memory = row.fetch_one(pool).await?;
                Box::new(row)
            }
            Call::State { guild } => Box::new(self.state(guild).await?),
            Call::Page { user, guild, after } => Box::new(self.page(user, guild, *after).await?),
            Call::OffsetPage {
                user,
                guild,
                offset,
            } => Box::new(self.offset_page(user, guild, *offset).await?),
            Call::SetConfig { guild, value } => {
                let row = query_as(sql::SET_CONFIG)
                    .bind(vec![SETTING])
                    .bind(Value::from(*value))
                    .bind(guild.as_str());
                let row: Server = row.fetch_one(pool).await?;
                Box::new(row)
            }
            Call::Search { guild, term } => {
                let rows = query_as(sql::ILIKE)
                    .bind(guild.as_str())
                    .bind(format!("%{term}%"))
                    .bind(PROBE);
                let rows: Vec<ServerMemory> = rows.fetch_all(pool).await?;
                Box::new(page(rows))
            }
            Call::Bulk {
                user,
                guild,
                contents,
                ..
            } => Box::new(self.bulk(user, guild, contents).await?),
            Call::Key { server_id, key } => Box::new(self.key(*server_id, key).await?),
            Call::Transfer { from, to, guild } => Box::new(self.transfer(from, to, guild).await?),
            Call::Statistics { guild } => {
                let rows = query_as(sql::STATISTICS)
                    .bind(guild.as_str())
                    .fetch_all(pool)
                    .await?;
                let rows: Vec<Statistic> = rows;
                Box::new(rows)
            }
            Call::Purge {
                memory_type,
                before,
            } => {
                let purged = query(sql::PURGE)
                    .bind(memory_type)
                    .bind(before)
                    .bind(5_000_i64);
                Box::new(purged.execute(pool).await?.rows_affected())
            }
            Call::Message { user, guild } => self.message(user, guild).await?,
        })
    }
}

/// The rows of a page, without the one that says whether there are more.
fn page<T>(mut rows: Vec<T>) -> Vec<T> {
    rows.truncate(PAGE as usize);
    rows
}
