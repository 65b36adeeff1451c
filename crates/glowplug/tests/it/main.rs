//! The one integration binary of this crate.

mod sqlite;
mod support;
