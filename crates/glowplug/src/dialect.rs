//! The supported databases: PostgreSQL, SQLite, MySQL and MariaDB. Each folder implements one
//! [`Dialect`] and one [`Session`]. [`of`] is the one place that lists the
//! databases.

pub mod bookkeeping;
mod capabilities;
mod interface;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
mod quoting;
pub mod scratch_database;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "sqlite", feature = "mysql"))]
mod text_dependencies;
mod unsupported;

pub use capabilities::{Capabilities, NameScope, NameScopes, RenamedConstraints, Renames};
pub use interface::{Dialect, NotBuiltIn};
pub use quoting::Quoting;

use crate::error::{Class, Error, Result, ServerError};
use crate::model::{Address, Database};
use crate::session::Session;

/// Returns the dialect of a database; [`NotBuiltIn`] if its feature is not built in.
pub fn of(database: Database) -> &'static dyn Dialect {
    match database {
        #[cfg(feature = "postgres")]
        Database::Postgres => &postgres::Postgres,
        #[cfg(not(feature = "postgres"))]
        Database::Postgres => &NotBuiltIn(Database::Postgres),
        #[cfg(feature = "sqlite")]
        Database::Sqlite => &sqlite::Sqlite,
        #[cfg(not(feature = "sqlite"))]
        Database::Sqlite => &NotBuiltIn(Database::Sqlite),
        #[cfg(feature = "mysql")]
        Database::Mysql => &mysql::Mysql,
        #[cfg(not(feature = "mysql"))]
        Database::Mysql => &NotBuiltIn(Database::Mysql),
    }
}

/// Returns what a database can and cannot do.
pub fn capabilities(database: Database) -> &'static Capabilities {
    of(database).capabilities()
}

/// Opens a session on the database at an address.
///
/// # Errors
/// [`Error::Connect`] with the reason; also when the database's feature is not built in.
pub async fn connect(address: &Address) -> Result<Box<dyn Session>> {
    let opened = of(address.database()).connect(address).await;
    opened.map_err(|source| failed(address, source))
}

/// Creates the database of an address; returns true if it did not exist.
///
/// # Errors
/// [`Error::DatabasePrivilege`] if the user may not create it; otherwise [`Error::Connect`] with the
/// reason.
pub async fn create_database(address: &Address) -> Result<bool> {
    let dialect = of(address.database());
    // Connecting comes first: a user of the database may lack the privilege to create one.
    if dialect.capabilities().has_server {
        match connect(address).await {
            Ok(_) => return Ok(false),
            Err(Error::Connect { source, .. }) if source.class == Class::MissingDatabase => {}
            Err(Error::Connect { source, .. })
                if source.class == Class::Privilege && dialect.capabilities().hides_databases => {}
            Err(error) => return Err(error),
        }
    }
    let created = dialect.create_database(address).await;
    created.map_err(|source| not_permitted(address, "create", source))
}

/// Drops the database of an address with everything in it, and creates it again.
///
/// # Errors
/// [`Error::DatabasePrivilege`] if the user may not do that; otherwise [`Error::Connect`] with the
/// reason.
pub async fn recreate_database(address: &Address) -> Result<()> {
    let recreated = of(address.database()).recreate_database(address).await;
    recreated.map_err(|source| not_permitted(address, "drop and create", source))
}

/// Returns the error for a database that cannot be created or dropped; if a privilege is missing,
/// with the statements that grant it.
fn not_permitted(address: &Address, action: &'static str, source: ServerError) -> Error {
    if source.class != Class::Privilege {
        return failed(address, source);
    }
    let name = address.database_name();
    let grant = address
        .user()
        .and_then(|user| of(address.database()).grant_database(&name, &user, action != "create"));
    Error::DatabasePrivilege {
        action,
        address: address.to_string(),
        grant,
        source: Box::new(source),
    }
}

fn failed(address: &Address, source: ServerError) -> Error {
    Error::Connect {
        address: address.to_string(),
        source: Box::new(source),
    }
}
