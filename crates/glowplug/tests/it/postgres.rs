//! PostgreSQL, on a server of the tests' own.

mod connecting;
mod guard;
mod statements;
mod support;
mod values;
