//! Pools under test, and the settings of both their connections and bb8.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use commonrail::statements::{RunQueryDsl as _, sql_file};
use commonrail::{Error, Pool, Result};
use diesel::sql_types::Integer;
use diesel_async::AsyncPgConnection;

/// The settings of a pool: those of its connections, to which it dereferences, and bb8's.
#[derive(Clone, Debug)]
pub struct Settings {
    pub max_size: u32,
    pub min_idle: Option<u32>,
    pub checkout_timeout: Duration,
    connection: commonrail::Settings,
}

impl Settings {
    pub fn from_url(url: &str) -> Result<Self> {
        Ok(Self {
            max_size: 10,
            min_idle: None,
            checkout_timeout: Duration::from_secs(5),
            connection: commonrail::Settings::from_url(url)?,
        })
    }
}

impl Deref for Settings {
    type Target = commonrail::Settings;

    fn deref(&self) -> &commonrail::Settings {
        &self.connection
    }
}

impl DerefMut for Settings {
    fn deref_mut(&mut self) -> &mut commonrail::Settings {
        &mut self.connection
    }
}

/// Opens a pool and its first connection.
pub async fn open(settings: Settings) -> Result<Pool> {
    let builder = bb8::Pool::builder()
        .max_size(settings.max_size)
        .min_idle(settings.min_idle)
        .connection_timeout(settings.checkout_timeout);
    Pool::new(builder, settings.connection).await
}

/// Asks for an answer, as a read does: without it, nothing can have taken effect.
pub async fn ping(mut conn: &AsyncPgConnection) -> Result<()> {
    sql_file::<Integer, _>("SELECT 1", ())
        .execute(&mut conn)
        .await
        .map_err(|error| Error::from(error).for_read())?;
    Ok(())
}
