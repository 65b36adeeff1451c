//! The one integration binary of this crate: the command itself, run as people run it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod check;
mod check_declared;
mod choose;
mod completions;
mod confirm;
mod create;
mod failures;
mod generate;
mod help;
mod init;
mod json;
mod keep;
mod kill;
mod local;
mod look;
mod models;
mod mysql;
mod neighbour;
mod passwords;
mod pooler;
mod print;
mod prove;
mod query;
mod queue;
mod race;
mod reasons;
mod roundtrip;
mod run;
mod stage;
mod status;
mod support;
mod walk;
