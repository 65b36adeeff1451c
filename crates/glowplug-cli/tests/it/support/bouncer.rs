//! A real PgBouncer in transaction mode.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::place::Place;

const PROGRAM: &str = "/usr/sbin/pgbouncer";

/// A running PgBouncer with two server connections.
pub(crate) struct Bouncer {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Bouncer {
    /// In front of this database's server. `None`, said loudly, where PgBouncer is not installed.
    pub(crate) fn start(place: &Place) -> Option<Self> {
        if !Path::new(PROGRAM).exists() {
            super::skipped("PgBouncer is not installed (`apt-get install pgbouncer`)");
            return None;
        }
        let (host, server_port) = address(&place.url());
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, configuration(&host, &server_port, port)).unwrap();
        let opened = Command::new("chmod")
            .arg("-R")
            .arg("a+rX")
            .arg(folder.path())
            .status();
        assert!(opened.unwrap().success());
        // It refuses to run as root, and the socket belongs to whom the server runs as.
        let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        let mut command = Command::new(if is_root { "setpriv" } else { PROGRAM });
        if is_root {
            let owner = fs::metadata(&host).map_or(65_534, |folder| folder.uid());
            let owner = owner.to_string();
            command.args(["--reuid", &owner, "--clear-groups", "--", PROGRAM]);
        }
        let process = command.arg("-q").arg(&file).stdin(Stdio::null()).spawn();
        let bouncer = Self {
            process: process.unwrap(),
            port,
            _folder: folder,
        };
        for _ in 0..500 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(bouncer);
            }
            sleep(Duration::from_millis(10));
        }
        panic!("PgBouncer does not start");
    }

    /// The database's address through it.
    pub(crate) fn url(&self, place: &Place) -> String {
        through(&place.url(), self.port)
    }
}

/// The same database by a port of this machine that leads to the server.
pub(crate) fn through(url: &str, port: u16) -> String {
    let (start, rest) = url.rsplit_once('@').unwrap();
    let database = rest.split(['/', '?']).nth(1).unwrap();
    let options = if url.starts_with("postgres") {
        "?sslmode=disable"
    } else {
        ""
    };
    format!("{start}@127.0.0.1:{port}/{database}{options}")
}

/// Folder of the socket, or host, and port.
pub(crate) fn address(url: &str) -> (String, String) {
    let (_, rest) = url.rsplit_once('@').unwrap();
    let place = rest.split(['/', '?']).next().unwrap();
    let (host, port) = place.split_once(':').unwrap_or((place, "5432"));
    (
        host.replace("%2F", "/").replace("%2f", "/"),
        port.to_owned(),
    )
}

fn configuration(host: &str, server_port: &str, port: u16) -> String {
    format!(
        "[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
         unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 4\n\
         max_client_conn = 200\nignore_startup_parameters = extra_float_digits\n\
         [databases]\n* = host={host} port={server_port} user=postgres\n"
    )
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
