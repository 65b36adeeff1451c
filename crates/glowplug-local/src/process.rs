//! Detects running servers: reads `postmaster.pid` and asks the kernel whether it is still correct.

use std::{
    fs,
    os::unix::{fs::MetadataExt, net::UnixStream},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// The content of `postmaster.pid`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PidFile {
    pub(crate) pid: u32,
    pub(crate) port: u16,
    pub(crate) socket_dir: PathBuf,
    /// Whether recovery is over and the server accepts connections.
    pub(crate) ready: bool,
}

impl PidFile {
    /// Returns the file of a data folder, or `None` if there is none or it is incomplete.
    pub(crate) fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(data.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok()?;
        let port = lines.nth(2)?.trim().parse().ok()?;
        let socket_dir = lines.next()?.into();
        let ready = lines.nth(2).is_some_and(|status| status.trim() == "ready");
        Some(Self {
            pid,
            port,
            socket_dir,
            ready,
        })
    }

    /// Returns the running server of a data folder that is known not to be a copy. A pid that now
    /// belongs to another process is ignored, and so is a server whose socket is not in
    /// `socket_dir`.
    pub(crate) fn running(data: &Path, socket_dir: &Path) -> Option<Self> {
        Self::read(data).filter(|file| {
            is_server(file.pid, data) || is_same(&file.socket_dir, socket_dir) && file.answers()
        })
    }

    /// Returns true if a server listens on the socket.
    pub(crate) fn answers(&self) -> bool {
        let name = format!(".s.PGSQL.{}", self.port);
        self.socket_dir.is_absolute() && UnixStream::connect(self.socket_dir.join(name)).is_ok()
    }
}

/// Returns true if a process is alive; a zombie is not.
pub(crate) fn is_alive(pid: u32) -> bool {
    if Path::new("/proc/self/stat").exists() {
        return fs::read_to_string(format!("/proc/{pid}/stat"))
            .is_ok_and(|stat| !matches!(state(&stat), Some('Z' | 'X') | None));
    }
    let exists = |pid| !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH));
    to_pid(pid).is_some_and(exists)
}

/// Returns the state's letter, which follows the program's name, which may contain brackets itself.
fn state(stat: &str) -> Option<char> {
    stat.rsplit_once(") ")?.1.chars().next()
}

/// Returns true if two paths lead to the same folder.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let found = |path| {
        fs::metadata(path)
            .map(|found| (found.dev(), found.ino()))
            .ok()
    };
    found(one).is_some_and(|one| found(other) == Some(one))
}

/// Returns true if a process is a server of this data folder, which is then its working directory.
fn is_server(pid: u32, data: &Path) -> bool {
    if !is_alive(pid) {
        return false;
    }
    if Path::new("/proc/self/cwd").exists() {
        return works_in(pid, data);
    }
    Command::new("/bin/ps")
        .args(["-o", "command=", "-p", &pid.to_string()])
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("postgres"))
}

fn works_in(pid: u32, data: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd"))
        .is_ok_and(|cwd| fs::canonicalize(data).is_ok_and(|data| data == cwd))
}

/// Kills the backends that a dead server left behind: those in the middle of a statement outlive
/// it, and hold the shared memory that the next server needs. Only where `/proc` shows whose they
/// are.
pub(crate) fn kill_orphans(data: &Path) {
    for pid in processes_in(data, "postgres").filter_map(to_pid) {
        // It may have ended on its own in the meantime.
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// Waits for an `initdb` whose parent was killed: if its files were deleted it would crash, and
/// leave its shared memory behind.
pub(crate) fn wait_for_initdb(home: &Path) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while processes_in(home, "initdb").next().is_some() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
    }
}

/// Returns the living processes of a program whose working directory this is.
fn processes_in(folder: &Path, program: &str) -> impl Iterator<Item = u32> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(move |pid| works_in(*pid, folder) && is_named(*pid, program))
}

/// Returns true if a process runs this program. A user's shell may have the same working directory,
/// but another name.
fn is_named(pid: u32, program: &str) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == program)
}

fn to_pid(pid: u32) -> Option<Pid> {
    Pid::from_raw(pid.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_pid_file() {
        let text = "4711\n/data\n1700000000\n5432\n/a folder\n\n  5432001  3\nready   \n";
        let expected = PidFile {
            pid: 4711,
            port: 5432,
            socket_dir: "/a folder".into(),
            ready: true,
        };
        assert_eq!(PidFile::parse(text), Some(expected));
        assert_eq!(PidFile::parse("4711\n/data\n"), None, "cut short");
    }

    #[test]
    fn a_program_name_with_brackets_does_not_confuse_the_state() {
        assert_eq!(state("7 (a) R) Z 1 7"), Some('Z'));
    }

    #[test]
    fn a_live_process_that_is_no_server_does_not_count() {
        let pid = std::process::id();
        assert!(is_alive(pid));
        assert!(!is_server(pid, Path::new("/")));
    }

    #[test]
    fn a_process_nobody_waited_for_is_dead() {
        let mut child = Command::new("true").spawn().unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while is_alive(child.id()) && std::time::Instant::now() < deadline {
            std::thread::yield_now();
        }
        assert!(!is_alive(child.id()));
        child.wait().unwrap();
    }
}
