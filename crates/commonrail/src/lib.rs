//! PostgreSQL connections: sockets, TLS and cancel requests; with the feature `diesel` also a pool,
//! transactions and cached statements for diesel-async.

#![cfg_attr(feature = "diesel", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "diesel"),
    doc = "Streams to PostgreSQL: addresses, sockets, TLS, cancel requests."
)]

pub mod address;
#[cfg(feature = "diesel")]
mod connector;
#[cfg(feature = "diesel")]
mod error;
#[cfg(feature = "diesel")]
mod failure;
#[cfg(feature = "diesel")]
mod instrumentation;
#[cfg(feature = "diesel")]
mod pool;
pub mod protocol;
mod role;
#[cfg(feature = "diesel")]
mod session;
#[cfg(feature = "diesel")]
mod session_effect;
#[cfg(feature = "diesel")]
mod settings;
#[cfg(feature = "diesel")]
mod sqlstate;
mod ssl_mode;
#[cfg(feature = "diesel")]
pub mod statements;
#[cfg(feature = "diesel")]
mod transaction;
pub mod transport;
#[cfg(feature = "diesel")]
mod wire;

#[cfg(feature = "diesel")]
pub use connector::{Connection, Connector, connect, lift_response_timeout};
#[cfg(feature = "diesel")]
pub use error::{DatabaseMessage, Error, Result};
#[cfg(feature = "diesel")]
pub use failure::Failure;
#[cfg(feature = "diesel")]
pub use pool::{Pool, PooledConnection, State};
pub use role::Role;
#[cfg(feature = "diesel")]
pub use settings::{Pooler, Reset, Settings, SettingsBuilder, check_times};
#[cfg(feature = "diesel")]
pub use sqlstate::SqlState;
pub use ssl_mode::SslMode;
#[cfg(feature = "diesel")]
pub use transaction::{Attempts, Isolation, Retryable, Work, jittered, retry, transaction};
