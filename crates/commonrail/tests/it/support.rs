//! Shared by the tests: a private server, and a proxy that counts and disturbs traffic.

pub mod pool;
pub mod server;
pub mod sql;

pub use glowplug_local::proxy::{Line, Proxy};
pub use server::{Database, Server, database, proxy, server};

/// Says loudly that a test has nothing to test with: past the capture of the test's output. With
/// `TOMORI_SKIP_NOTHING` set, as in CI, that is a failure.
pub fn skipped(reason: &str) {
    use std::io::Write as _;

    let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
    assert!(
        std::env::var_os("TOMORI_SKIP_NOTHING").is_none(),
        "{reason}"
    );
}
