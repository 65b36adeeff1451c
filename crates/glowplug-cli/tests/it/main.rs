//! The one integration binary of this crate: the command itself, run as people run it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod choose;
mod completions;
mod confirm;
mod create;
mod failures;
mod help;
mod init;
mod json;
mod kill;
mod local;
mod look;
mod mysql;
mod passwords;
mod query;
mod reasons;
mod neighbour;
mod query;
mod roundtrip;
mod pooler;
mod query;
mod queue;
mod race;
mod run;
mod stage;
mod status;
mod support;
