//! The one integration binary of this crate.

#[cfg(feature = "mysql")]
mod mysql;

mod support {
    #[cfg(feature = "mysql")]
    pub(crate) mod mysql;
}
