//! PostgreSQL, SQLite and MySQL: each folder is one [`Session`]. SQL
//! text exists only here.

pub mod bookkeeping;
pub mod declaring;
mod inference;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
pub mod sample;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod temporary;

pub use inference::{Inference, Overview, Reference, TypeChoices, UnknownType, inference};
pub use inference::{is_identifier, rust_name};

use crate::catalog::Catalog;
use crate::change::{Change, Impossible, Manner, Step};
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
        other => Err(unsupported(other)),
    };
    opened.map_err(|source| failed(address, source))
}

/// Makes the database of an address, and tells whether it was missing.
///
/// # Errors
/// [`Error::Connect`] with the reason.
pub async fn create_database(address: &Address) -> Result<bool> {
    // Who may use a database need not have the right to make one. A SQLite file comes into being
    // when it is opened.
    if address.database() != Database::Sqlite {
        match connect(address).await {
            Ok(_) => return Ok(false),
            Err(Error::Connect { source, .. }) if source.class == Class::MissingDatabase => {}
            Err(error) => return Err(error),
        }
    }
    let created: Result<bool, ServerError> = match address.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => match postgres::create_database(address).await {
            Ok(()) => Ok(true),
            // Somebody else was faster.
            Err(error) if error.class == Class::Exists => Ok(false),
            Err(error) => Err(error),
        },
        #[cfg(feature = "sqlite")]
        Database::Sqlite => sqlite::create_database(address).await,
        #[cfg(feature = "mysql")]
        Database::Mysql => mysql::create_database(address).await,
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(unsupported(other)),
    };
    created.map_err(|source| failed(address, source))
}

/// Drops the database of an address with all that is in it, and makes it anew.
///
/// # Errors
/// [`Error::Connect`] with the reason.
pub async fn recreate_database(address: &Address) -> Result<()> {
    let recreated: Result<(), ServerError> = match address.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => postgres::recreate_database(address).await,
        #[cfg(feature = "sqlite")]
        Database::Sqlite => sqlite::recreate_database(address).await,
        #[cfg(feature = "mysql")]
        Database::Mysql => mysql::recreate_database(address).await,
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(unsupported(other)),
    };
    recreated.map_err(|source| failed(address, source))
}

fn failed(address: &Address, source: ServerError) -> Error {
    Error::Connect {
        address: address.to_string(),
        source: Box::new(source),
    }
}

#[allow(dead_code, reason = "only without some features")]
fn unsupported(database: Database) -> ServerError {
    ServerError::new(
        Class::Other,
        format!("this build has no support for {database}"),
    )
}

/// The statements that make changes, in the order of the changes, which lead from one catalog to
/// another.
///
/// # Errors
/// All that this database cannot change.
pub fn emit(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    manner: Manner,
) -> std::result::Result<Vec<Step>, Vec<Impossible>> {
    match from.database {
        #[cfg(feature = "postgres")]
        Database::Postgres => postgres::emit(changes, from, to, manner),
        #[cfg(feature = "sqlite")]
        Database::Sqlite => sqlite::emit(changes, from, to, manner),
        #[cfg(feature = "mysql")]
        Database::Mysql => mysql::emit(changes, from, to, manner),
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(changes
            .iter()
            .map(|change| Impossible {
                object: change.object(),
                reason: unsupported(other).message,
            })
            .collect()),
    }
}

/// The steps of several plans, to be run one after the other, as one plan.
pub fn joined(database: Database, plans: Vec<Vec<Step>>) -> Vec<Step> {
    match database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite => sqlite::joined(plans),
        _ => plans.into_iter().flatten().collect(),
    }
}

/// Both ways of one migration, so that they can share its `run_in_transaction`.
pub fn paired(database: Database, up: Vec<Step>, down: Vec<Step>) -> (Vec<Step>, Vec<Step>) {
    match database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite => sqlite::paired(up, down),
        _ => (up, down),
    }
}
