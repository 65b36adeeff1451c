//! A stream to the server, encrypted or not, and the start of the protocol on it.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::config::{SslMode, SslNegotiation};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};
use tokio_postgres::{Client, Config, Connection};

use super::Target;
use super::socket::Socket;
#[cfg(feature = "tls")]
use super::tls::Encrypted;

/// A stream to the server.
pub struct Stream {
    kind: Kind,
    route: Route,
}

#[cfg_attr(
    feature = "tls",
    expect(
        clippy::large_enum_variant,
        reason = "it is moved when it is opened only"
    )
)]
enum Kind {
    Plain(Socket),
    #[cfg(feature = "tls")]
    Encrypted(Encrypted),
}

/// The route of a stream: the address that was connected to, and whether it is encrypted.
#[derive(Clone)]
pub struct Route {
    pub(super) target: Target,
    pub(super) is_encrypted: bool,
}

impl Route {
    /// Returns the host, with the address that was connected to.
    #[must_use]
    pub const fn target(&self) -> &Target {
        &self.target
    }

    /// Returns true if the stream is encrypted.
    #[must_use]
    pub const fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }
}

impl Stream {
    pub(super) fn plain(socket: Socket, target: &Target) -> Self {
        let route = Route {
            target: target.at(socket.peer()),
            is_encrypted: false,
        };
        let kind = Kind::Plain(socket);
        Self { kind, route }
    }

    #[cfg(feature = "tls")]
    pub(super) const fn encrypted(stream: Encrypted, target: Target) -> Self {
        let route = Route {
            target,
            is_encrypted: true,
        };
        let kind = Kind::Encrypted(stream);
        Self { kind, route }
    }

    /// Returns the route of the stream.
    #[must_use]
    pub const fn route(&self) -> &Route {
        &self.route
    }

    /// Authenticates, and starts the protocol through a layer of the caller: `layer` wraps the
    /// stream and sees every byte unencrypted.
    ///
    /// # Errors
    /// As [`Config::connect_raw`].
    pub async fn start<W>(
        self,
        mut config: Config,
        layer: impl FnOnce(Self) -> W,
    ) -> Result<(Client, Connection<Self, W>), tokio_postgres::Error>
    where
        W: TlsStream + Unpin + Send + 'static,
    {
        // TLS is already established, so the layer never sees the request for it.
        config.ssl_mode(SslMode::Require);
        config.ssl_negotiation(SslNegotiation::Direct);
        config.connect_raw(self, Layer(layer)).await
    }
}

/// Wraps a stream at the point where tokio-postgres would encrypt it.
pub(super) struct Layer<F>(pub(super) F);

impl<W, F> TlsConnect<Stream> for Layer<F>
where
    F: FnOnce(Stream) -> W,
    W: TlsStream + Unpin + Send + 'static,
{
    type Stream = W;
    type Error = Infallible;
    type Future = Ready<Result<W, Infallible>>;

    fn connect(self, stream: Stream) -> Self::Future {
        ready(Ok((self.0)(stream)))
    }
}

impl TlsStream for Stream {
    fn channel_binding(&self) -> ChannelBinding {
        match &self.kind {
            Kind::Plain(_) => ChannelBinding::none(),
            #[cfg(feature = "tls")]
            Kind::Encrypted(stream) => stream.channel_binding(),
        }
    }
}

impl AsyncRead for Stream {
    #[inline]
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        target: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.kind {
            Kind::Plain(socket) => Pin::new(socket).poll_read(cx, target),
            #[cfg(feature = "tls")]
            Kind::Encrypted(stream) => Pin::new(stream).poll_read(cx, target),
        }
    }
}

impl AsyncWrite for Stream {
    #[inline]
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.kind {
            Kind::Plain(socket) => Pin::new(socket).poll_write(cx, bytes),
            #[cfg(feature = "tls")]
            Kind::Encrypted(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.kind {
            Kind::Plain(socket) => Pin::new(socket).poll_flush(cx),
            #[cfg(feature = "tls")]
            Kind::Encrypted(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.kind {
            Kind::Plain(socket) => Pin::new(socket).poll_shutdown(cx),
            #[cfg(feature = "tls")]
            Kind::Encrypted(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
