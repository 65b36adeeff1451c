//! MySQL 8 and MariaDB 10.6, and later, through diesel-async: no C client library.
//!
//! # Addresses
//! `mysql://` and `mariadb://` are equivalent. `?unix_socket=/path` (as with `diesel`) or
//! `?socket=/path` names a socket; `localhost` without a port prefers the server's socket if there
//! is one in the usual places, as MySQL's own client does. Any other host is reached by TCP.
//!
//! # TLS
//! TLS is not supported: the driver's TLS requires either a C library or a certificate list under a
//! licence that this project does not accept. `ssl_mode=disabled` and `preferred` connect without
//! encryption; `required`, `verify_ca` and `verify_identity` are rejected before a password is
//! sent.
//!
//! # What MySQL cannot do
//! DDL and account statements commit implicitly, so no batch is atomic. The driver sends no
//! connection attributes, so other sessions see user and host, but not the program.

mod activity;
mod address;
mod bookkeeping;
mod connection;
mod databases;
mod dialect;
mod error;
mod error_codes;
mod facts;
pub mod format;
mod guard;
mod inspect;
mod lock;
mod lock_monitor;
mod nontransactional;
mod query;
pub mod quote;
mod rows;
mod schema;
mod scratch;
mod session_state;
mod statement_parser;
mod statement_target;
mod text_query;
pub mod tokens;
mod untrusted;

use std::ops::DerefMut;
use std::time::Duration;

use diesel_async::AsyncMysqlConnection;
use mysql_async::{Conn, Opts};
use tokio::time::timeout;

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::{Caching, Session, WatchedSession};

pub use databases::{create_database, recreate_database};
pub use dialect::Mysql;
pub use schema::is_mariadb;

use activity::Activity;
use lock_monitor::LockMonitor;
use quote::quote;
use session_state::SessionState;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A session on MySQL or MariaDB, over its own connection or a borrowed one.
pub struct MysqlSession<C> {
    connection: C,
    home: SessionInfo,
    /// Whether this session has opened a transaction.
    began: bool,
    memory: SessionState,
    /// `None` for a borrowed connection: a second one, for monitoring, cannot be opened.
    watch: Option<LockMonitor>,
}

/// What was read when the session was opened: its database and server.
struct SessionInfo {
    database: String,
    version: String,
    flavor: Flavor,
    /// The connection id.
    session: i64,
}

/// The two servers, which differ in many details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavor {
    Mariadb,
    Mysql,
}

pub(super) async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    let options = address::options(address)?;
    let connection = Box::new(open(options.clone()).await?);
    let session = timeout(CONNECT_TIMEOUT, MysqlSession::from_connection(connection)).await;
    let mut session = session.unwrap_or_else(|_| Err(error::no_answer()))?;
    let number = session.home.session;
    let activity = Activity::new(options.clone(), number);
    session.watch = Some(LockMonitor::new(options, number, session.home.is_mariadb()));
    Ok(Box::new(WatchedSession::new(session, activity)))
}

/// Opens a connection in the way diesel-async does.
async fn open(options: Opts) -> Result<AsyncMysqlConnection, ServerError> {
    let opening = async {
        let connection = match Conn::new(options.clone()).await {
            Ok(connection) => connection,
            Err(error) => return Err(error::of_connecting(error, &options).await),
        };
        AsyncMysqlConnection::try_from(connection)
            .await
            .map_err(|error| ServerError::new(Class::Other, error.to_string()))
    };
    let opened = timeout(CONNECT_TIMEOUT, opening).await;
    opened.unwrap_or_else(|_| Err(error::no_answer()))
}

impl<C> MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    /// Returns a session over a connection that was opened elsewhere, such as a pooled one. The
    /// connection should be in its initial state: its settings are what
    /// [`reset_session`](crate::session::Guard::reset_session) resets to.
    ///
    /// # Errors
    /// A connection that does not answer, or has no database selected.
    pub async fn from_connection(mut connection: C) -> Result<Self, ServerError> {
        let home = SessionInfo::read(&mut connection).await?;
        Ok(Self {
            connection,
            home,
            began: false,
            memory: SessionState::default(),
            watch: None,
        })
    }
}

impl Flavor {
    /// Returns the server that has this version.
    fn of_version(version: &str) -> Self {
        match version.to_lowercase().contains("mariadb") {
            true => Self::Mariadb,
            false => Self::Mysql,
        }
    }
}

impl SessionInfo {
    async fn read(connection: &mut AsyncMysqlConnection) -> Result<Self, ServerError> {
        let sql = "SELECT DATABASE(), VERSION(), CONNECTION_ID()";
        let answer = query::rows(connection, sql, &[], Caching::Once).await?;
        let text = |index: usize| Some(answer.rows.first()?[index].as_text()?.to_owned());
        let database = text(0).ok_or_else(|| {
            ServerError::new(
                Class::MissingDatabase,
                "the address does not contain a database name",
            )
        })?;
        let version = text(1).unwrap_or_default();
        let session = answer.rows.first().and_then(|row| row[2].as_integer());
        Ok(Self {
            database,
            flavor: Flavor::of_version(&version),
            version,
            session: session.unwrap_or_default(),
        })
    }
}

impl SessionInfo {
    fn is_mariadb(&self) -> bool {
        self.flavor == Flavor::Mariadb
    }

    /// Returns the version for display, such as `MariaDB 10.11.19` or `MySQL 8.0.36`.
    fn shown_version(&self) -> String {
        let name = match self.flavor {
            Flavor::Mariadb => "MariaDB",
            Flavor::Mysql => "MySQL",
        };
        let number = self.version.split('-').next().unwrap_or_default();
        format!("{name} {number}")
    }
}
