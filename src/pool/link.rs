//! Makes connections: dial, encrypt, authenticate, set up.

use std::fmt::Write as _;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_postgres::config::{SslMode as Negotiated, SslNegotiation, TargetSessionAttrs};
use tokio_postgres::{CancelToken, Client, Config, Connection, NoTls, SimpleQueryMessage};

use super::dial::Target;
use super::failure::Failure;
use super::session::Session;
use super::settings::{Pooler, Settings, SslMode};
use super::socket::{Ending, Socket};
#[cfg(feature = "tls")]
use super::tls::{self, Tls};
use super::watch::Watch;
use super::wire::Wire;

/// The message by which a client asks for TLS: length 8, code 80877103.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// A connection, what is known about its session, and the way to stop what it does.
pub(super) struct Link {
    pub(super) conn: AsyncPgConnection,
    pub(super) session: Arc<Session>,
    pub(super) canceller: Canceller,
    /// The task that moves the bytes. It ends by itself once the connection is dropped and all
    /// its statements are answered.
    pub(super) driver: AbortHandle,
    /// The runtime that the driver, and so the connection, lives on.
    pub(super) runtime: Handle,
}

/// Everything needed to connect, worked out once.
#[derive(Clone)]
pub(super) struct Dialer(Arc<Plan>);

struct Plan {
    config: Config,
    targets: Vec<Target>,
    settings: Settings,
    /// Set once the server turned out not to know `client_connection_check_interval`.
    is_old: AtomicBool,
    #[cfg(feature = "tls")]
    tls: Option<Tls>,
}

/// Which stream the server and this client agreed on.
enum Agreed {
    Plain(Socket),
    #[cfg(feature = "tls")]
    Encrypted(Socket, Tls),
}

impl Dialer {
    /// # Errors
    /// `Lasting` when the settings ask for what cannot be done.
    pub(super) fn new(settings: Settings) -> Result<Self, Failure> {
        #[cfg(not(feature = "tls"))]
        if !matches!(settings.ssl_mode, SslMode::Disable | SslMode::Prefer) {
            return Err(Failure::lasting(
                "this `sslmode` needs TLS: build tomori-db with the feature `tls`",
            ));
        }
        let mut config = settings.config.clone();
        config.application_name(&settings.application_name);
        Ok(Self(Arc::new(Plan {
            targets: Target::all(&config),
            config,
            is_old: AtomicBool::new(false),
            #[cfg(feature = "tls")]
            tls: Tls::new(&settings)?,
            settings,
        })))
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Connects to the first target that lets us in; otherwise the last failure tells why.
    pub(super) async fn connect(&self) -> Result<Link, Failure> {
        let mut failure = Failure::lasting("the database address names no host");
        for target in &self.0.targets {
            match self.connect_to(target).await {
                Ok(link) => return Ok(link),
                Err(next) => failure = next,
            }
        }
        Err(failure)
    }

    async fn connect_to(&self, target: &Target) -> Result<Link, Failure> {
        let limit = self.0.settings.connect_timeout;
        let attempt = || async {
            let made = timeout(limit, self.attempt(target)).await;
            made.unwrap_or_else(|_| Err(Failure::passing("connecting timed out")))
        };
        match attempt().await {
            Err(Failure::UnknownOption) if !self.0.is_old.swap(true, Relaxed) => attempt().await,
            made => made,
        }
    }

    async fn attempt(&self, target: &Target) -> Result<Link, Failure> {
        match self
            .agree(target, Ending::AtOnce, self.0.settings.ssl_mode)
            .await?
        {
            Agreed::Plain(socket) => self.open_plain(socket, target).await,
            #[cfg(feature = "tls")]
            Agreed::Encrypted(socket, tls) => {
                let session = Arc::new(Session::new());
                let pooler = self.0.settings.pooler;
                let handshake = tls.handshake(&target.host_name, session.clone(), pooler);
                let config = self.startup(Negotiated::Require);
                let target = &target.at(socket.peer());
                match config.connect_raw(socket, handshake).await {
                    Ok((client, connection)) => {
                        self.finish(client, connection, session, target, SslMode::Require)
                            .await
                    }
                    Err(error) => match tls::explain(&error) {
                        Some(_) if self.0.settings.ssl_mode == SslMode::Prefer => {
                            self.open_without_tls(target).await
                        }
                        Some(failure) => Err(failure),
                        None => Err(error.into()),
                    },
                }
            }
        }
    }

    /// `prefer` again, after a handshake that failed.
    #[cfg(feature = "tls")]
    async fn open_without_tls(&self, target: &Target) -> Result<Link, Failure> {
        match self.agree(target, Ending::AtOnce, SslMode::Disable).await? {
            Agreed::Plain(socket) => self.open_plain(socket, target).await,
            Agreed::Encrypted(..) => Err(Failure::lasting("the TLS handshake failed")),
        }
    }

    async fn open_plain(&self, socket: Socket, target: &Target) -> Result<Link, Failure> {
        let target = &target.at(socket.peer());
        let session = Arc::new(Session::new());
        let wire = Wire::new(socket, session.clone(), self.0.settings.pooler);
        let config = self.startup(Negotiated::Disable);
        let (client, connection) = config.connect_raw(wire, NoTls).await?;
        self.finish(client, connection, session, target, SslMode::Disable)
            .await
    }

    /// Dials, and asks for TLS where the mode wants it. Nothing secret was sent yet.
    async fn agree(
        &self,
        target: &Target,
        ending: Ending,
        mode: SslMode,
    ) -> Result<Agreed, Failure> {
        let plan = &*self.0;
        let limit = plan.settings.connect_timeout;
        let mut socket = target.dial(&plan.config, limit, ending).await?;
        if mode == SslMode::Disable || target.is_local() || !self.has_tls() {
            return Ok(Agreed::Plain(socket));
        }
        let answer = ask_for_tls(&mut socket).await;
        match (answer.map_err(|error| Failure::socket(&error))?, mode) {
            #[cfg(feature = "tls")]
            (b'S', _) => match &plan.tls {
                Some(tls) => Ok(Agreed::Encrypted(socket, tls.clone())),
                None => Err(Failure::lasting("TLS is not set up")),
            },
            (b'N', SslMode::Prefer) => Ok(Agreed::Plain(socket)),
            (b'N', _) => Err(Failure::lasting(
                "the server does not offer TLS, but `sslmode` asks for it",
            )),
            _ => Err(Failure::passing(
                "the server did not understand the request for TLS",
            )),
        }
    }

    #[cfg(feature = "tls")]
    fn has_tls(&self) -> bool {
        self.0.tls.is_some()
    }

    #[cfg(not(feature = "tls"))]
    const fn has_tls(&self) -> bool {
        false
    }

    /// The configuration with everything that RESET must come back to.
    fn startup(&self, negotiated: Negotiated) -> Config {
        let plan = &*self.0;
        let mut config = plan.config.clone();
        config.ssl_mode(negotiated);
        if negotiated == Negotiated::Require {
            // The request for TLS was made by us, so that the tap never sees its answer.
            config.ssl_negotiation(SslNegotiation::Direct);
        }
        if plan.settings.pooler == Pooler::Direct {
            let ours = options(&plan.settings, plan.is_old.load(Relaxed));
            let theirs = plan.config.get_options().unwrap_or_default();
            config.options(format!("{ours} {theirs}"));
        }
        config
    }

    async fn finish<S, T>(
        &self,
        client: Client,
        connection: Connection<S, T>,
        session: Arc<Session>,
        target: &Target,
        mode: SslMode,
    ) -> Result<Link, Failure>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let driver = drive(connection);
        check_role(&client, self.0.config.get_target_session_attrs()).await?;
        let token = client.cancel_token();
        let mut conn = AsyncPgConnection::try_from(client)
            .await
            .map_err(|_| Failure::passing("the connection broke while it was set up"))?;
        conn.set_instrumentation(Watch::new(session.clone()));
        session.begin();
        let (dialer, target) = (self.clone(), target.clone());
        let canceller = Canceller {
            dialer,
            target,
            mode,
            token,
        };
        Ok(Link {
            conn,
            session,
            canceller,
            driver,
            runtime: Handle::current(),
        })
    }
}

/// Moves the bytes of a connection until it ends. Notices are dropped: they may quote values.
fn drive<S, T>(mut connection: Connection<S, T>) -> AbortHandle
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let moving = tokio::spawn(async move {
        while let Some(Ok(_)) = poll_fn(|cx| connection.poll_message(cx)).await {}
    });
    moving.abort_handle()
}

async fn ask_for_tls(socket: &mut Socket) -> std::io::Result<u8> {
    socket.write_all(&SSL_REQUEST).await?;
    socket.flush().await?;
    let mut answer = [0];
    socket.read_exact(&mut answer).await?;
    Ok(answer[0])
}

/// The session settings as start-up options, so that `RESET ALL` returns to them.
fn options(settings: &Settings, is_old: bool) -> String {
    let mut options = String::from("-c TimeZone=UTC");
    let mut add = |name: &str, value: Option<Duration>| {
        if let Some(value) = value {
            let _ = write!(options, " -c {name}={}", value.as_millis());
        }
    };
    add("statement_timeout", settings.statement_timeout);
    add("lock_timeout", settings.lock_timeout);
    add(
        "idle_in_transaction_session_timeout",
        settings.idle_in_transaction_timeout,
    );
    if !is_old {
        add(
            "client_connection_check_interval",
            settings.client_check_interval,
        );
    }
    options
}

/// `target_session_attrs` of the address.
async fn check_role(client: &Client, wanted: TargetSessionAttrs) -> Result<(), Failure> {
    let wanted = match wanted {
        TargetSessionAttrs::ReadWrite => "off",
        TargetSessionAttrs::ReadOnly => "on",
        _ => return Ok(()),
    };
    let rows = client.simple_query("SHOW transaction_read_only").await?;
    let fits = rows.iter().any(|row| match row {
        SimpleQueryMessage::Row(row) => row.get(0) == Some(wanted),
        _ => false,
    });
    let other =
        || Failure::passing("the server is not of the kind `target_session_attrs` asks for");
    fits.then_some(()).ok_or_else(other)
}

/// Asks the server to stop what one connection does.
#[derive(Clone)]
pub(super) struct Canceller {
    dialer: Dialer,
    target: Target,
    /// As the connection itself turned out to be: `Disable` or `Require`.
    mode: SslMode,
    token: CancelToken,
}

impl Canceller {
    pub(super) const fn dialer(&self) -> &Dialer {
        &self.dialer
    }

    /// Returns when the server has sent its signal, so that it cannot hit a later statement.
    pub(super) async fn cancel(&self) -> Result<(), Failure> {
        let limit = self.dialer.0.settings.connect_timeout;
        let sent = timeout(limit, self.send()).await;
        sent.unwrap_or_else(|_| Err(Failure::passing("cancelling timed out")))
    }

    async fn send(&self) -> Result<(), Failure> {
        match self
            .dialer
            .agree(&self.target, Ending::AfterServer, self.mode)
            .await?
        {
            Agreed::Plain(socket) => Ok(self.token.cancel_query_raw(socket, NoTls).await?),
            #[cfg(feature = "tls")]
            Agreed::Encrypted(socket, tls) => {
                let session = Arc::new(Session::new());
                let handshake = tls.handshake(&self.target.host_name, session, Pooler::Direct);
                Ok(self.token.cancel_query_raw(socket, handshake).await?)
            }
        }
    }
}
