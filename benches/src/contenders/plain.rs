//! The limit: prepared statements on one plain connection of tokio-postgres.

mod pooled;
mod statements;

use std::pin::pin;

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use serde_json::json;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls, Statement};

use crate::call::{Answer, Call, PAGE, PROBE, SECRET, TYPE, start};
use crate::contender::Contender;
use crate::rows::ServerMemory;
use crate::sql;

pub use pooled::Pooled;
use statements::{add, list, load_state, memory, page, server_memory, set_config, statistic};

/// How the limit differs where it has variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Every statement waits for the one before; a thousand rows go by COPY.
    Limit,
    /// The reads of a message travel together; a thousand rows go by UNNEST.
    Together,
    /// Searches without the index for text.
    WithoutIndex,
}

/// A connection and its statements.
pub struct Plain {
    variant: Variant,
    client: Client,
    statements: Statements,
}

/// All prepared.
struct Statements {
    ping: Statement,
    add: Statement,
    state: Statement,
    page: Statement,
    offset_page: Statement,
    set_config: Statement,
    search: Statement,
    ilike: Statement,
    bulk: Statement,
    store_key: Statement,
    reveal_key: Statement,
    transfer_route: Statement,
    transfer: Statement,
    transfer_log: Statement,
    statistics: Statement,
    purge: Statement,
    user: Statement,
    server_page: Statement,
}

impl Statements {
    async fn prepare(client: &Client) -> Result<Self> {
        let prepare = async |sql| client.prepare(sql).await.context(sql);
        Ok(Self {
            ping: prepare(sql::PING).await?,
            add: prepare(sql::ADD).await?,
            state: prepare(sql::STATE).await?,
            page: prepare(sql::PAGE).await?,
            offset_page: prepare(sql::OFFSET_PAGE).await?,
            set_config: prepare(sql::SET_CONFIG).await?,
            search: prepare(sql::SEARCH).await?,
            ilike: prepare(sql::ILIKE).await?,
            bulk: prepare(sql::BULK).await?,
            store_key: prepare(sql::STORE_KEY).await?,
            reveal_key: prepare(sql::REVEAL_KEY).await?,
            transfer_route: prepare(sql::TRANSFER_ROUTE).await?,
            transfer: prepare(sql::TRANSFER).await?,
            transfer_log: prepare(sql::TRANSFER_LOG).await?,
            statistics: prepare(sql::STATISTICS).await?,
            purge: prepare(sql::PURGE).await?,
            user: prepare(sql::USER).await?,
            server_page: prepare(sql::SERVER_PAGE).await?,
        })
    }
}

impl Plain {
    /// Connects and prepares.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn new(url: &str, variant: Variant) -> Result<Self> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        if variant == Variant::WithoutIndex {
            // The index for text can be scanned in this way alone.
            client.batch_execute("SET enable_bitmapscan = off").await?;
        }
        let statements = Statements::prepare(&client).await?;
        Ok(Self {
            variant,
            client,
            statements,
        })
    }

    async fn search(&self, guild: &str, term: &str) -> Result<Vec<ServerMemory>> {
        let statement = match self.variant {
            Variant::WithoutIndex => &self.statements.ilike,
            _ => &self.statements.search,
        };
        let pattern = format!("%{term}%");
        let values: [&(dyn ToSql + Sync); 3] = [&guild, &pattern, &PROBE];
        let rows = self.client.query(statement, &values).await?;
        Ok(page(rows, server_memory))
    }

    async fn bulk(&self, call: &Bulk<'_>) -> Result<u64> {
        if self.variant == Variant::Together {
            let types = vec![TYPE; call.contents.len()];
            let values: [&(dyn ToSql + Sync); 4] =
                [&call.contents, &types, &call.user, &call.guild];
            let rows = self.client.query(&self.statements.bulk, &values).await?;
            return Ok(rows.into_iter().map(memory).count() as u64);
        }
        let types = [Type::INT8, Type::INT8, Type::TEXT, Type::TEXT];
        let sink = self.client.copy_in(sql::COPY).await?;
        let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
        for content in call.contents {
            let row: [&(dyn ToSql + Sync); 4] = [&call.user_id, &call.server_id, content, &TYPE];
            writer.as_mut().write(&row).await?;
        }
        Ok(writer.finish().await?)
    }

    async fn key(&self, server: i64, key: &str) -> Result<String> {
        let values: [&(dyn ToSql + Sync); 4] = [&server, &"pgcrypto", &key, &SECRET];
        let stored = self.client.query_one(&self.statements.store_key, &values);
        stored.await?;
        let values: [&(dyn ToSql + Sync); 3] = [&SECRET, &server, &"pgcrypto"];
        let revealed = self.client.query_one(&self.statements.reveal_key, &values);
        Ok(revealed.await?.get(0))
    }

    async fn transfer(&self, from: &str, to: &str, guild: &str) -> Result<usize> {
        let statements = &self.statements;
        self.client.batch_execute("BEGIN").await?;
        let route = self
            .client
            .query_one(
                &statements.transfer_route,
                &[&from, &1_i64, &to, &1_i64, &guild, &1_i64],
            )
            .await?;
        let (source, target, server): (i64, i64, i64) = (route.get(0), route.get(1), route.get(2));
        let moved = self
            .client
            .query(&statements.transfer, &[&target, &source, &server])
            .await?
            .len();
        let message = format!("{moved} memories went");
        let context = json!({"from": from, "to": to, "memories": moved});
        let values: [&(dyn ToSql + Sync); 4] = [&server, &"memory_transfer", &message, &context];
        self.client
            .query_one(&statements.transfer_log, &values)
            .await?;
        self.client.batch_execute("COMMIT").await?;
        Ok(moved)
    }

    async fn message(&self, user: &str, guild: &str) -> Result<Answer> {
        let (client, statements) = (&self.client, &self.statements);
        let of_user = async || {
            let row = client.query_one(&statements.user, &[&user]).await?;
            anyhow::Ok(statements::user(&row))
        };
        let of_server = async || {
            let (created_at, key) = start();
            let values: [&(dyn ToSql + Sync); 5] = [&guild, &1_i64, &created_at, &key, &PROBE];
            let rows = client.query(&statements.server_page, &values).await?;
            anyhow::Ok(page(rows, server_memory))
        };
        let state = async || load_state(client, &statements.state, guild).await;
        let list = async || list(client, &statements.page, user, guild, None).await;
        if self.variant == Variant::Together {
            let all = tokio::try_join!(state(), of_user(), list(), of_server())?;
            return Ok(Box::new(all));
        }
        Ok(Box::new((
            state().await?,
            of_user().await?,
            list().await?,
            of_server().await?,
        )))
    }
}

/// The values of [`Call::Bulk`].
struct Bulk<'a> {
    user: &'a str,
    guild: &'a str,
    user_id: i64,
    server_id: i64,
    contents: &'a [String],
}

#[async_trait]
impl Contender for Plain {
    fn name(&self) -> &'static str {
        match self.variant {
            Variant::Limit => "tokio-postgres",
            Variant::Together => "tokio-postgres, pipelined or UNNEST",
            Variant::WithoutIndex => "tokio-postgres, no text index",
        }
    }

    fn makes(&self, call: &Call) -> bool {
        match self.variant {
            Variant::Limit => true,
            Variant::Together => matches!(call, Call::Message { .. } | Call::Bulk { .. }),
            Variant::WithoutIndex => matches!(call, Call::Search { .. }),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each call")]
    async fn call(&self, call: &Call) -> Result<Answer> {
        let (client, statements) = (&self.client, &self.statements);
        Ok(match call {
            Call::Checkout => {
                client.query_one(&statements.ping, &[]).await?;
                Box::new(())
            }
            Call::Add {
                user,
                guild,
                content,
            } => Box::new(add(client, &statements.add, user, guild, content).await?),
            Call::State { guild } => Box::new(load_state(client, &statements.state, guild).await?),
            Call::Page { user, guild, after } => {
                Box::new(list(client, &statements.page, user, guild, *after).await?)
            }
            Call::OffsetPage {
                user,
                guild,
                offset,
            } => {
                let values: [&(dyn ToSql + Sync); 6] = [
                    &user.as_str(),
                    &1_i64,
                    &guild.as_str(),
                    &1_i64,
                    &PAGE,
                    offset,
                ];
                let rows = client.query(&statements.offset_page, &values).await?;
                Box::new(page(rows, memory))
            }
            Call::SetConfig { guild, value } => {
                Box::new(set_config(client, &statements.set_config, guild, *value).await?)
            }
            Call::Search { guild, term } => Box::new(self.search(guild, term).await?),
            Call::Bulk {
                user,
                guild,
                user_id,
                server_id,
                contents,
            } => {
                let (user_id, server_id) = (*user_id, *server_id);
                let bulk = Bulk {
                    user,
                    guild,
                    user_id,
                    server_id,
                    contents,
                };
                Box::new(self.bulk(&bulk).await?)
            }
            Call::Key { server_id, key } => Box::new(self.key(*server_id, key).await?),
            Call::Transfer { from, to, guild } => Box::new(self.transfer(from, to, guild).await?),
            Call::Statistics { guild } => {
                let rows = client
                    .query(&statements.statistics, &[&guild.as_str()])
                    .await?;
                Box::new(
                    rows.into_iter()
                        .map(|row| statistic(&row))
                        .collect::<Vec<_>>(),
                )
            }
            Call::Purge {
                memory_type,
                before,
            } => {
                let values: [&(dyn ToSql + Sync); 3] = [memory_type, before, &5_000_i64];
                Box::new(client.execute(&statements.purge, &values).await?)
            }
            Call::Message { user, guild } => self.message(user, guild).await?,
        })
    }
}
