//! The one integration binary.

mod pool;
mod support;
