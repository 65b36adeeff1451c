//! The protocol stream to the server, observed inside TLS.
//!
//! diesel-async passes on neither SQLSTATEs nor the transaction status, nor the columns of a result
//! without rows, so they are read here from the stream. All bytes pass through unchanged.

mod observer;
mod tap;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use commonrail::protocol::Frames;
use postgres_protocol::message::frontend;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsStream};

pub(super) use observer::{Fields, Keep, Observer};
use tap::{FromServer, ToServer};

/// A stream to the server that reports the messages it carries to a [`Observer`].
pub(super) struct Wire<S> {
    inner: S,
    tap: Observer,
    to_server: Frames,
    from_server: Frames,
    /// A `CopyFail` message still to be sent, because no data follows a `COPY … FROM STDIN`.
    refusal: BytesMut,
}

impl<S> Wire<S> {
    pub(super) fn new(inner: S, tap: Observer) -> Self {
        Self {
            inner,
            tap,
            to_server: Frames::frontend(),
            from_server: Frames::default(),
            refusal: BytesMut::new(),
        }
    }
}

impl<S: AsyncWrite + Unpin> Wire<S> {
    /// Sends the pending `CopyFail` between two messages of the driver.
    fn poll_refuse(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.refusal.is_empty() && self.to_server.is_between() {
            let written = ready!(Pin::new(&mut self.inner).poll_write(cx, &self.refusal))?;
            self.refusal.advance(written);
        }
        Poll::Ready(Ok(()))
    }

    fn refuse_copy(&mut self) {
        if self.tap.take_copy() {
            // Only fails for messages that contain a zero byte.
            let _ = frontend::copy_fail("no data follows the script", &mut self.refusal);
        }
    }
}

impl<S: TlsStream + Unpin> TlsStream for Wire<S> {
    fn channel_binding(&self) -> ChannelBinding {
        self.inner.channel_binding()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        target: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        let _ = wire.poll_refuse(cx)?;
        let before = target.filled().len();
        ready!(Pin::new(&mut wire.inner).poll_read(cx, target))?;
        let received = &target.filled()[before..];
        wire.from_server.feed(received, &mut FromServer(&wire.tap));
        wire.refuse_copy();
        let _ = wire.poll_refuse(cx)?;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wire = &mut *self;
        ready!(wire.poll_refuse(cx))?;
        let written = ready!(Pin::new(&mut wire.inner).poll_write(cx, bytes))?;
        let sent = &bytes[..written];
        wire.to_server.feed(sent, &mut ToServer(&wire.tap));
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_refuse(cx))?;
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

impl<S> Drop for Wire<S> {
    fn drop(&mut self) {
        self.tap.close();
    }
}
