//! A proxy between client and server that counts the traffic, and disturbs it on request: for tests
//! of round trips, and of broken connections.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio_postgres::{Config, config::Host};

/// A proxy that listens on a TCP port of 127.0.0.1 and forwards everything to a database's server.
/// Clients must not use TLS (`sslmode=disable`, which [`Proxy::url`] contains).
pub struct Proxy {
    url: String,
    port: u16,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    round_trips: AtomicU64,
    parses: AtomicU64,
    bytes_sent: AtomicU64,
    connections: AtomicU64,
    delay_ms: AtomicU64,
    refuses: AtomicBool,
    drops_commit_answer: AtomicBool,
    drops_next_answer: AtomicBool,
    line: AtomicU8,
    statements: Mutex<Vec<String>>,
    cut: watch::Sender<u64>,
}

/// How bytes are handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Line {
    /// They are forwarded.
    Open = 0,
    /// They are read and dropped, as behind a firewall that forgot the connection.
    Lost = 1,
    /// They are not read until later, as by a server that hangs.
    Frozen = 2,
}

/// The address of a server.
#[derive(Clone)]
struct Server {
    host: String,
    port: u16,
}

/// A stream to and from a server.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl Server {
    fn of(url: &str) -> io::Result<Self> {
        let invalid = || io::Error::from(io::ErrorKind::InvalidInput);
        let config: Config = url.parse().map_err(|_| invalid())?;
        let host = match config.get_hosts().first().ok_or_else(invalid)? {
            Host::Tcp(name) => name.clone(),
            Host::Unix(folder) => folder.to_string_lossy().into_owned(),
        };
        let port = *config.get_ports().first().unwrap_or(&5432);
        Ok(Self { host, port })
    }

    async fn dial(&self) -> io::Result<Box<dyn Stream>> {
        if self.host.starts_with('/') {
            let socket = format!("{}/.s.PGSQL.{}", self.host, self.port);
            return Ok(Box::new(UnixStream::connect(socket).await?));
        }
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        Ok(Box::new(stream))
    }
}

/// Returns the URL of a database through another port of this machine that leads to its server.
#[must_use]
pub fn at_port(url: &str, port: u16) -> String {
    let (credentials, rest) = url.rsplit_once('@').unwrap_or(("postgres://", url));
    let database = rest.split(['/', '?']).nth(1).unwrap_or_default();
    let at = if credentials.ends_with('/') { "" } else { "@" };
    format!("{credentials}{at}127.0.0.1:{port}/{database}")
}

/// The traffic since the start or the last [`Proxy::reset`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// `Sync` or `Query` messages, each answered by one `ReadyForQuery`. Those that only close
    /// statements are not counted, because no caller waits for them.
    pub round_trips: u64,
    /// `Parse` messages.
    pub parses: u64,
    /// Bytes from client to server.
    pub bytes_sent: u64,
    /// Connections that were accepted, including cancel requests.
    pub connections: u64,
}

impl Proxy {
    /// Starts a proxy to the server of a URL `postgres://user@host/database`.
    ///
    /// # Errors
    /// When the URL names no server, or no port can be opened.
    pub async fn start(url: &str) -> io::Result<Self> {
        let server = Server::of(url)?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared::default());
        let accepting = tokio::spawn(accept(listener, server, Arc::clone(&shared)));
        Ok(Self {
            url: format!("{}?sslmode=disable", at_port(url, port)),
            port,
            shared,
            accepting,
        })
    }

    /// Returns the URL of the database behind the proxy.
    #[must_use]
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Returns the port the proxy listens on.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Returns the traffic since the start or the last reset.
    #[must_use]
    pub fn counters(&self) -> Counters {
        Counters {
            round_trips: self.shared.round_trips.load(SeqCst),
            parses: self.shared.parses.load(SeqCst),
            bytes_sent: self.shared.bytes_sent.load(SeqCst),
            connections: self.shared.connections.load(SeqCst),
        }
    }

    /// Returns the texts of `Parse` and `Query` messages since the last call, and clears them.
    pub fn take_statements(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.statements())
    }

    /// Resets all counters to zero and clears the statements.
    pub fn reset(&self) {
        self.shared.statements().clear();
        for counter in [
            &self.shared.round_trips,
            &self.shared.parses,
            &self.shared.bytes_sent,
            &self.shared.connections,
        ] {
            counter.store(0, SeqCst);
        }
    }

    /// Closes all open connections.
    pub fn cut(&self) {
        self.shared.cut.send_modify(|count| *count += 1);
    }

    /// Sets whether new connections are closed immediately.
    pub fn refuse(&self, refuses: bool) {
        self.shared.refuses.store(refuses, SeqCst);
    }

    /// Delays everything that the server sends.
    pub fn delay(&self, delay: Duration) {
        self.shared
            .delay_ms
            .store(delay.as_millis().try_into().unwrap_or(u64::MAX), SeqCst);
    }

    /// Sets how bytes are handled from now on, in both directions.
    pub fn set(&self, line: Line) {
        self.shared.line.store(line as u8, SeqCst);
    }

    /// Forwards the next statement that is executed, and closes the connection instead of
    /// forwarding the response.
    pub fn drop_next_answer(&self) {
        self.shared.drops_next_answer.store(true, SeqCst);
    }

    /// Forwards the next `COMMIT`, and closes the connection instead of forwarding the response.
    pub fn drop_commit_answer(&self) {
        self.shared.drops_commit_answer.store(true, SeqCst);
    }
}

impl Shared {
    fn statements(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while the line is frozen; returns true if bytes are lost.
    async fn hold(&self) -> bool {
        while self.line.load(SeqCst) == Line::Frozen as u8 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.line.load(SeqCst) == Line::Lost as u8
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn accept(listener: TcpListener, server: Server, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        shared.connections.fetch_add(1, SeqCst);
        if shared.refuses.load(SeqCst) {
            continue;
        }
        tokio::spawn(relay(client, server.clone(), Arc::clone(&shared)));
    }
}

async fn relay(client: TcpStream, server: Server, shared: Arc<Shared>) -> io::Result<()> {
    let _ = client.set_nodelay(true);
    let mut cut = shared.cut.subscribe();
    let (from_client, to_client) = client.into_split();
    let losing = AtomicBool::new(false);
    let disturbed = async {
        let _ = cut.changed().await;
    };
    let (from_server, to_server) = tokio::io::split(server.dial().await?);
    tokio::select! {
        done = upward(from_client, to_server, &shared, &losing) => done,
        done = downward(from_server, to_client, &shared, &losing) => done,
        () = disturbed => Ok(()),
    }
}

/// Forwards what the client sends, message by message.
async fn upward(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    shared: &Shared,
    losing: &AtomicBool,
) -> io::Result<()> {
    let (mut buffer, mut chunk) = (Vec::new(), vec![0; 16 * 1_024]);
    let (mut started, mut works) = (false, false);
    loop {
        shared.hold().await;
        let count = from.read(&mut chunk).await?;
        if shared.hold().await {
            continue_or_end(count)?;
            continue;
        }
        if count == 0 {
            // The server closes the connection itself once it has read `Terminate` or the cancel
            // request.
            to.shutdown().await?;
            return std::future::pending().await;
        }
        shared.bytes_sent.fetch_add(count as u64, SeqCst);
        buffer.extend_from_slice(&chunk[..count]);
        while let Some(message) = next(&mut buffer, started) {
            if std::mem::replace(&mut started, true) {
                record(&message, &mut works, shared, losing);
            }
            to.write_all(&message).await?;
        }
    }
}

/// Returns an error at the end of the stream; lost bytes are ignored.
fn continue_or_end(count: usize) -> io::Result<()> {
    match count {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

/// Takes the next complete message; the first one has no tag.
fn next(buffer: &mut Vec<u8>, started: bool) -> Option<Vec<u8>> {
    let tag = usize::from(started);
    let length = buffer.get(tag..tag + 4)?;
    let length = tag + u32::from_be_bytes(length.try_into().ok()?) as usize;
    (buffer.len() >= length).then(|| buffer.drain(..length).collect())
}

/// Records a message of the client in the counters.
fn record(message: &[u8], works: &mut bool, shared: &Shared, losing: &AtomicBool) {
    let body = &message[5..];
    let text = |part: &[u8]| {
        let end = part
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(part.len());
        String::from_utf8_lossy(&part[..end]).into_owned()
    };
    match message[0] {
        b'Q' => {
            let sql = text(body);
            let is_lost = shared.drops_next_answer.swap(false, SeqCst);
            if is_lost || sql == "COMMIT" && shared.drops_commit_answer.swap(false, SeqCst) {
                losing.store(true, SeqCst);
            }
            shared.statements().push(sql);
            shared.round_trips.fetch_add(1, SeqCst);
        }
        b'P' => {
            let name = text(body);
            shared.statements().push(text(&body[name.len() + 1..]));
            shared.parses.fetch_add(1, SeqCst);
            *works = true;
        }
        b'E' => {
            *works = true;
            if shared.drops_next_answer.swap(false, SeqCst) {
                losing.store(true, SeqCst);
            }
        }
        b'B' | b'D' => *works = true,
        b'S' => {
            shared
                .round_trips
                .fetch_add(u64::from(std::mem::take(works)), SeqCst);
        }
        _ => {}
    }
}

/// Forwards what the server sends, as it arrives.
async fn downward(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    shared: &Shared,
    losing: &AtomicBool,
) -> io::Result<()> {
    let mut chunk = vec![0; 16 * 1_024];
    loop {
        shared.hold().await;
        let count = from.read(&mut chunk).await?;
        if shared.hold().await {
            continue_or_end(count)?;
            continue;
        }
        if count == 0 || losing.load(SeqCst) {
            return Ok(());
        }
        let delay = shared.delay_ms.load(SeqCst);
        if delay > 0 {
            tokio::time::sleep(Duration::from_millis(delay)).await;
        }
        to.write_all(&chunk[..count]).await?;
    }
}
