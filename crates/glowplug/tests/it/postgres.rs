//! PostgreSQL, on a server of the tests' own.

mod connecting;
mod guard;
mod queue;
mod statements;
mod steps;
mod support;
mod values;
