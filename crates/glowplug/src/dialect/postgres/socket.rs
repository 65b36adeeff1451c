//! The socket under a connection: TCP or Unix.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;
use tokio::net::lookup_host;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use crate::error::{Class, ServerError};

/// One place where the server may be.
#[derive(Clone)]
pub(super) struct Target {
    place: Place,
    port: u16,
    /// What the certificate must name.
    pub(super) host_name: String,
}

#[derive(Clone)]
enum Place {
    Name(String),
    Address(SocketAddr),
    Folder(PathBuf),
}

/// A socket to the server.
pub(super) struct Socket {
    kind: Kind,
    /// Whether its end waits for the server's.
    waits: bool,
}

enum Kind {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

impl Target {
    /// Every host and address of a configuration with its port, paired as libpq pairs them.
    pub(super) fn all(config: &Config) -> Vec<Self> {
        let (hosts, addresses) = (config.get_hosts(), config.get_hostaddrs());
        let ports = config.get_ports();
        let count = hosts.len().max(addresses.len());
        if count == 0 {
            return vec![Self::local(ports.first().copied().unwrap_or(5432))];
        }
        (0..count)
            .map(|index| {
                let port = ports.get(index).or(ports.first()).copied().unwrap_or(5432);
                let host_name = match hosts.get(index) {
                    Some(Host::Tcp(name)) => name.clone(),
                    _ => String::new(),
                };
                let place = match (addresses.get(index), hosts.get(index)) {
                    (Some(address), _) => Place::Address(SocketAddr::new(*address, port)),
                    #[cfg(unix)]
                    (None, Some(Host::Unix(folder))) => Place::Folder(folder.clone()),
                    (None, _) => Place::Name(host_name.clone()),
                };
                Self {
                    place,
                    port,
                    host_name,
                }
            })
            .collect()
    }

    /// Where libpq looks when no host is named: a socket in one of the usual folders.
    fn local(port: u16) -> Self {
        let folders = ["/var/run/postgresql", "/tmp"].map(PathBuf::from);
        let found = folders
            .into_iter()
            .find(|folder| socket_path(folder, port).exists());
        Self {
            place: found.map_or_else(|| Place::Name("localhost".to_owned()), Place::Folder),
            port,
            host_name: "localhost".to_owned(),
        }
    }

    /// Whether this is a Unix socket, which is never encrypted.
    pub(super) const fn is_local(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }

    /// The same target at the address that was reached, so that a cancel request finds it.
    pub(super) fn at(&self, socket: &Socket) -> Self {
        let reached = match &socket.kind {
            Kind::Tcp(stream) => stream.peer_addr().ok(),
            #[cfg(unix)]
            Kind::Unix(_) => None,
        };
        Self {
            place: reached.map_or_else(|| self.place.clone(), Place::Address),
            ..self.clone()
        }
    }

    /// Opens the socket.
    pub(super) async fn dial(&self, config: &Config) -> Result<Socket, ServerError> {
        match &self.place {
            Place::Folder(folder) => dial_folder(folder, self.port).await,
            Place::Address(address) => dial_address(*address, config).await,
            Place::Name(name) => {
                let addresses = lookup_host((name.as_str(), self.port)).await;
                let addresses = addresses.map_err(|_| unknown_host(name))?;
                let mut failure = unknown_host(name);
                for address in addresses {
                    match dial_address(address, config).await {
                        Ok(socket) => return Ok(socket),
                        Err(next) => failure = next,
                    }
                }
                Err(failure)
            }
        }
    }
}

fn unknown_host(name: &str) -> ServerError {
    ServerError::new(
        Class::UnknownHost,
        format!("the host `{name}` is not known"),
    )
}

fn socket_path(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!(".s.PGSQL.{port}"))
}

#[cfg(unix)]
async fn dial_folder(folder: &Path, port: u16) -> Result<Socket, ServerError> {
    let path = socket_path(folder, port);
    let stream = UnixStream::connect(&path).await;
    stream
        .map(|stream| Socket::new(Kind::Unix(stream)))
        .map_err(|error| unreachable(&error, &path.display().to_string()))
}

#[cfg(not(unix))]
async fn dial_folder(_: &Path, _: u16) -> Result<Socket, ServerError> {
    Err(ServerError::new(
        Class::UnknownHost,
        "this system has no Unix sockets",
    ))
}

async fn dial_address(address: SocketAddr, config: &Config) -> Result<Socket, ServerError> {
    let stream = TcpStream::connect(address).await;
    stream
        .and_then(|stream| tune(&stream, config).map(|()| stream))
        .map(|stream| Socket::new(Kind::Tcp(stream)))
        .map_err(|error| unreachable(&error, &address.to_string()))
}

fn unreachable(error: &io::Error, place: &str) -> ServerError {
    let message = match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound => {
            format!("no server listens on {place}")
        }
        _ => format!("{place} cannot be reached: {error}"),
    };
    ServerError::new(Class::Refused, message)
}

/// Sends small messages at once, and notices a server that vanished.
fn tune(stream: &TcpStream, config: &Config) -> io::Result<()> {
    const TWO_HOURS: Duration = Duration::from_secs(2 * 60 * 60);
    stream.set_nodelay(true)?;
    if !config.get_keepalives() {
        return Ok(());
    }
    let idle = match config.get_keepalives_idle() {
        // The system's default is of no help while a statement runs.
        TWO_HOURS => Duration::from_secs(60),
        chosen => chosen,
    };
    let keepalive = TcpKeepalive::new().with_time(idle);
    #[cfg(any(target_os = "linux", target_os = "macos", target_os = "freebsd"))]
    let keepalive = keepalive
        .with_interval(
            config
                .get_keepalives_interval()
                .unwrap_or(Duration::from_secs(10)),
        )
        .with_retries(config.get_keepalives_retries().unwrap_or(3));
    SockRef::from(stream).set_tcp_keepalive(&keepalive)
}

impl Socket {
    const fn new(kind: Kind) -> Self {
        Self { kind, waits: false }
    }

    /// Ends only when the server has hung up: after a cancel request it means that the signal was
    /// sent.
    pub(super) const fn ending_after_server(mut self) -> Self {
        self.waits = true;
        self
    }

    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
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
        if self.waits {
            return self.poll_end(cx);
        }
        match &mut self.kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_shutdown(cx),
            #[cfg(unix)]
            Kind::Unix(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
