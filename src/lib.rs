//! The typed data-access layer of a chat bot, on Diesel and PostgreSQL.

pub mod api_keys;
pub mod error;
mod functions;
pub mod id;
mod input;
pub mod page;
pub mod path;
pub mod schema;
pub mod secret;
pub mod servers;
mod statements;
pub mod stored;
mod trace;

pub use error::{Error, Result};
