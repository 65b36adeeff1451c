//! Shared by the tests: a private server, and a proxy that counts.

use std::path::{Path, PathBuf};

use anyhow::Result;

pub mod server;
pub mod sql;

pub use server::{Database, database, proxy};

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

/// The Rust files below a folder.
pub fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}
