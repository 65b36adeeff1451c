//! The one integration binary of this crate.
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and nobody imports tests"
)]

#[path = "../../../../fuzz/src/lib.rs"]
mod checks;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod silence;
mod source;
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod support;
