//! The one integration binary of this crate.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sqlite;
mod support;
