//! Opens the socket to each address of the settings, in order.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::failure::Failure;
use super::socket::{Ending, Socket};

/// One place where the server may be.
#[derive(Clone)]
pub(super) struct Target {
    place: Place,
    port: u16,
    /// What the certificate must name.
    #[cfg_attr(
        not(feature = "tls"),
        expect(dead_code, reason = "there are no certificates")
    )]
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
    /// Every host, address and port of a configuration, paired as libpq pairs them.
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

    /// Whether this is a Unix socket, which is never encrypted.
    pub(super) const fn is_local(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }

    /// The same target at the address that was reached, so that a cancel request finds it.
    pub(super) fn at(&self, address: Option<IpAddr>) -> Self {
        let place = address.map_or_else(|| self.place.clone(), Place::Address);
        Self {
            place,
            ..self.clone()
        }
    }

    /// Opens the socket; the whole of it may take `limit`.
    pub(super) async fn dial(
        &self,
        config: &Config,
        limit: Duration,
        ending: Ending,
    ) -> Result<Socket, Failure> {
        match &self.place {
            Place::Folder(folder) => dial_folder(folder, self.port, ending).await,
            Place::Address(address) => {
                let address = SocketAddr::new(*address, self.port);
                dial_address(address, config, limit, ending).await
            }
            Place::Name(name) => {
                let addresses = lookup_host((name.as_str(), self.port));
                let addresses = addresses.await.map_err(|_| unknown_host())?;
                let mut failure = unknown_host();
                for address in addresses {
                    match dial_address(address, config, limit, ending).await {
                        Ok(socket) => return Ok(socket),
                        Err(next) => failure = next,
                    }
                }
                Err(failure)
            }
        }
    }
}

fn unknown_host() -> Failure {
    Failure::passing("the host name is unknown")
}

#[cfg(unix)]
async fn dial_folder(
    folder: &std::path::Path,
    port: u16,
    ending: Ending,
) -> Result<Socket, Failure> {
    let path = folder.join(format!(".s.PGSQL.{port}"));
    let stream = tokio::net::UnixStream::connect(path).await;
    let stream = stream.map_err(|error| Failure::socket(&error))?;
    Ok(Socket::unix(stream, ending))
}

#[cfg(not(unix))]
async fn dial_folder(_: &std::path::Path, _: u16, _: Ending) -> Result<Socket, Failure> {
    Err(Failure::lasting("this system has no Unix sockets"))
}

async fn dial_address(
    address: SocketAddr,
    config: &Config,
    limit: Duration,
    ending: Ending,
) -> Result<Socket, Failure> {
    let stream = timeout(limit, TcpStream::connect(address)).await;
    let stream = stream
        .map_err(|_| Failure::passing("connecting timed out"))?
        .and_then(|stream| tune(&stream, config).map(|()| stream));
    match stream {
        Ok(stream) => Ok(Socket::tcp(stream, ending)),
        Err(error) => Err(Failure::socket(&error)),
    }
}

/// Sends small messages at once, and notices a peer that vanished.
fn tune(stream: &TcpStream, config: &Config) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    #[cfg(target_os = "linux")]
    if let Some(limit) = config.get_tcp_user_timeout() {
        socket.set_tcp_user_timeout(Some(*limit))?;
    }
    if config.get_keepalives() {
        socket.set_tcp_keepalive(&keepalive(config))?;
    }
    Ok(())
}

/// Of the configuration; else a vanished server is noticed after about a minute and a half.
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
