//! The one integration binary: every test has a database of its own on a private server.

mod harness;
mod support;

mod error_log;
mod instances;
mod memories;
mod pool;
mod presets;
mod servers;
mod users;
