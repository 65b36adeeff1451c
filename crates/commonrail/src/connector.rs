//! Opens connections: chooses a host, opens a stream, authenticates, and sets up the session.

mod budget;
mod clock;
mod connection;
mod startup;

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::time::{Instant, timeout};
use tokio_postgres::Config;

use crate::error::Result;
use crate::failure::Failure;
use crate::instrumentation::session_of;
use crate::role::Role;
use crate::session::Session;
use crate::session_effect::OwnLimit;
use crate::settings::Settings;
use crate::ssl_mode::SslMode;
use crate::transport::{Target, Transport, handshake_failure};
use budget::Budget;

pub use connection::Connection;

/// Opens one connection outside any pool. It is closed by dropping it; a statement that is running
/// then is not cancelled and ends at its `statement_timeout`.
///
/// # Errors
/// `Configuration` for a refused password, an unknown database or invalid settings;
/// `Unavailable` when the server cannot be reached now.
pub async fn connect(settings: &Settings) -> Result<AsyncPgConnection> {
    let connector = Connector::new(settings.clone(), Demand::default())?;
    Ok(connector.connect().await?.conn)
}

/// Lifts `response_timeout` for the statements of a connection of this crate, until its session is
/// reset.
pub fn lift_response_timeout(conn: &mut AsyncPgConnection) {
    if let Some(session) = session_of(conn) {
        session.set_own_limit(OwnLimit::Session);
    }
}

/// Opens the connections of a pool: a manager for bb8.
///
/// Use it through [`Pool`](crate::Pool), which cleans returned connections and serves callers in
/// order. A bare `bb8::Pool` closes those that are busy or whose session was changed.
#[derive(Clone)]
pub struct Connector(Arc<Plan>);

/// The state that all connections share.
struct Plan {
    config: Config,
    transport: Arc<Transport>,
    settings: Settings,
    demand: Demand,
    /// Set if the server turned out not to know `client_connection_check_interval`.
    is_old: AtomicBool,
    /// When a connection was last given up, in nanoseconds after `opened`; 0 for never.
    silent_at: AtomicU64,
    opened: Instant,
}

/// What a pool requires of its connector.
#[derive(Clone, Copy, Default)]
pub(crate) struct Demand {
    /// How long a checkout waits for a connection; `None` outside a pool.
    pub(crate) checkout: Option<Duration>,
    /// Whether bb8 replaces a closed connection immediately.
    pub(crate) replaces: bool,
}

/// The time without a response after which another attempt to connect is started beside the first.
const NEXT_ATTEMPT: Duration = Duration::from_secs(1);

/// The time without an acknowledgement after which a connection is considered broken, unless the
/// address sets another. The system's own limit is a quarter of an hour.
const UNACKNOWLEDGED: Duration = Duration::from_secs(10);

impl Connector {
    /// Creates a connector, and sets up TLS.
    ///
    /// # Errors
    /// `Configuration` when the settings are invalid or ask for something unsupported.
    pub(crate) fn new(settings: Settings, demand: Demand) -> Result<Self> {
        settings.check()?;
        let config = config(&settings);
        let transport = Transport::new(config.clone(), &settings.encryption());
        let transport = transport.map_err(Failure::from)?;
        Ok(Self(Arc::new(Plan {
            config,
            transport: Arc::new(transport),
            settings,
            demand,
            is_old: AtomicBool::new(false),
            silent_at: AtomicU64::new(0),
            opened: Instant::now(),
        })))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn demand(&self) -> Demand {
        self.0.demand
    }

    /// Records that a server was silent: the cause may have broken the idle connections too.
    fn note_silence(&self) {
        let at = u64::try_from(self.0.opened.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.0.silent_at.store(at, Relaxed);
    }

    /// Returns true if a connection was not used since a server was silent.
    pub(crate) fn distrusts(&self, session: &Session) -> bool {
        let at = self.0.silent_at.load(Relaxed);
        at != 0 && session.is_unused_since(self.0.opened + Duration::from_nanos(at))
    }

    /// Connects to the first host that accepts the connection; otherwise returns the last failure.
    /// Ends before a checkout times out.
    pub(crate) async fn connect(&self) -> Result<Connection, Failure> {
        let budget = Budget::each(self.0.settings.connect_timeout);
        let budget = match self.0.demand.checkout {
            Some(checkout) => budget.within(checkout / 10 * 9),
            None => budget,
        };
        let rounds = self.0.settings.details.role.rounds();
        let mut failure = no_host();
        for (index, role) in rounds.iter().enumerate() {
            match self.try_all(*role, budget.part(rounds.len() - index)).await {
                Ok(connection) => return Ok(connection),
                Err(next) => failure = next,
            }
        }
        Err(failure)
    }

    async fn try_all(&self, role: Role, budget: Budget) -> Result<Connection, Failure> {
        let targets = self.0.transport.targets();
        let first = self.first_target(targets.len());
        let mut failure = no_host();
        for index in 0..targets.len() {
            let target = &targets[(first + index) % targets.len()];
            let part = budget.part(targets.len() - index);
            match self.connect_to(target, role, part).await {
                Ok(connection) => return Ok(connection),
                Err(next) => failure = next,
            }
        }
        Err(failure)
    }

    /// Returns the index of the first host to try: 0, or a random one if the load is balanced.
    fn first_target(&self, count: usize) -> usize {
        if !self.0.settings.details.is_random {
            return 0;
        }
        let random = RandomState::new().hash_one(0) % count.max(1) as u64;
        usize::try_from(random).unwrap_or_default()
    }

    /// Connects to the first address of a host that accepts the connection.
    async fn connect_to(
        &self,
        target: &Target,
        role: Role,
        budget: Budget,
    ) -> Result<Connection, Failure> {
        let addresses = timeout(budget.next(1), target.resolve()).await;
        let addresses =
            addresses.map_err(|_| Failure::passing("looking up the host name timed out"))??;
        let mut failure = Failure::passing("the host name is unknown");
        for (index, address) in addresses.iter().enumerate() {
            let limit = budget.next(addresses.len() - index);
            match timeout(limit, self.attempt_repeatedly(address, role)).await {
                Ok(Ok(connection)) => return Ok(connection),
                Ok(Err(next)) => failure = next,
                Err(_) => failure = Failure::passing("connecting to the server timed out"),
            }
        }
        Err(failure)
    }

    /// Starts another attempt for each second in which none has ended, and continues the earlier
    /// ones. A slow server may still answer the first attempt; one that was down has lost it when
    /// it is back.
    async fn attempt_repeatedly(&self, target: &Target, role: Role) -> Result<Connection, Failure> {
        let mut attempts = FuturesUnordered::new();
        loop {
            attempts.push(self.attempt_twice(target, role));
            if let Ok(Some(ended)) = timeout(NEXT_ATTEMPT, attempts.next()).await {
                return ended;
            }
        }
    }

    /// Tries again without the newest start-up option, which an old server may not know.
    async fn attempt_twice(&self, target: &Target, role: Role) -> Result<Connection, Failure> {
        match self.attempt(target, role).await {
            Err(Failure::UnknownOption) if !self.0.is_old.swap(true, Relaxed) => {
                self.attempt(target, role).await
            }
            made => made,
        }
    }

    async fn attempt(&self, target: &Target, role: Role) -> Result<Connection, Failure> {
        let transport = &self.0.transport;
        let stream = transport.open(target).await?;
        let config = self.startup(stream.route().target()).await?;
        let may_fall_back =
            stream.route().is_encrypted() && self.0.settings.ssl_mode == SslMode::Prefer;
        match self.start(stream, config.clone()).await {
            Ok(started) => started.finish(role).await,
            // The server refused the client's certificate, or requires one.
            Err(error) if may_fall_back && handshake_failure(&error).is_some() => {
                let stream = transport.open_unencrypted(target).await?;
                self.start(stream, config).await?.finish(role).await
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Returns the client's configuration for these settings.
fn config(settings: &Settings) -> Config {
    let mut config = settings.config.clone();
    config.application_name(&settings.application_name);
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(UNACKNOWLEDGED);
    }
    config
}

fn no_host() -> Failure {
    Failure::lasting("the database address names no host")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_may_stay_unacknowledged_for_ten_seconds_unless_the_address_says_otherwise() {
        let mut settings = Settings::from_url("postgres://u@h/d").unwrap();
        for expected in [10_000, 1_500] {
            let found = config(&settings).get_tcp_user_timeout().copied();
            assert_eq!(found, Some(Duration::from_millis(expected)));
            settings = Settings::from_url("postgres://u@h/d?tcp_user_timeout=1500").unwrap();
        }
    }
}
