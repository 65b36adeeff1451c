//! A proxy that falls silent: it takes what it is sent, and passes nothing on any more.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::time::sleep;

/// Where the server behind a proxy is.
pub(crate) enum Server {
    Socket(String),
    Tcp(String, u16),
}

/// The switch of a proxy.
#[derive(Clone, Default)]
pub(crate) struct Silence {
    /// What is connected already is silent.
    of_old: Arc<AtomicBool>,
    /// What connects from now on is.
    of_new: Arc<AtomicBool>,
    /// What a client says before it begins, for it alone.
    word: Arc<Mutex<Option<&'static str>>>,
}

impl Silence {
    /// Begins now, for everybody.
    pub(crate) fn begin(&self) {
        self.of_new.store(true, Ordering::SeqCst);
        self.begin_of_old();
    }

    /// Begins now, for the connections that are open.
    pub(crate) fn begin_of_old(&self) {
        self.of_old.store(true, Ordering::SeqCst);
    }

    /// Begins for who says this next, once that has reached the server.
    pub(crate) fn begin_after(&self, word: &'static str) {
        *self.word.lock().unwrap() = Some(word);
    }

    /// Whether somebody says what was waited for.
    fn is_said(&self, bytes: &[u8]) -> bool {
        let mut word = self.word.lock().unwrap();
        let said = word.is_some_and(|word| {
            let mut windows = bytes.windows(word.len());
            windows.any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
        });
        if said {
            *word = None;
        }
        said
    }

    /// Listens on a socket, and passes on to another one.
    pub(crate) fn between(&self, own: &Path, server: Server) {
        let listener = UnixListener::bind(own).unwrap();
        let silence = self.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let all = silence.clone();
                let silent = match silence.of_old.load(Ordering::SeqCst) {
                    false => silence.of_old.clone(),
                    true => silence.of_new.clone(),
                };
                match &server {
                    Server::Socket(path) => {
                        let server = UnixStream::connect(path).await.unwrap();
                        tokio::spawn(forward(client, server, silent, all));
                    }
                    Server::Tcp(host, port) => {
                        let server = TcpStream::connect((host.as_str(), *port)).await.unwrap();
                        tokio::spawn(forward(client, server, silent, all));
                    }
                }
            }
        });
    }
}

async fn forward(
    mut client: UnixStream,
    mut server: impl AsyncRead + AsyncWrite + Unpin,
    silent: Arc<AtomicBool>,
    all: Silence,
) {
    let mut is_told = false;
    let (mut up, mut down) = ([0; 65_536], [0; 65_536]);
    loop {
        let (length, is_up) = tokio::select! {
            Ok(length @ 1..) = client.read(&mut up) => (length, true),
            Ok(length @ 1..) = server.read(&mut down) => (length, false),
            else => return,
        };
        while is_told || silent.load(Ordering::SeqCst) {
            sleep(Duration::from_millis(20)).await;
        }
        let passed = match is_up {
            true => {
                is_told = all.is_said(&up[..length]);
                server.write_all(&up[..length]).await
            }
            false => client.write_all(&down[..length]).await,
        };
        if passed.is_err() {
            return;
        }
    }
}
