//! The typed data-access layer of a chat bot, on Diesel and PostgreSQL.

pub mod api_keys;
pub mod error;
pub mod error_log;
pub mod flows;
mod functions;
pub mod id;
mod input;
pub mod instances;
pub mod memories;
pub mod page;
pub mod path;
pub mod pool;
pub mod presets;
pub mod schema;
pub mod secret;
pub mod servers;
mod statements;
pub mod stored;
mod trace;
pub mod users;

pub use error::{Error, Result};
