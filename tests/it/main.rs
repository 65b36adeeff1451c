//! The one integration binary: every test has a database of its own on a private server.
#![allow(unreachable_pub, reason = "nobody outside uses a test binary")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calls;
mod harness;
mod hostile;
mod support;

mod api_keys;
mod catalog;
mod error_log;
mod flows;
mod instances;
mod layering;
mod links;
mod lost;
mod memories;
mod migrations;
mod pages;
mod plans;
mod pool;
mod presets;
mod round_trips;
mod secrets;
mod servers;
mod service;
mod sql_docs;
mod tenants;
mod tour;
mod traces;
mod ui;
mod users;
mod wording;
