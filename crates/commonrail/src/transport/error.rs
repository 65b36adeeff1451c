//! The errors of opening a stream to the server.

use std::borrow::Cow;
use std::io;

/// Why no stream to the server could be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// No address is known for this host.
    #[error("unknown host `{name}`")]
    UnknownHost {
        /// The host's name.
        name: String,
    },
    /// The socket could not be opened.
    #[error("{place} cannot be reached")]
    Unreachable {
        /// The address or the path of the socket.
        place: String,
        /// The error of the operating system.
        source: io::Error,
    },
    /// This system has no Unix sockets.
    #[error("this system has no Unix sockets")]
    NoUnixSockets,
    /// The server closed the connection before TLS was negotiated.
    #[error("the server closed the connection")]
    HungUp(#[source] io::Error),
    /// The server answered the request for TLS with something else.
    #[error("the server did not understand the request for TLS")]
    NotUnderstood,
    /// The mode's conditions are not met, or TLS cannot be set up; the text names the reason, not
    /// the host.
    #[error("{0}")]
    Tls(Cow<'static, str>),
    /// A cancel request was not delivered in time.
    #[error("cancelling timed out")]
    TimedOut,
    /// A cancel request was not delivered.
    #[error("the cancel request could not be sent")]
    Cancel(#[source] tokio_postgres::Error),
}

#[cfg(feature = "tls")]
impl TransportError {
    pub(super) fn tls(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Tls(reason.into())
    }
}
