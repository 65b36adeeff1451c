//! Commands that run beside the test, and cannot hang it.

use std::fs::File;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Project, Ran};

/// How long a command may take before it counts as hung.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(5);

/// A command that runs. It is killed when this is dropped.
pub(crate) struct Running {
    child: Child,
    stdout: File,
    stderr: File,
}

impl Running {
    /// Starts the command in a project, on a database.
    pub(crate) fn start(project: &Project, url: &str, words: &[&str]) -> Self {
        Self::spawn(project.command(words).env("DATABASE_URL", url))
    }

    fn spawn(command: &mut Command) -> Self {
        let (stdout, stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
        command.stdout(stdout.try_clone().unwrap());
        command.stderr(stderr.try_clone().unwrap());
        Self {
            child: command.spawn().unwrap(),
            stdout,
            stderr,
        }
    }

    /// Kills it, as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Whether it still runs.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// What it has said on standard error so far.
    pub(crate) fn said(&mut self) -> String {
        // The child writes at the place that the file is at: only another handle may move.
        read(&self.stderr)
    }

    /// Waits until it has said something on standard error.
    pub(crate) fn until_it_says(&mut self, words: &str) {
        let start = Instant::now();
        while !self.said().contains(words) {
            let alive = self.is_running();
            assert!(alive && start.elapsed() < PATIENCE, "{}", self.said());
            sleep(PAUSE);
        }
    }

    /// Waits for its end; one that hangs fails the test.
    pub(crate) fn end(mut self) -> Ran {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                panic!("it hangs: {}{}", read(&self.stdout), read(&self.stderr));
            }
            sleep(PAUSE);
        };
        Ran {
            code: status.code().unwrap_or(-1),
            stdout: read(&self.stdout),
            stderr: read(&self.stderr),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The whole file, without moving the place where the child writes.
fn read(file: &File) -> String {
    use std::os::unix::fs::FileExt;

    let mut bytes = vec![0; usize::try_from(file.metadata().unwrap().len()).unwrap()];
    let count = file.read_at(&mut bytes, 0).unwrap();
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

/// Runs a command to its end, with the patience of the others.
pub(crate) fn finish(project: &Project, url: &str, words: &[&str]) -> Ran {
    Running::start(project, url, words).end()
}
