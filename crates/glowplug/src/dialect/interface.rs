//! The interface of a dialect: everything that the runner needs from a database other than an open
//! [`Session`].

use async_trait::async_trait;

use super::bookkeeping::BookkeepingSql;
use super::capabilities::Capabilities;
use super::quoting::Quoting;
use super::scratch_database::ScratchServer;
use crate::error::{Error, ServerError};
use crate::model::{Address, Database};
use crate::session::Session;

/// A database. Each folder of this module implements it once, on a unit struct.
#[async_trait]
pub trait Dialect: BookkeepingSql + Quoting + ScratchServer {
    /// Returns the database.
    fn database(&self) -> Database;

    /// Returns the database's capabilities.
    fn capabilities(&self) -> &'static Capabilities;

    /// Opens a session on the database at an address.
    ///
    /// # Errors
    /// The class says what is wrong with the address, the network or the server.
    async fn connect(&self, address: &Address) -> Result<Box<dyn Session>, ServerError>;

    /// Creates the database of an address; returns true if it did not exist.
    ///
    /// # Errors
    /// A server that cannot be reached, or a missing privilege.
    async fn create_database(&self, address: &Address) -> Result<bool, ServerError>;

    /// Drops the database of an address with everything in it, and creates it again.
    ///
    /// # Errors
    /// A server that cannot be reached, or a missing privilege.
    async fn recreate_database(&self, address: &Address) -> Result<(), ServerError>;

    /// Returns the statements that let a user create a database, and drop it if it exists; `None`
    /// if no statement does.
    fn grant_database(&self, name: &str, user: &str, exists: bool) -> Option<String> {
        let _ = (name, user, exists);
        None
    }
}

/// The error for a database whose feature is not built in; also its stand-in as a [`Dialect`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this build has no support for {0}")]
pub struct NotBuiltIn(pub Database);

impl From<NotBuiltIn> for ServerError {
    fn from(unsupported: NotBuiltIn) -> Self {
        Self::new(crate::error::Class::Other, unsupported.to_string())
    }
}

impl From<NotBuiltIn> for Error {
    fn from(unsupported: NotBuiltIn) -> Self {
        Self::Usage(unsupported.to_string())
    }
}
