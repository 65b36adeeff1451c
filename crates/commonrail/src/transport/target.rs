//! The hosts of a configuration, and opening sockets to them.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpStream, lookup_host};
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::TransportError;
use super::socket::{Shutdown, Socket};

/// One host, address and port where the server may be.
#[derive(Clone)]
pub struct Target {
    place: Place,
    port: u16,
    /// The name that the certificate must contain.
    pub(super) host_name: String,
}

#[derive(Clone)]
enum Place {
    Name(String),
    Address(IpAddr),
    #[cfg_attr(not(unix), expect(dead_code, reason = "there are no Unix sockets"))]
    Folder(PathBuf),
}

impl Target {
    /// Returns every host, address and port of a configuration, paired as libpq pairs them.
    pub(super) fn all(config: &Config) -> Vec<Self> {
        let (hosts, addresses) = (config.get_hosts(), config.get_hostaddrs());
        let ports = config.get_ports();
        (0..hosts.len().max(addresses.len()))
            .map(|index| {
                let port = ports.get(index).or(ports.first()).copied();
                let host_name = match hosts.get(index) {
                    Some(Host::Tcp(name)) => name.clone(),
                    _ => String::new(),
                };
                let place = match (addresses.get(index), hosts.get(index)) {
                    (Some(address), _) => Place::Address(*address),
                    #[cfg(unix)]
                    (None, Some(Host::Unix(folder))) => Place::Folder(folder.clone()),
                    (None, _) => Place::Name(host_name.clone()),
                };
                Self {
                    place,
                    port: port.unwrap_or(5432),
                    host_name,
                }
            })
            .collect()
    }

    /// Returns true for a Unix socket, which is never encrypted.
    pub(super) const fn is_local(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }

    /// Returns true if no certificate can name this host, because it has an address only.
    pub(super) fn is_nameless(&self) -> bool {
        self.host_name.is_empty() && !self.is_local()
    }

    /// Returns the target at the address that was connected to, so that a cancel request reaches
    /// it.
    pub(super) fn at(&self, address: Option<IpAddr>) -> Self {
        let place = address.map_or_else(|| self.place.clone(), Place::Address);
        Self {
            place,
            ..self.clone()
        }
    }

    /// Looks up the host; returns the target at each of its addresses.
    ///
    /// # Errors
    /// `UnknownHost` when it has none.
    pub async fn resolve(&self) -> Result<Vec<Self>, TransportError> {
        let Place::Name(name) = &self.place else {
            return Ok(vec![self.clone()]);
        };
        let found = look_up(name, self.port).await?;
        Ok(found
            .iter()
            .map(|address| self.at(Some(address.ip())))
            .collect())
    }

    /// Returns the names of this host in a password file, and its port.
    pub(crate) fn names(&self) -> (Vec<String>, String) {
        let names = match &self.place {
            Place::Folder(folder) => {
                let is_usual = ["/tmp", "/run/postgresql", "/var/run/postgresql"]
                    .iter()
                    .any(|usual| folder.as_os_str() == *usual);
                let usual = is_usual.then(|| "localhost".to_owned());
                [Some(folder.to_string_lossy().into_owned()), usual]
            }
            Place::Address(address) => [Some(self.host_name.clone()), Some(address.to_string())],
            Place::Name(name) => [Some(name.clone()), None],
        };
        let names = names.into_iter().flatten().filter(|name| !name.is_empty());
        (names.collect(), self.port.to_string())
    }

    /// Opens a socket, to the first address that accepts connections.
    pub(super) async fn dial(
        &self,
        config: &Config,
        shutdown: Shutdown,
    ) -> Result<Socket, TransportError> {
        match &self.place {
            Place::Folder(folder) => dial_folder(folder, self.port, shutdown).await,
            Place::Address(address) => {
                dial_address(SocketAddr::new(*address, self.port), config, shutdown).await
            }
            Place::Name(name) => {
                let mut failure = unknown_host(name);
                for address in look_up(name, self.port).await? {
                    match dial_address(address, config, shutdown).await {
                        Ok(socket) => return Ok(socket),
                        Err(next) => failure = next,
                    }
                }
                Err(failure)
            }
        }
    }
}

/// Looks up a host; returns at least one address.
async fn look_up(name: &str, port: u16) -> Result<Vec<SocketAddr>, TransportError> {
    let found = lookup_host((name, port)).await;
    let found: Vec<_> = found.map_err(|_| unknown_host(name))?.collect();
    match found.is_empty() {
        true => Err(unknown_host(name)),
        false => Ok(found),
    }
}

fn unknown_host(name: &str) -> TransportError {
    let name = name.to_owned();
    TransportError::UnknownHost { name }
}

fn unreachable(place: impl fmt::Display, source: io::Error) -> TransportError {
    let place = place.to_string();
    TransportError::Unreachable { place, source }
}

#[cfg(unix)]
async fn dial_folder(
    folder: &std::path::Path,
    port: u16,
    shutdown: Shutdown,
) -> Result<Socket, TransportError> {
    let path = folder.join(format!(".s.PGSQL.{port}"));
    let stream = tokio::net::UnixStream::connect(&path).await;
    let stream = stream.map_err(|error| unreachable(path.display(), error))?;
    Ok(Socket::unix(stream, shutdown))
}

#[cfg(not(unix))]
async fn dial_folder(_: &std::path::Path, _: u16, _: Shutdown) -> Result<Socket, TransportError> {
    Err(TransportError::NoUnixSockets)
}

async fn dial_address(
    address: SocketAddr,
    config: &Config,
    shutdown: Shutdown,
) -> Result<Socket, TransportError> {
    let stream = TcpStream::connect(address).await;
    match stream.and_then(|stream| tune(&stream, config).map(|()| stream)) {
        Ok(stream) => Ok(Socket::tcp(stream, shutdown)),
        Err(error) => Err(unreachable(address, error)),
    }
}

/// Sends small messages immediately, and detects a peer that vanished.
fn tune(stream: &TcpStream, config: &Config) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    #[cfg(target_os = "linux")]
    {
        socket.set_tcp_user_timeout(config.get_tcp_user_timeout().copied())?;
    }
    if config.get_keepalives() {
        socket.set_tcp_keepalive(&keepalive(config))?;
    }
    Ok(())
}

/// Returns the configuration's keepalives; by default a vanished server is detected after about a
/// minute and a half.
fn keepalive(config: &Config) -> TcpKeepalive {
    const TWO_HOURS: Duration = Duration::from_secs(2 * 60 * 60);
    let idle = match config.get_keepalives_idle() {
        TWO_HOURS => Duration::from_secs(60),
        chosen => chosen,
    };
    let interval = config.get_keepalives_interval();
    let keepalive = TcpKeepalive::new().with_time(idle);
    #[cfg(any(target_os = "linux", target_os = "macos", target_os = "freebsd"))]
    let keepalive = keepalive
        .with_interval(interval.unwrap_or(Duration::from_secs(10)))
        .with_retries(config.get_keepalives_retries().unwrap_or(3));
    keepalive
}
