//! What the tests stand on: a private server, and a proxy that counts and disturbs.

pub mod proxy;
pub mod server;
pub mod sql;

pub use proxy::Proxy;
pub use server::{Database, Server, database, server};
