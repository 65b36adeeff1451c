//! The one integration binary of this crate.

#[cfg(feature = "postgres")]
mod postgres;
mod project;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod support;
