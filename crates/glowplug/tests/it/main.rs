//! The one integration binary of this crate.

#[path = "../../../../fuzz/src/lib.rs"]
mod checks;
mod sql;
