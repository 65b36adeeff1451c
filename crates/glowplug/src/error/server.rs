use std::fmt;
use std::time::Duration;

use serde::Serialize;

/// What a database said, in one form for all of them.
#[derive(Clone, Debug, Default, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ServerError {
    /// By what the reader can do next.
    pub class: Class,
    /// The SQLSTATE, with MySQL's number after it: `42P01`, `42S02 (1146)`.
    pub code: Option<String>,
    /// The message.
    pub message: String,
    /// The detail, where the server gives one.
    pub detail: Option<String>,
    /// The hint, where the server gives one.
    pub hint: Option<String>,
    /// The stack of functions inside the server, where there is one.
    pub context: Option<String>,
    /// The byte in the sent text that the error is about.
    pub offset: Option<usize>,
    /// Of several statements that were sent at once, how many were done before the failing one.
    pub completed: Option<usize>,
    /// Who held what we waited for.
    pub blockers: Vec<Blocker>,
}

/// Kinds of errors, by what the reader can do next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Class {
    /// Nobody listens at the address.
    Refused,
    /// The host is unknown.
    UnknownHost,
    /// The password, or the user, is wrong, or the server's rules let nobody in from here.
    Authentication,
    /// There is no such database, or no such file.
    MissingDatabase,
    /// TLS is demanded by one side and not to be had, or the certificate is not trusted.
    Tls,
    /// The server takes no more connections.
    TooManyConnections,
    /// The server is starting or shutting down.
    Unavailable,
    /// The connection broke; the statement may have taken effect.
    ConnectionLost,
    /// A lock was not to be had in time.
    LockTimeout,
    /// The statement took too long.
    StatementTimeout,
    /// A deadlock or a serialization failure: the transaction may succeed when run again.
    Conflict,
    /// A privilege is missing.
    Privilege,
    /// The server, the transaction or the file is read-only.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// A limit of the server's memory or lock table was reached.
    Resources,
    /// The statement cannot run inside a transaction.
    RefusesTransaction,
    /// The statement was not understood.
    Syntax,
    /// What it makes is there already.
    Exists,
    /// What it uses or drops is not there.
    Missing,
    /// Rows break a constraint.
    Constraint,
    /// Anything else.
    #[default]
    Other,
}

/// A session that held what we waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blocker {
    /// The server's number for the session.
    pub session: i64,
    /// Its user.
    pub user: Option<String>,
    /// What it calls itself.
    pub application: Option<String>,
    /// Where it comes from.
    pub client: Option<String>,
    /// What it does: `active`, `idle in transaction`…
    pub state: Option<String>,
    /// For how long its transaction, or its statement, has been going on.
    pub since: Option<Duration>,
    /// The first line of its statement.
    pub query: Option<String>,
}

/// Who holds the lock of the one runner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The server's number for the session, or the process.
    pub session: Option<i64>,
    /// User, host, program: as much as the database tells.
    pub name: Option<String>,
    /// For how long it has held it, or been connected.
    pub since: Option<Duration>,
}

impl ServerError {
    /// An error with a class and a message, for what no server says.
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
