//! The byte stream to the server, inside TLS, with an ear on it.
//!
//! diesel-async passes on neither SQLSTATEs nor transaction states, nor the columns of an answer
//! without rows, so they are read here, off the wire. All bytes pass through untouched.

mod heard;
mod tap;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use postgres_protocol::message::frontend;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

pub(super) use heard::{Fields, Keep, Tap};
use tap::{FromServer, ToServer};

/// A stream to the server that tells the tap what passes.
pub(super) struct Wire<S> {
    inner: S,
    tap: Tap,
    to_server: ToServer,
    from_server: FromServer,
    /// What we say ourselves: that no data follows a `COPY … FROM STDIN`.
    refusal: BytesMut,
}

impl<S> Wire<S> {
    pub(super) fn new(inner: S, tap: Tap) -> Self {
        Self {
            inner,
            tap,
            to_server: ToServer::default(),
            from_server: FromServer::default(),
            refusal: BytesMut::new(),
        }
    }

    pub(super) const fn get_ref(&self) -> &S {
        &self.inner
    }
}

impl<S: AsyncWrite + Unpin> Wire<S> {
    /// Sends the refusal, between two messages of the driver's.
    fn poll_refuse(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.refusal.is_empty() && self.to_server.is_between() {
            let written = ready!(Pin::new(&mut self.inner).poll_write(cx, &self.refusal))?;
            self.refusal.advance(written);
        }
        Poll::Ready(Ok(()))
    }

    fn refuse_copy(&mut self) {
        if self.tap.take_copy() {
            // Only fails for messages that hold a zero byte.
            let _ = frontend::copy_fail("no data follows the script", &mut self.refusal);
        }
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
        wire.from_server
            .received(&target.filled()[before..], &wire.tap);
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
        wire.to_server.sent(&bytes[..written], &wire.tap);
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
