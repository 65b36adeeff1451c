//! The one integration binary: every test has a database of its own on a private server.

mod harness;

mod error_log;
mod flows;
mod instances;
mod memories;
mod presets;
mod servers;
mod users;
