//! A connection that this crate opened, and the task that transfers its bytes.

use std::future::poll_fn;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::task::Context;

use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio_postgres::{Client, Config};

use super::Connector;
use super::clock::Clock;
use crate::failure::Failure;
use crate::instrumentation::QueryCounter;
use crate::role::Role;
use crate::session::Session;
use crate::transport::{Canceller, Route, Stream};
use crate::wire::Wire;

/// A connection with the state of its session and a way to cancel its statements.
pub struct Connection {
    pub(crate) conn: AsyncPgConnection,
    pub(crate) session: Arc<Session>,
    pub(crate) connector: Connector,
    pub(crate) canceller: Canceller,
    /// The task that transfers the bytes. It ends on its own once the connection is dropped and all
    /// its statements are answered.
    pub(crate) driver: AbortHandle,
    /// The runtime that the driver, and so the connection, runs on.
    pub(crate) runtime: Handle,
}

impl Deref for Connection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        &self.conn
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        &mut self.conn
    }
}

/// A connection that is authenticated, but whose session is not set up yet.
pub(super) struct Started {
    connector: Connector,
    client: Client,
    protocol: Protocol,
    session: Arc<Session>,
    route: Route,
}

/// tokio-postgres's half of the connection, which drives the stream.
type Protocol = tokio_postgres::Connection<Stream, Wire<Stream>>;

impl Connector {
    /// Authenticates on a stream.
    pub(super) async fn start(
        &self,
        stream: Stream,
        config: Config,
    ) -> Result<Started, tokio_postgres::Error> {
        let session = Arc::new(Session::new());
        let route = stream.route().clone();
        let pooler = self.settings().pooler;
        let layer = |stream| Wire::new(stream, Arc::clone(&session), pooler);
        let (client, protocol) = stream.start(config, layer).await?;
        Ok(Started {
            connector: self.clone(),
            client,
            protocol,
            session,
            route,
        })
    }
}

impl Started {
    /// Sets up the session.
    pub(super) async fn finish(self, role: Role) -> Result<Connection, Failure> {
        let Self {
            connector, session, ..
        } = self;
        let transport = Arc::clone(&connector.0.transport);
        let canceller = Canceller::new(transport, self.route, self.client.cancel_token());
        let driver = drive(self.protocol, Arc::clone(&session), connector.clone());
        if !role.fits(&self.client).await? {
            let other = "the server is not of the kind `target_session_attrs` asks for";
            return Err(Failure::passing(other));
        }
        if matches!(role, Role::ReadWrite | Role::Primary) {
            session.want_writes();
        }
        let mut conn = AsyncPgConnection::try_from(self.client)
            .await
            .map_err(|_| Failure::passing("the connection was lost during setup"))?;
        conn.set_instrumentation(QueryCounter::new(session.clone()));
        session.begin();
        Ok(Connection {
            conn,
            session,
            connector,
            canceller,
            driver,
            runtime: Handle::current(),
        })
    }
}

/// Transfers the bytes of a connection until it ends, or until the server is silent for too long.
/// Notices are dropped, because they may quote values.
fn drive(mut protocol: Protocol, session: Arc<Session>, connector: Connector) -> AbortHandle {
    let moving = tokio::spawn(async move {
        let mut clock = Clock::new(connector.settings().effective_response_timeout());
        let mut poll = |cx: &mut Context<'_>| {
            session.set_reading(false);
            let polled = protocol.poll_message(cx);
            if polled.is_pending() && clock.has_passed(&session, cx) {
                session.give_up();
                connector.note_silence();
                return protocol.poll_message(cx);
            }
            polled
        };
        while let Some(Ok(_)) = poll_fn(&mut poll).await {}
    });
    moving.abort_handle()
}
