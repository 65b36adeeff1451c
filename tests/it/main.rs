//! The one integration binary.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and says loudly what it skips"
)]

mod pool;
mod support;
