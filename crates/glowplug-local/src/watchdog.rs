//! The companion process of a temporary cluster: cleans up however the owning process ends.

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

/// A shell that waits until this value is dropped or this process ends.
#[derive(Debug)]
pub(crate) struct Watchdog {
    shell: Child,
    pipe: Mutex<Option<ChildStdin>>,
}

impl Watchdog {
    /// Starts the watchdog, which deletes the folder when its owner ends.
    ///
    /// The shell has its own process group, so Ctrl-C does not reach it, and keeps none of the
    /// owner's standard streams open, so `cargo test | cat` ends when the tests end.
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

    /// Tells the watchdog which program is using the folder; 0 means none.
    pub(crate) fn tell(&self, program: u32) {
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pipe) = pipe.as_mut() {
            // A shell that has ended does not need to know.
            let _ = writeln!(pipe, "{program}");
        }
    }
}

/// Returns the script without its comments, which would clutter the list of processes.
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
        // There is no caller to report a failure to.
        let _ = self.shell.wait();
    }
}
