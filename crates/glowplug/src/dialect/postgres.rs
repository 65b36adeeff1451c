//! PostgreSQL, through diesel-async's `AsyncPgConnection`.
//!
//! A connection that is opened here ([`connect`]) has a tap on its stream, and so knows more than
//! Diesel passes on: SQLSTATEs, places of errors, the state of the transaction, every value as the
//! server writes it. A connection that a service passes in
//! ([`PostgresSession::from_connection`]) has none; what that costs stands at its constructor.
//!
//! | module | what |
//! | --- | --- |
//! | `settings`, `socket`, `tls`, `link` | opening a connection |
//! | `wire` | the tap on its stream |
//! | `bind`, `value` | values on their way there and back |
//! | `failure` | errors by what the reader can do next |
//! | `statements`, `sending`, `looking` | statements and transactions |
//! | `steps` | statements that no transaction holds |
//! | `inspect`, `databases` | a look at tables; whole databases |
//! | `schema`, `emit` | the schema as data; changes of it as statements |
//! | `guard`, `lock`, `watch` | what a session remembers, the lock of the one runner, lock queues |

mod bind;
mod databases;
pub(in crate::dialect) mod declaring;
mod emit;
mod failure;
mod guard;
mod inspect;
mod link;
mod lock;
mod looking;
mod memory;
mod quote;
mod schema;
mod sending;
mod settings;
mod socket;
mod statements;
mod steps;
mod tls;
mod types;
mod value;
mod watch;
mod wire;

use std::ops::DerefMut;

use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};

pub use databases::{create_database, drop_database, recreate_database};
pub use databases::{rename_database, take_database};
pub use emit::emit;
pub(crate) use types::PostgresTypes;

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::Session;
use lock::Lock;
use memory::Memory;
use settings::Settings;
use watch::Watch;
use wire::{Keep, Tap};

/// A session on PostgreSQL.
pub struct PostgresSession<C> {
    connection: C,
    /// What only a connection of our own has.
    own: Option<Own>,
    /// Whether a transaction-mode pooler stands between, once it is known.
    pooled: Option<bool>,
    lock: Lock,
    memory: Memory,
}

/// What only a connection of our own has.
struct Own {
    tap: Tap,
    /// `None` behind a pooler, where nothing is known of the server's session.
    watch: Option<Watch>,
    /// Whether the server looks by itself whether we are still there, while a statement runs.
    checks_client: bool,
}

/// Opens a session at an address.
///
/// # Errors
/// The class says what is wrong: `Refused`, `UnknownHost`, `Authentication`, `MissingDatabase`,
/// `Tls`, `TooManyConnections`, `Unavailable`.
pub async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    Ok(Box::new(open(&Settings::read(address)?).await?))
}

async fn open(settings: &Settings) -> Result<PostgresSession<Box<AsyncPgConnection>>, ServerError> {
    let link = link::open(settings).await?;
    let failed = |error: &tokio_postgres::Error| failure::of_connecting(error, &link.tap);
    let process = backend(&link.client)
        .await
        .map_err(|error| failed(&error))?;
    // A pooler answers with a number of its own for the session.
    let pooled = process != link.tap.lock().process;
    if pooled {
        // The statements by which Diesel sets a session up are prepared, and must all reach one
        // server. What they set goes back with the transaction.
        let begun = link.client.batch_execute("BEGIN").await;
        begun.map_err(|error| failed(&error))?;
    }
    let connection = AsyncPgConnection::try_from(link.client).await;
    let connection =
        connection.map_err(|error| ServerError::new(Class::Unavailable, error.to_string()))?;
    let watch = Watch::new(settings.watching(), link.canceller, process);
    let mut session = PostgresSession {
        connection: Box::new(connection),
        own: Some(Own {
            tap: link.tap,
            watch: (!pooled).then_some(watch),
            checks_client: false,
        }),
        pooled: Some(pooled),
        lock: Lock::default(),
        memory: match pooled {
            true => Memory::default(),
            false => Memory::new(),
        },
    };
    if pooled {
        session.send("ROLLBACK", Keep::Nothing).await?;
    } else {
        session.ask_for_checks().await;
    }
    Ok(session)
}

/// The number of the server's session.
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
    /// A session on a connection that somebody else opened: a boxed one, a `&mut`, a pool's.
    ///
    /// It must have no open transaction. Its session state (settings, temporary tables, advisory
    /// locks…) is reset between migrations. Without a tap on the stream
    ///
    /// - errors carry no SQLSTATE, and kinds that Diesel does not tell apart are told by their
    ///   English words;
    /// - a pooler is only found when it changes the server between two statements, so do not
    ///   pass a connection that goes through a pooler in transaction mode;
    /// - a statement that waits for a lock is not cancelled early when others queue up behind it;
    ///   the lock timeout ends it;
    /// - an answer without rows has no names of columns, and types beyond the usual must be cast
    ///   to text.
    pub fn from_connection(connection: C) -> Self {
        Self {
            connection,
            own: None,
            pooled: None,
            lock: Lock::default(),
            memory: Memory::default(),
        }
    }

    /// Sends a text as it is, one statement or several, by the simple protocol.
    async fn send(&mut self, sql: &str, keep: Keep) -> Result<(), ServerError> {
        if let Some(own) = &self.own {
            own.tap.listen(keep);
        }
        match self.connection.batch_execute(sql).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.explain(&error, sql).await),
        }
    }

    /// What the tap heard of an error, or else what Diesel says.
    async fn explain(&mut self, error: &diesel::result::Error, sql: &str) -> ServerError {
        let Some(own) = &self.own else {
            return failure::of_diesel(error, sql);
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
            Some(fields) => failure::of_fields(fields, sql),
            None if heard.closed => {
                ServerError::new(Class::ConnectionLost, "the connection to the server broke")
            }
            None => failure::of_diesel(error, sql),
        }
    }

    /// Has the server look whether we are still there while a statement runs, so that the
    /// statement of a killed run ends soon. Not every server can (14 and later, not on Windows).
    async fn ask_for_checks(&mut self) {
        let asked = self.send(guard::CHECK_CLIENT, Keep::Nothing).await;
        if let Some(own) = &mut self.own {
            own.checks_client = asked.is_ok();
        }
    }

    fn is_pooled(&self) -> bool {
        self.pooled == Some(true)
    }
}
