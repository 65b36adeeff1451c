//! The one integration binary of this crate.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[cfg(feature = "mysql")]
mod mysql;
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "postgres")]
mod postgres;
mod project;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod support;
#[path = "../../../../fuzz/src/lib.rs"]
mod checks;
mod sql;
