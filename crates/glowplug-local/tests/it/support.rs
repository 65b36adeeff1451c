//! What the tests share: projects that clean up behind themselves, SQL, and waiting.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use glowplug_local::Cluster;
use tempfile::TempDir;
use tokio::runtime::Builder;
use tokio_postgres::{NoTls, SimpleQueryMessage};

/// A project folder that others may enter; its cluster is reset when the test ends.
pub(crate) struct Project {
    folder: TempDir,
    path: PathBuf,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self::at("project")
    }

    /// A project at a path below a temporary folder.
    pub(crate) fn at(path: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        open_to_all(folder.path());
        let path = folder.path().join(path);
        fs::create_dir_all(&path).unwrap();
        Self { folder, path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path.join(".glowplug/postgres")
    }

    pub(crate) fn cluster(&self) -> Cluster {
        Cluster::development(&self.path).unwrap()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if let Ok(cluster) = Cluster::development(&self.path) {
            let _ = cluster.reset();
        }
    }
}

pub(crate) fn open_to_all(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs SQL and returns the first column of what comes back.
pub(crate) fn sql(url: &str, statement: &str) -> Vec<String> {
    try_sql(url, statement).unwrap_or_else(|error| panic!("{statement}: {error:?}"))
}

pub(crate) fn try_sql(url: &str, statement: &str) -> Result<Vec<String>, tokio_postgres::Error> {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let messages = client.simple_query(statement).await?;
        Ok(messages
            .iter()
            .filter_map(|message| match message {
                SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                _ => None,
            })
            .collect())
    })
}

pub(crate) fn kill(signal: &str, pid: u32) {
    let status = Command::new("kill")
        .args([signal, &pid.to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

/// Waits until something holds; half a minute is enough on a busy machine.
pub(crate) fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < deadline, "still not true: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Returns whether a process runs; a zombie does not.
pub(crate) fn runs(pid: u32) -> bool {
    let output = Command::new("ps")
        .args(["-o", "stat=", "-p", &pid.to_string()])
        .output()
        .unwrap();
    let state = String::from_utf8(output.stdout).unwrap();
    !state.trim().is_empty() && !state.starts_with('Z')
}

/// Returns the processes whose command line or current folder names a path.
pub(crate) fn processes_of(path: &Path) -> Vec<String> {
    let name = path.to_str().unwrap();
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|pid| pid.parse::<u32>().is_ok())
        .filter(|pid| {
            let cwd = fs::read_link(format!("/proc/{pid}/cwd")).unwrap_or_default();
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            cwd.starts_with(path) || String::from_utf8_lossy(&line).contains(name)
        })
        .collect()
}
