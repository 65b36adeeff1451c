//! The connection layer, against a real server.
#![allow(
    clippy::print_stderr,
    reason = "what is skipped or measured is said loudly"
)]

mod bouncer;
mod cancelled;
mod checkout;
mod clean;
mod encrypted;
mod errors;
mod migrations;
mod overview;
mod restart;
mod transactions;
