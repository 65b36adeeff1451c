//! The one integration binary of this crate.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

#[cfg(feature = "mysql")]
mod mysql;

mod support {
    #[cfg(feature = "mysql")]
    pub(crate) mod mysql;
}
