//! Makes databases, and makes them anew.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder};

use super::{CONNECT_TIMEOUT, address, error, quote};
use crate::error::{Class, ServerError};
use crate::model::Address;

/// Makes the database that the address names; tells whether it had to.
///
/// # Errors
/// A server that cannot be reached, or a privilege that is missing.
pub async fn create_database(address: &Address) -> Result<bool, ServerError> {
    let name = name(address)?;
    match run(address, &format!("CREATE DATABASE {}", quote(&name))).await {
        Ok(()) => Ok(true),
        Err(error) if error.class == Class::Exists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Drops the database that the address names with everything in it, if it is there, and makes it
/// anew with the same character set.
///
/// # Errors
/// A server that cannot be reached, or a privilege that is missing.
pub async fn recreate_database(address: &Address) -> Result<(), ServerError> {
    let name = name(address)?;
    let set = options(address, &name).await?;
    let quoted = quote(&name);
    run(address, &format!("DROP DATABASE IF EXISTS {quoted}")).await?;
    run(address, &format!("CREATE DATABASE {quoted}{set}")).await
}

/// Makes the database that the address names with the character set of another one on the same
/// server, and drops those of `gone`.
///
/// # Errors
/// As [`create_database`].
pub async fn create_database_like(
    address: &Address,
    like: &Address,
    gone: impl Fn(&str) -> bool,
) -> Result<(), ServerError> {
    let sql = "SELECT schema_name FROM information_schema.schemata";
    let mut connection = open(address).await?;
    let names: Result<Vec<String>, _> = connection.query(sql).await;
    let names = names.map_err(|cause| error::of_driver(&cause, sql))?;
    for left in names.iter().filter(|name| gone(name)) {
        // Somebody else may have been faster, or owns it.
        let drop = format!("DROP DATABASE IF EXISTS {}", quote(left));
        let _ = connection.query_drop(drop).await;
    }
    let set = options(address, &like.database_name()).await?;
    run(
        address,
        &format!("CREATE DATABASE {}{set}", quote(&name(address)?)),
    )
    .await
}

/// Drops the database that the address names with everything in it, if it is there.
///
/// # Errors
/// A privilege that is missing.
pub async fn drop_database(address: &Address) -> Result<(), ServerError> {
    let drop = format!("DROP DATABASE IF EXISTS {}", quote(&name(address)?));
    run(address, &drop).await
}

fn name(address: &Address) -> Result<String, ServerError> {
    let name = address.database_name();
    if name.is_empty() {
        let message = "the address names no database";
        return Err(ServerError::new(Class::MissingDatabase, message));
    }
    Ok(name)
}

/// What the database is like, as the options of `CREATE DATABASE`; empty when there is none.
async fn options(address: &Address, name: &str) -> Result<String, ServerError> {
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

/// Connects to the server without choosing a database.
async fn open(address: &Address) -> Result<Conn, ServerError> {
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
