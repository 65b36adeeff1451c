//! The one integration binary of this crate.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[cfg(feature = "mysql")]
mod mysql;

#[path = "../../../../fuzz/src/lib.rs"]
mod checks;
#[cfg(feature = "postgres")]
mod postgres;
mod project;
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod support;
