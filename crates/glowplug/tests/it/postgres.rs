//! PostgreSQL, on a server of the tests' own.

mod ahead;
mod bouncer;
mod connecting;
mod databases;
mod encrypted;
mod guard;
mod inspect;
mod queue;
mod schema;
mod statements;
mod steps;
mod support;
mod values;
