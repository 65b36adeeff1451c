//! The one integration binary: every test has a database of its own on a private server.
#![allow(unreachable_pub, reason = "nobody outside uses a test binary")]

mod harness;
mod support;

mod error_log;
mod flows;
mod instances;
mod memories;
mod pool;
mod presets;
mod servers;
mod service;
mod tour;
mod ui;
mod users;
