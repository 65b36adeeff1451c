//! Opens connections of our own: dial, encrypt, authenticate, listen.

use std::future::poll_fn;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;
use tokio_postgres::config::{SslMode as Negotiated, SslNegotiation};
use tokio_postgres::{CancelToken, Client, Config, Connection, NoTls};

use super::failure;
use super::settings::{Settings, SslMode};
use super::socket::{Socket, Target};
use super::tls::{self, Tls};
use super::wire::{Tap, Wire};
use crate::error::{Class, ServerError};

/// The message by which a client asks for TLS: length 8, code 80877103.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// A connection that was opened here.
pub(super) struct Link {
    pub(super) client: Client,
    pub(super) tap: Tap,
    pub(super) canceller: Canceller,
}

/// Asks the server to stop what one connection does.
#[derive(Clone)]
pub(super) struct Canceller {
    settings: Settings,
    target: Target,
    encrypted: bool,
    token: CancelToken,
}

/// Which stream the server and this client agreed on.
enum Agreed {
    Plain(Socket),
    Encrypted(Socket, Tls),
}

/// Connects to the first host that lets us in; otherwise the last failure tells why.
pub(super) async fn open(settings: &Settings) -> Result<Link, ServerError> {
    let mut failure = ServerError::new(Class::UnknownHost, "the database URL names no host");
    for target in Target::all(&settings.config) {
        match timeout(settings.connect_timeout, attempt(settings, &target)).await {
            Ok(Ok(link)) => return Ok(link),
            Ok(Err(next)) => failure = next,
            Err(_) => {
                let seconds = settings.connect_timeout.as_secs();
                let message = format!("no connection within {seconds} s");
                failure = ServerError::new(Class::Refused, message);
            }
        }
    }
    Err(failure)
}

async fn attempt(settings: &Settings, target: &Target) -> Result<Link, ServerError> {
    match agree(settings, target, settings.ssl_mode).await? {
        Agreed::Plain(socket) => open_plain(settings, target, socket).await,
        Agreed::Encrypted(socket, tls) => {
            let tap = Tap::default();
            let handshake = tls.handshake(&target.host_name, tap.clone());
            let mut config = settings.config.clone();
            // The request for TLS was made by us, so that the tap never sees its answer.
            config
                .ssl_mode(Negotiated::Require)
                .ssl_negotiation(SslNegotiation::Direct);
            let target = target.at(&socket);
            match config.connect_raw(socket, handshake).await {
                Ok((client, connection)) => {
                    drive(connection);
                    Ok(finish(settings, target, client, tap, true))
                }
                Err(error) => match tls::explain(&error) {
                    Some(_) if settings.ssl_mode == SslMode::Prefer => {
                        open_without_tls(settings, &target).await
                    }
                    Some(failure) => Err(failure),
                    None => Err(failure::of_connecting(&error, &tap)),
                },
            }
        }
    }
}

/// `prefer` again, after a handshake that failed.
async fn open_without_tls(settings: &Settings, target: &Target) -> Result<Link, ServerError> {
    let socket = target.dial(&settings.config).await?;
    open_plain(settings, target, socket).await
}

async fn open_plain(
    settings: &Settings,
    target: &Target,
    socket: Socket,
) -> Result<Link, ServerError> {
    let (tap, target) = (Tap::default(), target.at(&socket));
    let mut config: Config = settings.config.clone();
    config.ssl_mode(Negotiated::Disable);
    let wire = Wire::new(socket, tap.clone());
    match config.connect_raw(wire, NoTls).await {
        Ok((client, connection)) => {
            drive(connection);
            Ok(finish(settings, target, client, tap, false))
        }
        Err(error) => Err(failure::of_connecting(&error, &tap)),
    }
}

fn finish(settings: &Settings, target: Target, client: Client, tap: Tap, encrypted: bool) -> Link {
    let canceller = Canceller {
        settings: settings.clone(),
        target,
        encrypted,
        token: client.cancel_token(),
    };
    Link {
        client,
        tap,
        canceller,
    }
}

/// Moves the bytes of a connection until it ends, which it does by itself once the client is
/// dropped. Notices are dropped.
fn drive<S, T>(mut connection: Connection<S, T>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        while let Some(Ok(_)) = poll_fn(|cx| connection.poll_message(cx)).await {}
    });
}

/// Dials, and asks for TLS where the mode wants it. Nothing secret was sent yet.
async fn agree(settings: &Settings, target: &Target, mode: SslMode) -> Result<Agreed, ServerError> {
    let mut socket = target.dial(&settings.config).await?;
    if mode == SslMode::Disable || target.is_local() {
        return Ok(Agreed::Plain(socket));
    }
    let Some(tls) = Tls::new(settings)? else {
        return Ok(Agreed::Plain(socket));
    };
    let answer = ask_for_tls(&mut socket).await;
    match (answer, mode) {
        (Ok(b'S'), _) => Ok(Agreed::Encrypted(socket, tls)),
        (Ok(b'N'), SslMode::Prefer) => Ok(Agreed::Plain(socket)),
        (Ok(b'N'), _) => Err(ServerError::new(
            Class::Tls,
            "the server does not offer TLS, but `sslmode` asks for it",
        )),
        (Ok(_), _) => Err(ServerError::new(
            Class::Tls,
            "the server did not understand the request for TLS",
        )),
        (Err(error), _) => Err(ServerError::new(
            Class::Unavailable,
            format!("the server hung up: {error}"),
        )),
    }
}

async fn ask_for_tls(socket: &mut Socket) -> std::io::Result<u8> {
    socket.write_all(&SSL_REQUEST).await?;
    socket.flush().await?;
    let mut answer = [0];
    socket.read_exact(&mut answer).await?;
    Ok(answer[0])
}

impl Canceller {
    /// Returns when the server has sent its signal, so that it cannot hit a later statement.
    pub(super) async fn cancel(&self) -> Result<(), ServerError> {
        let sent = timeout(self.settings.connect_timeout, self.send()).await;
        sent.unwrap_or_else(|_| Err(ServerError::new(Class::Refused, "cancelling timed out")))
    }

    async fn send(&self) -> Result<(), ServerError> {
        let mode = if self.encrypted {
            self.settings.ssl_mode
        } else {
            SslMode::Disable
        };
        let sent = match agree(&self.settings, &self.target, mode).await? {
            Agreed::Plain(socket) => {
                let socket = socket.ending_after_server();
                self.token.cancel_query_raw(socket, NoTls).await
            }
            Agreed::Encrypted(socket, tls) => {
                let handshake = tls.handshake(&self.target.host_name, Tap::default());
                let socket = socket.ending_after_server();
                self.token.cancel_query_raw(socket, handshake).await
            }
        };
        sent.map_err(|error| ServerError::new(Class::Other, error.to_string()))
    }
}
