//! The connection layer, against a real server.
#![allow(
    clippy::print_stderr,
    reason = "what is skipped or measured is said loudly"
)]

mod migrations;
mod overview;
mod stale;
