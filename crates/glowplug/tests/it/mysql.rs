//! MySQL and MariaDB, each point on a real server.

mod connecting;
mod errors;
mod locking;
mod statements;
mod transactions;
