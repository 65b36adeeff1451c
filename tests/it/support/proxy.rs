//! A proxy between client and server that counts what passes, and disturbs it on request.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::server::Database;

/// Listens on a TCP port of 127.0.0.1 and passes everything on to a database's server.
/// Clients must not ask for TLS (`sslmode=disable`, which [`Proxy::url`] says).
pub struct Proxy {
    database: Database,
    port: u16,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    round_trips: AtomicU64,
    parses: AtomicU64,
    bytes_sent: AtomicU64,
    links: AtomicU64,
    delay_ms: AtomicU64,
    refuses: AtomicBool,
    drops_commit_answer: AtomicBool,
    statements: Mutex<Vec<String>>,
    cut: watch::Sender<u64>,
}

/// What passed since the start or the last reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// `Sync` or `Query` messages, each answered by one `ReadyForQuery`; those that only close
    /// statements are not waited for by anybody and not counted.
    pub round_trips: u64,
    /// `Parse` messages.
    pub parses: u64,
    /// Bytes from client to server.
    pub bytes_sent: u64,
    /// Connections that were accepted, cancel requests included.
    pub links: u64,
}

impl Proxy {
    pub async fn start(database: &Database) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let accepting = tokio::spawn(accept(listener, database.clone(), Arc::clone(&shared)));
        Self {
            database: database.clone(),
            port,
            shared,
            accepting,
        }
    }

    pub fn url(&self) -> String {
        format!("{}?sslmode=disable", self.database.url_at(self.port))
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn counters(&self) -> Counters {
        Counters {
            round_trips: self.shared.round_trips.load(SeqCst),
            parses: self.shared.parses.load(SeqCst),
            bytes_sent: self.shared.bytes_sent.load(SeqCst),
            links: self.shared.links.load(SeqCst),
        }
    }

    /// The texts of `Parse` and `Query` messages since they were taken last.
    pub fn take_statements(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.statements.lock().unwrap())
    }

    /// Sets all counters to zero and forgets the statements.
    pub fn reset(&self) {
        self.take_statements();
        for counter in [
            &self.shared.round_trips,
            &self.shared.parses,
            &self.shared.bytes_sent,
            &self.shared.links,
        ] {
            counter.store(0, SeqCst);
        }
    }

    /// Cuts all links that are open.
    pub fn cut(&self) {
        self.shared.cut.send_modify(|count| *count += 1);
    }

    /// From now on closes new links at once, or no more.
    pub fn refuse(&self, refuses: bool) {
        self.shared.refuses.store(refuses, SeqCst);
    }

    /// Holds back everything the server says.
    pub fn delay(&self, delay: Duration) {
        self.shared.delay_ms.store(delay.as_millis() as u64, SeqCst);
    }

    /// Passes the next `COMMIT` on, and cuts the link instead of passing its answer.
    pub fn drop_commit_answer(&self) {
        self.shared.drops_commit_answer.store(true, SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn accept(listener: TcpListener, database: Database, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        shared.links.fetch_add(1, SeqCst);
        if shared.refuses.load(SeqCst) {
            continue;
        }
        tokio::spawn(link(client, database.clone(), Arc::clone(&shared)));
    }
}

async fn link(client: TcpStream, database: Database, shared: Arc<Shared>) -> io::Result<()> {
    let _ = client.set_nodelay(true);
    let mut cut = shared.cut.subscribe();
    let (from_client, to_client) = client.into_split();
    let losing = AtomicBool::new(false);
    let disturbed = async {
        let _ = cut.changed().await;
    };
    let (from_server, to_server) = tokio::io::split(database.dial().await?);
    tokio::select! {
        done = upward(from_client, to_server, &shared, &losing) => done,
        done = downward(from_server, to_client, &shared, &losing) => done,
        () = disturbed => Ok(()),
    }
}

/// Client to server, message by message.
async fn upward(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    shared: &Shared,
    losing: &AtomicBool,
) -> io::Result<()> {
    let (mut buffer, mut chunk) = (Vec::new(), vec![0; 16 * 1_024]);
    let (mut started, mut works) = (false, false);
    loop {
        let count = from.read(&mut chunk).await?;
        if count == 0 {
            // The server ends the link itself once it has read the goodbye or cancel request.
            to.shutdown().await?;
            return std::future::pending().await;
        }
        shared.bytes_sent.fetch_add(count as u64, SeqCst);
        buffer.extend_from_slice(&chunk[..count]);
        while let Some(message) = next(&mut buffer, started) {
            if std::mem::replace(&mut started, true) {
                look(&message, &mut works, shared, losing);
            }
            to.write_all(&message).await?;
        }
    }
}

fn next(buffer: &mut Vec<u8>, started: bool) -> Option<Vec<u8>> {
    let tag = usize::from(started);
    let length = buffer.get(tag..tag + 4)?;
    let length = tag + u32::from_be_bytes(length.try_into().unwrap()) as usize;
    (buffer.len() >= length).then(|| buffer.drain(..length).collect())
}

fn look(message: &[u8], works: &mut bool, shared: &Shared, losing: &AtomicBool) {
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
            if sql == "COMMIT" && shared.drops_commit_answer.swap(false, SeqCst) {
                losing.store(true, SeqCst);
            }
            shared.statements.lock().unwrap().push(sql);
            shared.round_trips.fetch_add(1, SeqCst);
        }
        b'P' => {
            let name = text(body);
            shared
                .statements
                .lock()
                .unwrap()
                .push(text(&body[name.len() + 1..]));
            shared.parses.fetch_add(1, SeqCst);
            *works = true;
        }
        b'B' | b'D' | b'E' => *works = true,
        b'S' => {
            shared
                .round_trips
                .fetch_add(u64::from(std::mem::take(works)), SeqCst);
        }
        _ => {}
    }
}

/// Server to client, as it comes.
async fn downward(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    shared: &Shared,
    losing: &AtomicBool,
) -> io::Result<()> {
    let mut chunk = vec![0; 16 * 1_024];
    loop {
        let count = from.read(&mut chunk).await?;
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
