//! The one integration binary of this crate.

mod project;
mod sqlite;
mod suite;
mod support;
