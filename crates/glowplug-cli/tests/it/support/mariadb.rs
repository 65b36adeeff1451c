//! A MariaDB server of our own, which may be stopped at once and started again.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::thread::{self, sleep};
use std::time::Duration;

use super::figure;
use super::place::Observer;

const PROGRAM: &str = "/usr/sbin/mariadbd";

/// A running server. It is stopped when this value is dropped, and also when the process ends.
pub(crate) struct Mariadb {
    folder: PathBuf,
    process: Mutex<Child>,
    watchdog: Child,
    /// The watchdog lives as long as this is open.
    leash: Option<ChildStdin>,
}

impl Mariadb {
    /// `None` where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        if !Path::new(PROGRAM).exists() {
            return None;
        }
        let folder = tempfile::Builder::new().prefix("gp-mariadb").tempdir();
        let folder = folder.unwrap().keep();
        fs::create_dir(temporary(&folder)).unwrap();
        for shared in [&folder, &temporary(&folder)] {
            fs::set_permissions(shared, Permissions::from_mode(0o777)).unwrap();
        }
        let mut watchdog = Command::new("sh")
            .args([
                "-c",
                r#"cat >/dev/null; kill -9 "$(cat "$0/data/pid")"; rm -rf "$0""#,
            ])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let leash = watchdog.stdin.take();
        let installed = Command::new("mariadb-install-db")
            .env("TMPDIR", temporary(&folder))
            .args(["--no-defaults", "--auth-root-authentication-method=normal"])
            .args(owner())
            .arg(data(&folder))
            .output()
            .unwrap();
        assert!(installed.status.success(), "{installed:?}");
        let server = Self {
            process: Mutex::new(launch(&folder)),
            folder,
            watchdog,
            leash,
        };
        server.until_it_answers();
        Some(server)
    }

    /// Kills it and starts it again.
    pub(crate) fn crash(&self) {
        let mut process = self.process.lock().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
        *process = launch(&self.folder);
        self.until_it_answers();
    }

    /// The address of a database that is always there.
    pub(crate) fn url(&self) -> String {
        let socket = self.folder.join("s");
        format!("mysql://root@localhost/mysql?socket={}", socket.display())
    }

    fn until_it_answers(&self) {
        for _ in 0..3_000 {
            if Observer::try_at(&self.url()).is_ok() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        panic!("MariaDB does not start: {log}");
    }
}

impl Drop for Mariadb {
    fn drop(&mut self) {
        if thread::panicking() {
            let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            let last = lines.len().saturating_sub(60);
            figure(&format!("MariaDB's log:\n{}", lines[last..].join("\n")));
        }
        let process = self.process.get_mut().unwrap();
        let _ = process.kill();
        let _ = process.wait();
        drop(self.leash.take());
        let _ = self.watchdog.wait();
    }
}

fn launch(folder: &Path) -> Child {
    let log = fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("log"))
        .unwrap();
    Command::new(PROGRAM)
        .env("TMPDIR", temporary(folder))
        .args(["--no-defaults", "--skip-networking"])
        // A killed process loses nothing that the system has.
        .arg("--innodb-flush-log-at-trx-commit=2")
        .args(owner())
        .arg(data(folder))
        .arg(format!("--socket={}", folder.join("s").display()))
        .arg(format!("--pid-file={}", folder.join("data/pid").display()))
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .process_group(0)
        .spawn()
        .unwrap()
}

/// A server that starts removes all temporary tables where it keeps them, also those of others.
fn temporary(folder: &Path) -> PathBuf {
    folder.join("tmp")
}

fn data(folder: &Path) -> String {
    format!("--datadir={}", folder.join("data").display())
}

/// The server refuses to run as root.
fn owner() -> Option<&'static str> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    is_root.then_some("--user=nobody")
}
