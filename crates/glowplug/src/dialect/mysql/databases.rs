//! Creates, recreates and drops whole databases.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder};

use super::{CONNECT_TIMEOUT, address, error, quote};
use crate::error::{Class, ServerError};
use crate::model::Address;

/// Creates the database of an address; returns true if it did not exist.
///
/// # Errors
/// A server that cannot be reached, or a missing privilege.
pub async fn create_database(address: &Address) -> Result<bool, ServerError> {
    let name = name(address)?;
    match run(address, &format!("CREATE DATABASE {}", quote(&name))).await {
        Ok(()) => Ok(true),
        Err(error) if error.class == Class::Exists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Drops the database of an address with everything in it, if it exists, and creates it again with
/// the same character set.
///
/// # Errors
/// A server that cannot be reached, or a missing privilege.
pub async fn recreate_database(address: &Address) -> Result<(), ServerError> {
    let name = name(address)?;
    let set = options(address, &name).await?;
    let quoted = quote(&name);
    run(address, &format!("DROP DATABASE IF EXISTS {quoted}")).await?;
    run(address, &format!("CREATE DATABASE {quoted}{set}")).await
}

fn name(address: &Address) -> Result<String, ServerError> {
    let name = address.database_name();
    if name.is_empty() {
        let message = "the address does not contain a database name";
        return Err(ServerError::new(Class::MissingDatabase, message));
    }
    Ok(name)
}

/// Returns the character set and collation of a database as options of `CREATE DATABASE`; empty if
/// the database does not exist.
pub(super) async fn options(address: &Address, name: &str) -> Result<String, ServerError> {
    let sql = "SELECT default_character_set_name, default_collation_name \
         FROM information_schema.schemata WHERE schema_name = ?";
    let mut connection = open(address).await?;
    let found: Result<Option<(String, String)>, _> = connection.exec_first(sql, (name,)).await;
    let found = found.map_err(|cause| error::of_driver(&cause, sql))?;
    Ok(found.map_or_else(String::new, |(set, collation)| {
        format!(" CHARACTER SET {set} COLLATE {collation}")
    }))
}

async fn run(address: &Address, sql: &str) -> Result<(), ServerError> {
    let mut connection = open(address).await?;
    let result = connection.query_drop(sql).await;
    result.map_err(|cause| error::of_driver(&cause, sql))
}

/// Connects to the server without selecting a database.
pub(super) async fn open(address: &Address) -> Result<Conn, ServerError> {
    let options = address::options(address)?;
    let options: Opts = OptsBuilder::from_opts(options)
        .db_name(None::<String>)
        .into();
    let opening = tokio::time::timeout(CONNECT_TIMEOUT, Conn::new(options.clone()));
    match opening.await {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(cause)) => Err(error::of_connecting(cause, &options).await),
        Err(_) => Err(error::no_answer()),
    }
}
