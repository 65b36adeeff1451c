//! A proxy between command and server that disturbs what passes, on request.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

/// Listens on a port of 127.0.0.1 and passes everything on to a server.
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

/// Where the server is.
#[derive(Clone)]
pub(crate) enum Upstream {
    Socket(String),
    Port(u16),
}

struct Shared {
    upstream: Upstream,
    /// The answer to how many `COMMIT`s from now is dropped; 0 for none.
    drops: AtomicI64,
    closed: AtomicBool,
    ends: Mutex<Vec<End>>,
}

/// One end of a link.
enum End {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Proxy {
    pub(crate) fn start(upstream: Upstream) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            upstream,
            drops: AtomicI64::new(0),
            closed: AtomicBool::new(false),
            ends: Mutex::new(Vec::new()),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &accepting));
        Self { port, shared }
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Cuts all links that are open.
    pub(crate) fn cut(&self) {
        for end in self.shared.ends.lock().unwrap().drain(..) {
            end.close();
        }
    }

    /// Passes the `COMMIT` with this number, counted from now, on, and cuts its link instead of
    /// passing the answer.
    pub(crate) fn drop_commit_answer(&self, number: i64) {
        self.shared.drops.store(number, SeqCst);
    }

    /// Whether an answer was dropped since that was asked for.
    pub(crate) fn has_dropped(&self) -> bool {
        self.shared.drops.load(SeqCst) <= 0
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.closed.store(true, SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        self.cut();
    }
}

impl End {
    fn close(&self) {
        let _ = match self {
            Self::Tcp(stream) => stream.shutdown(Shutdown::Both),
            Self::Unix(stream) => stream.shutdown(Shutdown::Both),
        };
    }

    fn again(&self) -> Self {
        match self {
            Self::Tcp(stream) => Self::Tcp(stream.try_clone().unwrap()),
            Self::Unix(stream) => Self::Unix(stream.try_clone().unwrap()),
        }
    }

    fn read(&mut self, bytes: &mut [u8]) -> usize {
        let read = match self {
            Self::Tcp(stream) => stream.read(bytes),
            Self::Unix(stream) => stream.read(bytes),
        };
        read.unwrap_or(0)
    }

    fn write(&mut self, bytes: &[u8]) -> bool {
        let written = match self {
            Self::Tcp(stream) => stream.write_all(bytes),
            Self::Unix(stream) => stream.write_all(bytes),
        };
        written.is_ok()
    }
}

impl Upstream {
    fn dial(&self) -> Option<End> {
        match self {
            Self::Socket(path) => UnixStream::connect(path).ok().map(End::Unix),
            Self::Port(port) => {
                let stream = TcpStream::connect(("127.0.0.1", *port)).ok()?;
                stream.set_nodelay(true).ok()?;
                Some(End::Tcp(stream))
            }
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((client, _)) = listener.accept() {
        if shared.closed.load(SeqCst) {
            return;
        }
        let _ = client.set_nodelay(true);
        let client = End::Tcp(client);
        let Some(server) = shared.upstream.dial() else {
            client.close();
            continue;
        };
        let mut ends = shared.ends.lock().unwrap();
        ends.extend([client.again(), server.again()]);
        drop(ends);
        let losing = Arc::new(AtomicBool::new(false));
        let (to_server, to_client) = (server.again(), client.again());
        let (up, lost) = (Arc::clone(shared), Arc::clone(&losing));
        thread::spawn(move || upward(client, to_server, &up, &lost));
        thread::spawn(move || downward(server, to_client, &losing));
    }
}

/// Client to server.
fn upward(mut from: End, mut to: End, shared: &Shared, losing: &AtomicBool) {
    let mut bytes = vec![0; 16 * 1_024];
    loop {
        let count = from.read(&mut bytes);
        if count == 0 {
            break;
        }
        if commits(&bytes[..count]) && shared.drops.fetch_sub(1, SeqCst) == 1 {
            losing.store(true, SeqCst);
        }
        if !to.write(&bytes[..count]) {
            break;
        }
    }
    from.close();
    to.close();
}

/// Server to client. An answer that is lost has been given: what it tells of is done.
fn downward(mut from: End, mut to: End, losing: &AtomicBool) {
    let mut bytes = vec![0; 16 * 1_024];
    loop {
        let count = from.read(&mut bytes);
        if count == 0 || losing.load(SeqCst) || !to.write(&bytes[..count]) {
            break;
        }
    }
    from.close();
    to.close();
}

/// Whether this is a `COMMIT`, by PostgreSQL's simple protocol or as MySQL's text command.
fn commits(bytes: &[u8]) -> bool {
    bytes == b"Q\0\0\0\x0bCOMMIT\0" || bytes == b"\x07\0\0\0\x03COMMIT"
}
