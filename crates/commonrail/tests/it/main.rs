//! The one integration binary: every test has a database of its own on a private server.
#![allow(unreachable_pub, reason = "nobody outside uses a test binary")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::print_stderr,
    reason = "what is skipped or measured is said loudly"
)]

mod support;

mod bouncer;
mod cancelled;
mod checkout;
mod clean;
mod drill;
mod encrypted;
mod errors;
mod hosts;
mod outcome;
mod passwords;
mod restart;
mod silent;
mod transactions;
