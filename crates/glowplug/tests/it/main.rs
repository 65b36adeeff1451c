//! The one integration binary of this crate.

#[cfg(feature = "postgres")]
mod postgres;
