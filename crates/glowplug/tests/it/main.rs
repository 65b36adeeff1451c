//! The one integration binary of this crate.

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod project;
mod source;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod support;

mod support {
    #[cfg(feature = "mysql")]
    pub(crate) mod mysql;
}
