//! The one integration binary of this crate.

mod project;
mod suite;
mod support;
