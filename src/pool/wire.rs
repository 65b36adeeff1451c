//! The byte stream to the server, inside TLS, with an ear on it.
//!
//! diesel-async passes neither SQLSTATEs nor transaction states on, so they are read here, off
//! the wire. All bytes pass through untouched, except behind a transaction pooler (see
//! [`unnamed`]).

mod frames;
mod tap;
mod unnamed;

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::session::Session;
use super::settings::Pooler;
use tap::Tap;
use unnamed::Unnamed;

/// How many rewritten bytes may wait for the socket before writes are held back.
const BACKLOG: usize = 64 * 1_024;

/// A stream to the server that tells the session what passes.
pub(super) struct Wire<S> {
    inner: S,
    tap: Tap,
    rewriting: Option<Box<Rewriting>>,
}

/// The buffers that rewriting needs.
#[derive(Default)]
struct Rewriting {
    unnamed: Unnamed,
    outgoing: BytesMut,
    incoming: BytesMut,
}

impl<S> Wire<S> {
    pub(super) fn new(inner: S, session: Arc<Session>, pooler: Pooler) -> Self {
        let rewrites = pooler == Pooler::Transaction;
        Self {
            inner,
            tap: Tap::new(session),
            rewriting: rewrites.then(Box::default),
        }
    }

    #[cfg(feature = "tls")]
    pub(super) fn get_ref(&self) -> &S {
        &self.inner
    }
}

impl Rewriting {
    fn poll_drain<S: AsyncWrite + Unpin>(
        &mut self,
        inner: &mut S,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        while !self.outgoing.is_empty() {
            let written = ready!(Pin::new(&mut *inner).poll_write(cx, &self.outgoing))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.outgoing.advance(written);
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write<S: AsyncWrite + Unpin>(
        &mut self,
        inner: &mut S,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.outgoing.len() > BACKLOG {
            ready!(self.poll_drain(inner, cx))?;
        }
        self.unnamed.send(bytes, &mut self.outgoing);
        match self.poll_drain(inner, cx) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            _ => Poll::Ready(Ok(bytes.len())),
        }
    }

    fn poll_read<S: AsyncRead + Unpin>(
        &mut self,
        inner: &mut S,
        cx: &mut Context<'_>,
        target: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.incoming.is_empty() {
            let mut space = [0; 8 * 1_024];
            let mut chunk = ReadBuf::new(&mut space);
            ready!(Pin::new(&mut *inner).poll_read(cx, &mut chunk))?;
            if chunk.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            self.unnamed.receive(chunk.filled(), &mut self.incoming);
        }
        let length = self.incoming.len().min(target.remaining());
        target.put_slice(&self.incoming[..length]);
        self.incoming.advance(length);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        target: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        let before = target.filled().len();
        ready!(match &mut wire.rewriting {
            None => Pin::new(&mut wire.inner).poll_read(cx, target),
            Some(rewriting) => rewriting.poll_read(&mut wire.inner, cx, target),
        })?;
        wire.tap.received(&target.filled()[before..]);
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
        let written = ready!(match &mut wire.rewriting {
            None => Pin::new(&mut wire.inner).poll_write(cx, bytes),
            Some(rewriting) => rewriting.poll_write(&mut wire.inner, cx, bytes),
        })?;
        wire.tap.sent(&bytes[..written]);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        if let Some(rewriting) = &mut wire.rewriting {
            ready!(rewriting.poll_drain(&mut wire.inner, cx))?;
        }
        Pin::new(&mut wire.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.as_mut().poll_flush(cx))?;
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
