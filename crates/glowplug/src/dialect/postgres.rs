//! PostgreSQL, through diesel-async's `AsyncPgConnection`.
//!
//! Connections opened by [`connect`] observe their own protocol stream (the tap in `wire`), which
//! gives them what Diesel does not pass on: SQLSTATEs, error positions, the transaction status and
//! every value in the server's text format. Connections passed in by a service
//! ([`PostgresSession::from_connection`]) have no observer; that constructor lists what is lost.
//!
//! | module | contents |
//! | --- | --- |
//! | `settings`, `connect` | connection settings; opening connections with commonrail's transport |
//! | `wire` | the observer of the protocol stream |
//! | `bind`, `value` | encoding of bind parameters; decoding of result values |
//! | `error` | errors, classified by what the caller can do next |
//! | `connection`, `simple_query`, `text_query` | statements and transactions, pipelining, text results |
//! | `facts`, `split_points` | effects of a statement on the session; where a transaction may be split |
//! | `nontransactional` | statements that cannot run in a transaction |
//! | `dialect` | the implementation of `Dialect`, with its capabilities |
//! | `inspect`, `databases`, `scratch` | table information; creating databases; scratch databases |
//! | `schema` | reading the schema |
//! | `bookkeeping` | writing bookkeeping rows |
//! | `quote` | quoting of identifiers and literals |
//! | `activity` | asks whether the server is still executing for a session |
//! | `guard`, `session_state` | session reset; tracking whether one is needed |
//! | `lock`, `lock_monitor` | the lock that admits one runner at a time; monitoring of lock queues |
//! | `untrusted` | bookkeeping tables that cannot be trusted |

mod activity;
mod bind;
mod bookkeeping;
mod connect;
mod connection;
mod databases;
mod dialect;
mod error;
mod facts;
mod guard;
mod inspect;
mod lock;
mod lock_monitor;
mod nontransactional;
pub mod quote;
mod schema;
mod scratch;
mod session_state;
mod settings;
mod simple_query;
mod split_points;
mod text_query;
mod untrusted;
mod value;
mod wire;

use std::ops::DerefMut;

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use tokio::time::timeout;

pub use databases::{create_database, recreate_database};
pub use dialect::Postgres;

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::{Session, WatchedSession};
use activity::Activity;
use connect::{Driver, OpenConnection};
use lock::Lock;
use lock_monitor::LockMonitor;
use session_state::SessionState;
use settings::Settings;
use wire::{Keep, Observer};

/// Search path for sessions that run only our own statements, so that they resolve operators and
/// functions to those of the server. Other sessions keep the search path of the migrations, and
/// qualify what they use.
const OWN_SEARCH_PATH: &str = "SET search_path = pg_catalog, pg_temp";

/// A session on PostgreSQL.
pub struct PostgresSession<C> {
    connection: C,
    /// State that only a connection opened here has.
    own: Option<Own>,
    /// Whether the connection goes through a transaction-mode pooler; `None` until it is known.
    pooled: Option<bool>,
    lock: Lock,
    memory: SessionState,
}

/// State that only a connection opened here has.
struct Own {
    tap: Observer,
    /// Closes the connection when the session is dropped in the middle of a statement.
    _driver: Driver,
    /// `None` behind a pooler, where the server's session is unknown.
    watch: Option<LockMonitor>,
    /// Whether the server checks, while a statement runs, that the client is still connected.
    checks_client: bool,
}

/// Opens a session at an address.
///
/// # Errors
/// The class tells what went wrong: `Refused`, `UnknownHost`, `Authentication`, `MissingDatabase`,
/// `Tls`, `TooManyConnections` or `Unavailable`.
pub async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    let settings = Settings::read(address)?;
    let session = open(&settings).await?;
    let process = session.own.as_ref().map(|own| own.tap.lock().process);
    let process = process.filter(|_| !session.is_pooled());
    let activity = Activity::new(settings.watching(), process);
    Ok(Box::new(WatchedSession::new(session, activity)))
}

/// Opens a session. The connect timeout applies to each host, and once more to setting up the
/// session on the host that accepted.
async fn open(settings: &Settings) -> Result<PostgresSession<Box<AsyncPgConnection>>, ServerError> {
    let link = connect::open(settings).await?;
    let begun = timeout(settings.connect_timeout, begin(settings, link)).await;
    begun.unwrap_or_else(|_| Err(connect::no_answer(settings)))
}

async fn begin(
    settings: &Settings,
    link: OpenConnection,
) -> Result<PostgresSession<Box<AsyncPgConnection>>, ServerError> {
    let failed = |error: &tokio_postgres::Error| error::of_connecting(error, &link.tap);
    let process = backend(&link.client)
        .await
        .map_err(|error| failed(&error))?;
    // A pooler reports a process id of its own.
    let pooled = process != link.tap.lock().process;
    if pooled {
        // Diesel sets up the session with prepared statements, all of which must reach the same
        // server. The rollback reverts what they set.
        let begun = link.client.batch_execute("BEGIN").await;
        begun.map_err(|error| failed(&error))?;
    }
    let connection = AsyncPgConnection::try_from(link.client).await;
    let connection =
        connection.map_err(|error| ServerError::new(Class::Unavailable, error.to_string()))?;
    let watch = LockMonitor::new(settings.watching(), link.canceller, process);
    let mut session = PostgresSession {
        connection: Box::new(connection),
        own: Some(Own {
            tap: link.tap,
            _driver: link.driver,
            watch: (!pooled).then_some(watch),
            checks_client: false,
        }),
        pooled: Some(pooled),
        lock: Lock::default(),
        memory: match pooled {
            true => SessionState::default(),
            false => SessionState::new(),
        },
    };
    if pooled {
        session.send("ROLLBACK", Keep::Nothing).await?;
    } else {
        session.ask_for_checks().await;
    }
    Ok(session)
}

/// Returns the process id of the server's backend.
async fn backend(client: &tokio_postgres::Client) -> Result<i32, tokio_postgres::Error> {
    let answer = client
        .simple_query("SELECT pg_catalog.pg_backend_pid()")
        .await?;
    let number = answer.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0)?.parse().ok(),
        _ => None,
    });
    Ok(number.unwrap_or_default())
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    /// Creates a session on an existing connection: a boxed one, a `&mut`, or one from a pool.
    ///
    /// It must have no open transaction. Its session state (settings, temporary tables, advisory
    /// locks…) is reset between migrations. Without a tap on the stream
    ///
    /// - errors carry no SQLSTATE; classes that Diesel does not distinguish are recognized by their
    ///   English messages;
    /// - a pooler is only detected if it switches servers between two statements, so do not pass a
    ///   connection that goes through a pooler in transaction mode;
    /// - a statement that waits for a lock is not cancelled early when other sessions queue up
    ///   behind it, only by the lock timeout;
    /// - a result without rows has no column names, and values of less common types must be cast to
    ///   text.
    pub fn from_connection(connection: C) -> Self {
        Self {
            connection,
            own: None,
            pooled: None,
            lock: Lock::default(),
            memory: SessionState::default(),
        }
    }

    /// Sends one or more statements unchanged, with the simple query protocol.
    async fn send(&mut self, sql: &str, keep: Keep) -> Result<(), ServerError> {
        if let Some(own) = &self.own {
            own.tap.listen(keep);
        }
        match self.connection.batch_execute(sql).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.explain(&error, sql).await),
        }
    }

    /// Returns the error that the tap recorded, or else what Diesel reports.
    async fn explain(&mut self, error: &diesel::result::Error, sql: &str) -> ServerError {
        let Some(own) = &self.own else {
            return error::of_diesel(error, sql);
        };
        own.tap.settle().await;
        let mut heard = own.tap.lock();
        if heard.copies {
            let mut failure = ServerError::new(
                Class::Syntax,
                "`COPY` from standard input or to standard output needs `psql`",
            );
            failure.hint = Some("write the rows as `INSERT`, or name a file".to_owned());
            return failure;
        }
        match heard.error.take() {
            Some(fields) => error::of_fields(fields, sql),
            None if heard.closed => ServerError::new(
                Class::ConnectionLost,
                "the connection to the server was lost",
            ),
            None => error::of_diesel(error, sql),
        }
    }

    /// Asks the server to check, while a statement runs, that the client is still connected, so
    /// that the statement of a killed run ends soon. Not all servers can (14 and later, not on
    /// Windows).
    async fn ask_for_checks(&mut self) {
        let asked = self.send(guard::CHECK_CLIENT, Keep::Nothing).await;
        if let Some(own) = &mut self.own {
            own.checks_client = asked.is_ok();
        }
    }

    /// Returns the process id of the server's backend, as other sessions see it.
    fn process(&self) -> i32 {
        let own = self.own.as_ref();
        own.map(|own| own.tap.lock().process).unwrap_or_default()
    }

    fn is_pooled(&self) -> bool {
        self.pooled == Some(true)
    }
}
