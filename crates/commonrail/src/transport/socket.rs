//! The socket under a connection: TCP or Unix.

use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;

/// A socket to the server.
pub(super) struct Socket {
    kind: Kind,
    shutdown: Shutdown,
}

enum Kind {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

/// When a socket's shutdown is complete.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shutdown {
    /// Immediately: the client has sent `Terminate`.
    Immediate,
    /// When the server closes it: after a cancel request that means that the signal was sent.
    AfterServer,
}

impl Socket {
    pub(super) const fn tcp(stream: TcpStream, shutdown: Shutdown) -> Self {
        let kind = Kind::Tcp(stream);
        Self { kind, shutdown }
    }

    #[cfg(unix)]
    pub(super) const fn unix(stream: UnixStream, shutdown: Shutdown) -> Self {
        let kind = Kind::Unix(stream);
        Self { kind, shutdown }
    }

    /// Returns the address that was connected to, for TCP.
    pub(super) fn peer(&self) -> Option<IpAddr> {
        match &self.kind {
            Kind::Tcp(stream) => stream.peer_addr().ok().map(|address| address.ip()),
            #[cfg(unix)]
            Kind::Unix(_) => None,
        }
    }

    /// Reads until the server has closed the connection.
    fn poll_server_end(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            let mut space = [0; 256];
            let mut rest = ReadBuf::new(&mut space);
            match ready!(Pin::new(&mut *self).poll_read(cx, &mut rest)) {
                Ok(()) if !rest.filled().is_empty() => {}
                _ => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        target: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_read(cx, target),
            #[cfg(unix)]
            Kind::Unix(stream) => Pin::new(stream).poll_read(cx, target),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_write(cx, bytes),
            #[cfg(unix)]
            Kind::Unix(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_flush(cx),
            #[cfg(unix)]
            Kind::Unix(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.shutdown == Shutdown::AfterServer {
            return self.poll_server_end(cx);
        }
        match &mut self.kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_shutdown(cx),
            #[cfg(unix)]
            Kind::Unix(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
