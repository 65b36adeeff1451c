//! PostgreSQL, on a server of the tests' own.

mod ahead;
mod bouncer;
mod connecting;
mod databases;
mod encrypted;
mod guard;
mod hostile;
mod inspect;
mod leaks;
mod parting;
mod queue;
mod schema;
mod statements;
mod steps;
mod strangers;
pub(crate) mod support;
mod values;
