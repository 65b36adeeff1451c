//! What the tests stand on: a private server, and a proxy that counts and disturbs.

pub(crate) mod proxy;
pub(crate) mod server;
pub(crate) mod sql;

pub(crate) use proxy::Proxy;
pub(crate) use server::{Database, Server, database, server};
