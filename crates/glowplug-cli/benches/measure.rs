//! What the benches of whole runs share: a server, a clock, a median.

use std::cell::Cell;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use glowplug_local::Cluster;
use tempfile::TempDir;

/// How often each run is timed; the median is shown.
pub(super) const TURNS: usize = 7;

/// A server, and databases on it.
pub(super) struct Server {
    cluster: Cluster,
    /// Goes with the server.
    _folder: TempDir,
    next: Cell<u32>,
}

impl Server {
    /// A server as people have it: on disk, and each commit reaches the disk.
    pub(super) fn start() -> Result<Self> {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))?;
        let cluster = Cluster::development(folder.path())?;
        cluster.start()?;
        Ok(Self {
            cluster,
            _folder: folder,
            next: Cell::new(0),
        })
    }

    /// Stops it; its data goes.
    pub(super) fn stop(self) -> Result<()> {
        Ok(self.cluster.stop_immediate()?)
    }

    /// The URL of a new database.
    pub(super) fn database(&self) -> Result<String> {
        let number = self.next.get();
        self.next.set(number + 1);
        Ok(url(&self
            .cluster
            .ensure_database(&format!("bench_{number}"))?))
    }
}

/// Whether a program can be run, said where it cannot.
pub(super) fn is_installed(program: &str) -> bool {
    let there = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !there {
        println!("`{program}` is not installed and is left out");
    }
    there
}

/// Runs a command, which must succeed, and gives the time.
pub(super) fn timed(command: &mut Command) -> Result<Duration> {
    let started = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let took = started.elapsed();
    ensure!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(took)
}

/// libpq and dbmate's driver both take this form; without TLS on a socket.
fn url(url: &str) -> String {
    format!("{url}?sslmode=disable")
}

/// The median in milliseconds.
pub(super) fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times
        .get(times.len() / 2)
        .context("no turn")
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
}
