//! PostgreSQL, on a server of the tests' own.

mod connecting;
mod databases;
mod guard;
mod inspect;
mod queue;
mod statements;
mod steps;
mod support;
mod values;
