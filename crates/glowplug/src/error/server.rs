//! Errors of databases, in one form for all of them.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

/// An error of a database, in one form for all of them.
#[derive(Clone, Debug, Default, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ServerError {
    /// The class of the error.
    pub class: Class,
    /// The SQLSTATE, followed by MySQL's error number: `42P01`, `42S02 (1146)`.
    pub code: Option<String>,
    /// The message.
    pub message: String,
    /// The detail, if the server gives one.
    pub detail: Option<String>,
    /// The hint, if the server gives one.
    pub hint: Option<String>,
    /// The context that the server reports (the call stack of functions), if it gives one.
    pub context: Option<String>,
    /// The byte offset of the error in the text that was sent.
    pub offset: Option<usize>,
    /// If several statements were sent together, how many completed before the failing one.
    pub completed: Option<usize>,
    /// The sessions that held the lock.
    pub blockers: Vec<Blocker>,
}

/// Classes of errors, distinguished by what the user can do about them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Class {
    /// Nothing listens at the address.
    Refused,
    /// The host name cannot be resolved.
    UnknownHost,
    /// The user or the password is wrong, or the server does not admit this user from here.
    Authentication,
    /// The database or the file does not exist.
    MissingDatabase,
    /// One side requires TLS and the other does not offer it, or the certificate is not trusted.
    Tls,
    /// The server accepts no more connections.
    TooManyConnections,
    /// The server is starting or shutting down.
    Unavailable,
    /// The connection was lost; the statement may have taken effect.
    ConnectionLost,
    /// A lock was not granted in time.
    LockTimeout,
    /// The statement exceeded its time limit.
    StatementTimeout,
    /// A deadlock or a serialization failure: a retry of the transaction may succeed.
    Conflict,
    /// The user lacks a privilege.
    Privilege,
    /// The server, the transaction or the file is read-only.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// A limit of the server was reached, such as its memory or its lock table.
    Resources,
    /// The statement cannot run inside a transaction.
    RefusesTransaction,
    /// The statement has a syntax error.
    Syntax,
    /// The statement uses something that the same transaction created and that must be committed
    /// first.
    Uncommitted,
    /// The object to be created exists already.
    Exists,
    /// An object that is used or dropped does not exist.
    Missing,
    /// Rows violate a constraint.
    Constraint,
    /// Any other error.
    #[default]
    Other,
}

impl Class {
    /// Returns true if no session could be opened, or the connection was lost.
    pub const fn is_of_connecting(self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::UnknownHost
                | Self::Authentication
                | Self::MissingDatabase
                | Self::Tls
                | Self::TooManyConnections
                | Self::Unavailable
                | Self::ConnectionLost
        )
    }
}

/// A session that holds a lock that a statement waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blocker {
    /// The server's id of the session.
    pub session: i64,
    /// Its user.
    pub user: Option<String>,
    /// Its application name.
    pub application: Option<String>,
    /// The address of its client.
    pub client: Option<String>,
    /// Its state: `active`, `idle in transaction`…
    pub state: Option<String>,
    /// How long its transaction, or its statement, has been running.
    pub since: Option<Duration>,
    /// The first line of its statement.
    pub query: Option<String>,
}

/// The holder of the runner lock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The server's id of the session, or the process id.
    pub session: Option<i64>,
    /// User, host and program, as far as the database knows them.
    pub name: Option<String>,
    /// How long it has held the lock, or been connected.
    pub since: Option<Duration>,
}

impl ServerError {
    /// Creates an error with a class and a message, for errors that do not come from a server.
    pub fn new(class: Class, message: impl Into<String>) -> Self {
        Self {
            class,
            message: message.into(),
            ..Self::default()
        }
    }
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "session {}", self.session)?;
        let parts = [&self.user, &self.application, &self.client, &self.state];
        for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
            write!(f, ", {part}")?;
        }
        if let Some(since) = self.since {
            write!(f, ", for {} s", since.as_secs())?;
        }
        if let Some(query) = self.query.as_ref().filter(|query| !query.is_empty()) {
            write!(f, ": {query}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.as_deref().unwrap_or("another session"))?;
        if let Some(session) = self.session {
            write!(f, " (session {session})")?;
        }
        if let Some(since) = self.since {
            write!(f, ", for {} s", since.as_secs())?;
        }
        Ok(())
    }
}
