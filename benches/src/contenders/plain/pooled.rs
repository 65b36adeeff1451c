//! The same statements on a fair pool.

use anyhow::{Result, bail};
use async_trait::async_trait;
use tokio_postgres::NoTls;

use super::statements::{add, list, load_state, set_config};
use crate::call::{Answer, Call};
use crate::contender::Contender;
use crate::sql;

/// The same statements on a fair pool: what the mix is compared with.
pub struct Pooled(deadpool_postgres::Pool);

impl Pooled {
    /// A pool of so many connections.
    ///
    /// # Errors
    /// When the address is wrong.
    pub fn new(url: &str, connections: u32) -> Result<Self> {
        let mut config = deadpool_postgres::Config::new();
        config.url = Some(url.to_owned());
        config.pool = Some(deadpool_postgres::PoolConfig::new(connections as usize));
        let runtime = deadpool_postgres::Runtime::Tokio1;
        Ok(Self(config.create_pool(Some(runtime), NoTls)?))
    }
}

#[async_trait]
impl Contender for Pooled {
    fn name(&self) -> &'static str {
        "tokio-postgres, deadpool"
    }

    async fn call(&self, call: &Call) -> Result<Answer> {
        let client = self.0.get().await?;
        Ok(match call {
            Call::Add {
                user,
                guild,
                content,
            } => {
                let statement = client.prepare_cached(sql::ADD).await?;
                Box::new(add(&client, &statement, user, guild, content).await?)
            }
            Call::State { guild } => {
                let statement = client.prepare_cached(sql::STATE).await?;
                Box::new(load_state(&client, &statement, guild).await?)
            }
            Call::Page { user, guild, after } => {
                let statement = client.prepare_cached(sql::PAGE).await?;
                Box::new(list(&client, &statement, user, guild, *after).await?)
            }
            Call::SetConfig { guild, value } => {
                let statement = client.prepare_cached(sql::SET_CONFIG).await?;
                Box::new(set_config(&client, &statement, guild, *value).await?)
            }
            _ => bail!("not in the mix"),
        })
    }
}
