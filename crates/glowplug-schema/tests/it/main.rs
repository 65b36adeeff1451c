//! The one integration binary of this crate.
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and nobody imports tests"
)]

mod declare;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod random;
mod schema_cases;
#[cfg(feature = "sqlite")]
mod sqlite;
#[allow(dead_code, reason = "the tests of the runner use all of it")]
#[path = "../../../glowplug/tests/it/support.rs"]
mod support;
