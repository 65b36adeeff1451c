//! The typed data-access layer of a chat bot, on Diesel and PostgreSQL.

pub mod error;
pub mod pool;
pub mod secret;

pub use error::{Error, Result};
