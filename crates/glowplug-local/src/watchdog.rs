//! The companion of a temporary cluster: cleans up however the owning process ends.

use std::{
    io::Write,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ChildStdin, Stdio},
    sync::{Mutex, PoisonError},
};

use crate::{
    error::{Context, Result},
    user::Account,
};

const SCRIPT: &str = include_str!("watchdog.sh");

/// A shell that waits for the end of this value or of this process.
#[derive(Debug)]
pub(crate) struct Watchdog {
    shell: Child,
    pipe: Mutex<Option<ChildStdin>>,
}

impl Watchdog {
    /// Starts to watch: from now on the folder goes when the owner goes.
    ///
    /// The shell has its own process group, so Ctrl-C does not reach it, and holds none of the
    /// owner's standard streams, so `cargo test | cat` ends when the tests end.
    pub(crate) fn start(account: Account, home: &Path) -> Result<Self> {
        let mut shell = account
            .command("/bin/sh")
            .args(["-c", &script(), "glowplug-watchdog"])
            .arg(home)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("start", "/bin/sh")?;
        let pipe = Mutex::new(shell.stdin.take());
        Ok(Self { shell, pipe })
    }

    /// Tells which program works on the folder now; 0 means none.
    pub(crate) fn tell(&self, program: u32) {
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pipe) = pipe.as_mut() {
            // A shell that is gone needs to know nothing.
            let _ = writeln!(pipe, "{program}");
        }
    }
}

/// Returns the script without its comments, which would fill the list of processes.
fn script() -> String {
    SCRIPT
        .lines()
        .filter(|line| !line.trim_start().starts_with('#') && !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        let pipe = self.pipe.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(pipe.take());
        // Nobody is left to hear about a failure.
        let _ = self.shell.wait();
    }
}
