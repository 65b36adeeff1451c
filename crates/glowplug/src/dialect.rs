//! PostgreSQL, SQLite and MySQL: each folder is one [`Session`](crate::session::Session). SQL
//! text exists only here.

pub mod bookkeeping;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "sqlite")]
pub mod sqlite;

use crate::error::{Class, Error, Result, ServerError};
use crate::model::{Address, Database};
use crate::session::Session;

/// Opens a session at an address.
///
/// # Errors
/// [`Error::Connect`] with the reason; also when the database's feature is not built in.
pub async fn connect(address: &Address) -> Result<Box<dyn Session>> {
    let opened: Result<Box<dyn Session>, ServerError> = match address.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => postgres::connect(address).await,
        #[cfg(feature = "sqlite")]
        Database::Sqlite => sqlite::connect(address).await,
        #[cfg(feature = "mysql")]
        Database::Mysql => mysql::connect(address).await,
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(ServerError::new(
            Class::Other,
            format!("this build has no support for {other}"),
        )),
    };
    opened.map_err(|source| Error::Connect {
        address: address.to_string(),
        source: Box::new(source),
    })
}
