//! MySQL and MariaDB, each point on a real server.

mod changing;
mod clock;
mod connecting;
mod creating;
mod errors;
mod inspecting;
mod leaking;
mod locking;
mod schema;
mod statements;
mod steps;
mod transactions;
mod waiting;
