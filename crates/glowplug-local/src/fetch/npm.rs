//! Downloads the package with npm, from the registry and with the credentials that the user has
//! configured. npm compares the hash of the download with the one in the lock file.

use std::{
    env,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{Fetching, PATIENCE, Refusal};
use crate::error::{Context, Result};

const PAUSE: Duration = Duration::from_millis(100);

/// Returns the path of npm, if it is installed.
pub(super) fn find() -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join("npm"))
        .find(|program| program.is_file())
}

/// Downloads and unpacks the package into a folder, and returns the folder of its content.
pub(super) fn download(
    fetching: &Fetching<'_>,
    npm: &Path,
    new: &Path,
) -> Result<Result<PathBuf, Refusal>> {
    let (package, version) = (fetching.build.package(), fetching.build.version);
    let root = json!({ "name": "glowplug-postgres", "version": "1.0.0",
            "dependencies": { (package.as_str()): version } });
    let locked = json!({ "name": "glowplug-postgres", "version": "1.0.0", "lockfileVersion": 3,
            "packages": { "": root, (format!("node_modules/{package}")):
                { "version": version, "integrity": fetching.build.integrity } } });
    for (name, content) in [("package.json", &root), ("package-lock.json", &locked)] {
        let path = new.join(name);
        fs::write(&path, content.to_string()).context("write", path)?;
    }
    let log = fs::File::create(new.join("log")).context("create", new)?;
    let copy = log.try_clone().context("create", new)?;
    let mut child = command(npm, new)
        .stdout(log)
        .stderr(copy)
        .spawn()
        .context("run", npm)?;
    let succeeded = watch(fetching, &mut child, &new.join("cache")).context("wait for", npm)?;
    let log = fs::read_to_string(new.join("log")).unwrap_or_default();
    // npm's own log is deleted with the folder.
    let lines = log.lines().filter(|line| !line.contains("A complete log"));
    let lines: Vec<&str> = lines.take(6).collect();
    Ok(match succeeded {
        true => Ok(new.join("node_modules").join(package)),
        false => Err(format!(
            "npm could not fetch `{package}` {version}:\n{}",
            lines.join("\n")
        )),
    })
}

/// Waits for npm, and reports the progress; an npm that does not end is killed.
fn watch(fetching: &Fetching<'_>, child: &mut Child, cache: &Path) -> io::Result<bool> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if Instant::now() > deadline {
            child.kill()?;
        }
        fetching.tell(size(cache), false);
        thread::sleep(PAUSE);
    }
}

fn command(npm: &Path, new: &Path) -> Command {
    let mut command = Command::new(npm);
    command
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .args([
            "--fetch-retries=2",
            "--fetch-retry-mintimeout=1000",
            "--fetch-retry-maxtimeout=5000",
        ])
        .args([OsStr::new("--cache"), new.join("cache").as_os_str()])
        .current_dir(new)
        .stdin(Stdio::null());
    command
}

/// Returns the total size of the readable files below a folder.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => size(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}
