//! The one integration binary of this crate.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chain;
mod comments;
mod formats;
mod hazards;
mod sizes;
mod soup;
mod speed;
mod support;
mod truth;
