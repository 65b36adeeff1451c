//! Asks `git` which files differ from a commit.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};

/// Returns the files in a folder that were added or changed since the branch left a commit, also those
/// that are not committed yet.
///
/// # Errors
/// `Usage` if there is no `git`, no repository, or no such commit.
pub(super) fn changed(since: &str, folder: &Path) -> Result<Vec<PathBuf>> {
    let commit = format!("{since}^{{commit}}");
    let verify = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &commit,
    ];
    let commit = run(folder, &verify).map_err(|_| unknown(since))?;
    let commit = text(&commit);
    // Without a common ancestor, all that differs is new.
    let base = run(folder, &["merge-base", &commit, "HEAD"]);
    let base = base.map_or(commit, |base| text(&base));
    let root = run(folder, &["rev-parse", "--show-toplevel"]).map_err(|_| unknown(since))?;
    let root = PathBuf::from(text(&root));
    let diff = [
        "diff",
        "--name-only",
        "-z",
        "--no-ext-diff",
        "--diff-filter=d",
        &base,
        "--",
        ".",
    ];
    let new = [
        "ls-files",
        "--others",
        "--exclude-standard",
        "-z",
        "--full-name",
        "--",
        ".",
    ];
    let mut files = Vec::new();
    for arguments in [&diff[..], &new[..]] {
        let listed = run(folder, arguments).map_err(|message| {
            Error::usage(
                format!("`git` fails: {message}"),
                "run it by hand to see why",
            )
        })?;
        let names = listed
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty());
        files.extend(names.map(|name| root.join(path(name))));
    }
    Ok(files)
}

/// Runs `git` in a folder. No program that the repository names is started.
fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let folder: OsString = match folder.as_os_str().is_empty() {
        true => ".".into(),
        false => folder.into(),
    };
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.fsmonitor=false"])
        .args(arguments)
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(text(&output.stderr)),
    }
}

/// Returns the path that `git` prints.
#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;

    std::ffi::OsStr::from_bytes(name).into()
}

/// Returns the path that `git` prints, which is UTF-8 here.
#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    text(name).into()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn unknown(since: &str) -> Error {
    Error::usage(
        format!("`{since}` is neither a version nor a commit, branch or tag of git"),
        "name a version that `status` lists, or what `git rev-parse` knows; in CI, fetch the branch \
         first",
    )
}
