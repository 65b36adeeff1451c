//! MySQL 8 and MariaDB 10.6, and later, through diesel-async: no C client library.
//!
//! # Addresses
//! `mysql://` and `mariadb://` mean the same. `?unix_socket=/path` (as with `diesel`) or
//! `?socket=/path` names a socket; `localhost` without a port prefers the server's socket where
//! one is found in the usual places, as MySQL's own client does. Any other host is reached by TCP.
//!
//! # TLS
//! There is none: the driver's TLS brings either a C library or a certificate list under a licence
//! that this project does not take. `ssl_mode=disabled` and `preferred` connect in the clear;
//! `required`, `verify_ca` and `verify_identity` are refused before a password is sent.
//!
//! # What MySQL cannot do
//! Statements on tables, accounts and the like commit by themselves: no batch is atomic. The
//! driver sends no connection attributes, so other sessions see user and host, not the program.

mod address;
mod code;
mod connection;
mod create;
pub(in crate::dialect) mod declaring;
mod describe;
mod emit;
mod error;
mod guard;
mod inspect;
mod layout;
mod lock;
mod memory;
mod query;
mod reserved;
mod rows;
mod schema;
mod show;
mod steps;
mod subject;
mod tokens;
mod types;
mod watch;
mod words;

use std::ops::DerefMut;
use std::time::Duration;

use diesel_async::AsyncMysqlConnection;
use mysql_async::{Conn, Opts};

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::{Reuse, Session};

pub use create::{create_database, create_database_like, drop_database, recreate_database};
pub use emit::emit;
pub(crate) use types::MysqlTypes;

use memory::Memory;
use watch::Watch;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A session on MySQL or MariaDB, over a connection of its own or somebody else's.
pub struct MysqlSession<C> {
    connection: C,
    home: Home,
    /// Whether our own transaction is open.
    began: bool,
    memory: Memory,
    /// None over somebody else's connection: we do not know how to open another one.
    watch: Option<Watch>,
}

/// What is remembered from the start: where the session belongs.
struct Home {
    database: String,
    version: String,
    flavor: Flavor,
    /// The server's number for the session.
    session: i64,
}

/// The two servers, where they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavor {
    Mariadb,
    Mysql,
}

pub(super) async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    let options = address::options(address)?;
    let connection = Box::new(open(options.clone()).await?);
    let mut session = MysqlSession::from_connection(connection).await?;
    session.watch = Some(Watch::new(
        options,
        session.home.session,
        session.home.is_mariadb(),
    ));
    Ok(Box::new(session))
}

/// Opens a connection as diesel-async would.
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
    let opened = tokio::time::timeout(CONNECT_TIMEOUT, opening).await;
    opened.unwrap_or_else(|_| Err(error::no_answer()))
}

impl<C> MysqlSession<C>
where
    C: DerefMut<Target = AsyncMysqlConnection> + Send,
{
    /// A session over a connection that somebody else opened, a pooled one for example. It should
    /// be as the server made it: its settings are what [`refresh`](crate::session::Guard::refresh)
    /// returns to.
    ///
    /// # Errors
    /// A connection that does not answer, or has chosen no database.
    pub async fn from_connection(mut connection: C) -> Result<Self, ServerError> {
        let home = Home::read(&mut connection).await?;
        Ok(Self {
            connection,
            home,
            began: false,
            memory: Memory::default(),
            watch: None,
        })
    }
}

impl Home {
    async fn read(connection: &mut AsyncMysqlConnection) -> Result<Self, ServerError> {
        let sql = "SELECT DATABASE(), VERSION(), CONNECTION_ID()";
        let answer = query::rows(connection, sql, &[], Reuse::Once).await?;
        let text = |index: usize| Some(answer.rows.first()?[index].as_text()?.to_owned());
        let database = text(0).ok_or_else(|| {
            ServerError::new(Class::MissingDatabase, "the address names no database")
        })?;
        let version = text(1).unwrap_or_default();
        let session = answer.rows.first().and_then(|row| row[2].as_integer());
        let flavor = if version.to_lowercase().contains("mariadb") {
            Flavor::Mariadb
        } else {
            Flavor::Mysql
        };
        Ok(Self {
            database,
            version,
            flavor,
            session: session.unwrap_or_default(),
        })
    }
}

impl Home {
    fn is_mariadb(&self) -> bool {
        self.flavor == Flavor::Mariadb
    }

    /// The version for people: `MariaDB 10.11.19`, `MySQL 8.0.36`.
    fn shown_version(&self) -> String {
        let name = match self.flavor {
            Flavor::Mariadb => "MariaDB",
            Flavor::Mysql => "MySQL",
        };
        let number = self.version.split('-').next().unwrap_or_default();
        format!("{name} {number}")
    }
}

/// A name in backticks.
fn quote(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}
