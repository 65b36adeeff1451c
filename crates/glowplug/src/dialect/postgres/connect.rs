//! Opens connections: socket, TLS, authentication, and the tap on the stream.

use std::future::poll_fn;
use std::sync::Arc;

use commonrail::transport::{self, Stream, Target, Transport, handshake_failure};
use commonrail::{Role, SslMode};
use rand::seq::SliceRandom as _;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_postgres::Client;

use super::error;
use super::settings::Settings;
use super::wire::{Observer, Wire};
use crate::error::{Class, ServerError};

/// A connection that was opened here, with its parts.
pub(super) struct OpenConnection {
    pub(super) client: Client,
    pub(super) tap: Observer,
    pub(super) driver: Driver,
    pub(super) canceller: Canceller,
}

/// Sends cancel requests for one connection.
#[derive(Clone)]
pub(super) struct Canceller {
    canceller: transport::Canceller,
    settings: Settings,
}

/// The tokio-postgres future that drives the stream.
type Protocol = tokio_postgres::Connection<Stream, Wire<Stream>>;

/// Connects to the first host that accepts, or returns the error of the last one.
pub(super) async fn open(settings: &Settings) -> Result<OpenConnection, ServerError> {
    let address = &settings.address;
    let transport = Transport::new(address.config.clone(), &address.encryption());
    let transport = Arc::new(transport.map_err(error::of_transport)?);
    let mut targets: Vec<&Target> = transport.targets().iter().collect();
    if address.is_random() {
        targets.shuffle(&mut rand::rng());
    }
    let mut failure = ServerError::new(Class::UnknownHost, "the database URL names no host");
    for role in address.role().rounds() {
        for target in &targets {
            let attempt = attempt(settings, &transport, target, *role);
            match timeout(settings.connect_timeout, attempt).await {
                Ok(Ok(link)) => return Ok(link),
                Ok(Err(next)) => failure = next,
                Err(_) => failure = no_answer(settings),
            }
        }
    }
    Err(failure)
}

/// Returns the error for a server, or a proxy in front of it, that accepts connections but does not
/// answer.
pub(super) fn no_answer(settings: &Settings) -> ServerError {
    let seconds = settings.connect_timeout.as_secs();
    ServerError::new(Class::Refused, format!("no connection within {seconds} s"))
}

async fn attempt(
    settings: &Settings,
    transport: &Arc<Transport>,
    target: &Target,
    role: Role,
) -> Result<OpenConnection, ServerError> {
    let stream = transport.open(target).await;
    let stream = stream.map_err(error::of_transport)?;
    let may_fall_back =
        stream.route().is_encrypted() && settings.address.encryption().mode == SslMode::Prefer;
    let mut tap = Observer::default();
    let mut started = start(settings, transport, target, stream, &tap).await;
    if let Err(error) = &started
        && may_fall_back
        && handshake_failure(error).is_some()
    {
        let stream = transport.open_unencrypted(target).await;
        tap = Observer::default();
        started = start(
            settings,
            transport,
            target,
            stream.map_err(error::of_transport)?,
            &tap,
        )
        .await;
    }
    let failed = |error: &tokio_postgres::Error| error::of_connecting(error, &tap);
    let link = started.map_err(|error| failed(&error))?;
    match role.fits(&link.client).await {
        Ok(true) => Ok(link),
        Ok(false) => Err(ServerError::new(
            Class::Other,
            "the server is not of the kind `target_session_attrs` asks for",
        )),
        Err(error) => Err(failed(&error)),
    }
}

/// Authenticates on a stream, with the tap inside the encryption. Without a password in the address,
/// the password file is used.
async fn start(
    settings: &Settings,
    transport: &Arc<Transport>,
    target: &Target,
    stream: Stream,
    tap: &Observer,
) -> Result<OpenConnection, tokio_postgres::Error> {
    let route = stream.route().clone();
    let layer = |stream| Wire::new(stream, tap.clone());
    let mut config = settings.address.config.clone();
    if let Some(password) = settings.address.password(target) {
        config.password(password);
    }
    let (client, protocol) = stream.start(config, layer).await?;
    let token = client.cancel_token();
    Ok(OpenConnection {
        driver: Driver::start(protocol, tap),
        canceller: Canceller {
            canceller: transport::Canceller::new(Arc::clone(transport), route, token),
            settings: settings.clone(),
        },
        client,
        tap: tap.clone(),
    })
}

/// Task that drives a connection until it ends, which it does once the client is dropped and
/// everything is answered. Dropping this handle earlier means that nobody waits for the answer: the
/// connection is closed, and the server abandons the statement.
pub(super) struct Driver {
    tap: Observer,
    task: AbortHandle,
}

impl Driver {
    /// Starts the task. Notices are dropped.
    fn start(mut protocol: Protocol, tap: &Observer) -> Self {
        let task = tokio::spawn(async move {
            while let Some(Ok(_)) = poll_fn(|cx| protocol.poll_message(cx)).await {}
        });
        Self {
            tap: tap.clone(),
            task: task.abort_handle(),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.tap.lock().outstanding > 0 {
            self.task.abort();
        }
    }
}

impl Canceller {
    /// Cancels the running statement. Returns once the server has sent its signal, so that it
    /// cannot hit a later statement.
    pub(super) async fn cancel(&self) -> Result<(), ServerError> {
        let sent = self.canceller.cancel(self.settings.connect_timeout).await;
        sent.map_err(error::of_transport)
    }
}
