//! The byte stream to the server, observed inside TLS.
//!
//! diesel-async passes on neither SQLSTATEs nor transaction states, so they are read here, from the
//! protocol. Bytes pass through unchanged, with three exceptions: a stale statement is prepared and
//! sent again ([`repair`]), lost requests are answered with an error ([`lost_answers`]), and behind
//! a transaction pooler statements are sent unnamed ([`unnamed_statements`]).

mod lost_answers;
mod observer;
mod repair;
mod requests;
mod unnamed_statements;

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsStream};

use crate::protocol::whole_message;
use crate::session::Session;
use crate::settings::Pooler;
use observer::Observer;
use repair::{Hidden, Verdict};
use unnamed_statements::UnnamedStatements;

/// The length of a message's tag and length field.
const HEADER: usize = 5;

/// The number of rewritten bytes that may wait for the socket before writes are blocked.
const BACKLOG: usize = 64 * 1_024;

/// A stream to the server that updates the session from the messages it transfers.
pub(crate) struct Wire<S> {
    inner: S,
    observer: Observer,
    rewriting: Option<Box<Rewriting>>,
    /// Our own bytes that wait for the socket; the client's bytes are sent after them.
    ours: BytesMut,
    /// Bytes of the server that are not shown to the client yet: an incomplete message.
    held: BytesMut,
    /// Bytes that the client reads next.
    shown: BytesMut,
    hidden: Hidden,
    is_over: bool,
    /// Why the stream is over, unless the peer closed it.
    failure: Option<io::Error>,
}

/// The buffers that rewriting needs.
#[derive(Default)]
struct Rewriting {
    unnamed: UnnamedStatements,
    outgoing: BytesMut,
    incoming: BytesMut,
}

impl<S> Wire<S> {
    pub(crate) fn new(inner: S, session: Arc<Session>, pooler: Pooler) -> Self {
        let rewrites = pooler == Pooler::Transaction;
        Self {
            inner,
            observer: Observer::new(session, !rewrites),
            rewriting: rewrites.then(Box::default),
            ours: BytesMut::new(),
            held: BytesMut::new(),
            shown: BytesMut::new(),
            hidden: Hidden::Nothing,
            is_over: false,
            failure: None,
        }
    }

    /// Ends the stream, and answers all pending requests with an error.
    fn end(&mut self, reason: &str, failure: Option<io::Error>) {
        self.is_over = true;
        self.failure = failure;
        self.held.clear();
        self.observer.answer_lost_requests(reason, &mut self.shown);
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

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    /// Reads from the server; returns the number of bytes, 0 at the end.
    fn poll_inner(
        &mut self,
        cx: &mut Context<'_>,
        target: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<usize>> {
        let before = target.filled().len();
        let polled = match &mut self.rewriting {
            None => Pin::new(&mut self.inner).poll_read(cx, target),
            Some(rewriting) => rewriting.poll_read(&mut self.inner, cx, target),
        };
        match polled {
            Poll::Pending => {
                self.observer.session().set_reading(true);
                Poll::Pending
            }
            Poll::Ready(read) => Poll::Ready(read.map(|()| target.filled().len() - before)),
        }
    }

    /// Leaves the complete messages for the client in the target, keeps the rest, and returns the
    /// length of these messages.
    fn take(&mut self, target: &mut ReadBuf<'_>, before: usize) -> usize {
        self.held.clear();
        let chunk = &target.filled()[before..];
        let whole = self.observer.received(chunk);
        if whole < chunk.len() {
            self.held.extend_from_slice(&chunk[whole..]);
            target.set_filled(before + whole);
        }
        self.repair();
        if self.hidden != Hidden::Nothing {
            self.show_held();
        }
        whole
    }

    /// Reads more bytes after those held, and shows the complete messages.
    fn poll_held(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut space = [0; 8 * 1_024];
        let mut chunk = ReadBuf::new(&mut space);
        let read = ready!(self.poll_inner(cx, &mut chunk))?;
        self.held.extend_from_slice(chunk.filled());
        self.show_held();
        Poll::Ready(Ok(read))
    }

    /// Moves the complete messages from the held bytes to those shown.
    fn show_held(&mut self) {
        while self.hidden != Hidden::Nothing {
            let Some((tag, body, _)) = whole_message(&self.held) else {
                return;
            };
            let message = HEADER + body.len();
            let verdict = self.hidden.judge(tag);
            let message = self.held.split_to(message);
            match verdict {
                Verdict::Pass => {
                    self.observer.received(&message);
                    self.shown.extend_from_slice(&message);
                }
                Verdict::Hide => {}
                Verdict::Hopeless => self.observer.session().make_unfit(),
            }
        }
        let whole = self.observer.received(&self.held);
        self.shown.unsplit(self.held.split_to(whole));
        self.repair();
        if self.hidden != Hidden::Nothing {
            self.show_held();
        }
    }

    /// Sends a request again, or prepares statements again, if the last response requires it.
    fn repair(&mut self) {
        self.hidden = self.observer.send_again(&mut self.ours);
        if self.hidden == Hidden::Nothing && self.observer.repair(&mut self.ours) {
            self.hidden = Hidden::Repair;
        }
    }

    /// Sends our own pending bytes.
    fn poll_ours(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.ours.is_empty() {
            let written = ready!(Pin::new(&mut self.inner).poll_write(cx, &self.ours))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.ours.advance(written);
            if self.ours.is_empty() {
                ready!(Pin::new(&mut self.inner).poll_flush(cx))?;
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write_inner(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_ours(cx))?;
        match &mut self.rewriting {
            None => Pin::new(&mut self.inner).poll_write(cx, bytes),
            Some(rewriting) => rewriting.poll_write(&mut self.inner, cx, bytes),
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
        loop {
            if !wire.shown.is_empty() {
                let length = wire.shown.len().min(target.remaining());
                target.put_slice(&wire.shown.split_to(length));
                return Poll::Ready(Ok(()));
            }
            if wire.is_over {
                return Poll::Ready(wire.failure.take().map_or(Ok(()), Err));
            }
            if wire.observer.session().has_given_up() {
                wire.end(lost_answers::SILENT, None);
                continue;
            }
            let before = target.filled().len();
            // Held bytes come before new ones, if there is room for them.
            let direct = wire.hidden == Hidden::Nothing && wire.held.len() < target.remaining();
            let polled = match direct {
                true => {
                    target.put_slice(&wire.held);
                    wire.poll_inner(cx, target)
                }
                false => wire.poll_held(cx),
            };
            if !matches!(polled, Poll::Ready(Ok(1..))) {
                target.set_filled(before);
                wire.end(lost_answers::BROKEN, ready!(polled).err());
                continue;
            }
            let whole = match direct {
                true => wire.take(target, before),
                false => 0,
            };
            if !wire.ours.is_empty() {
                // The rest is sent with the next write.
                let _ = wire.poll_ours(cx)?;
            }
            if whole > 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wire = &mut *self;
        match wire.poll_write_inner(cx, bytes) {
            Poll::Ready(Ok(written)) => {
                wire.observer.sent(&bytes[..written]);
                Poll::Ready(Ok(written))
            }
            Poll::Pending => {
                // A peer that accepts no bytes is as silent as one that sends none.
                if !wire.observer.session().is_waiting() {
                    wire.observer.session().wait_begins();
                }
                Poll::Pending
            }
            failed => failed,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        ready!(wire.poll_ours(cx))?;
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
