//! Asks `git` about the repository around a project.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::error::{Error, Result};

/// A repository of git, and its work tree.
pub(crate) struct Repository {
    /// The top folder of the work tree, without links.
    pub(crate) root: PathBuf,
}

/// The files of a commit, or those that are staged for the next one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tree<'a> {
    Commit(&'a str),
    Index,
}

/// A staged change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The path below the top folder.
    pub(crate) path: PathBuf,
    /// Whether the file is new.
    pub(crate) is_new: bool,
}

impl Repository {
    /// Finds the repository around a folder.
    ///
    /// # Errors
    /// What `git` says if there is none, or why it cannot be run.
    pub(crate) fn around(folder: &Path) -> Result<Self, String> {
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        let root = git(folder, &["rev-parse", "--show-toplevel"])?;
        let root = path(without_line_end(&root)).canonicalize();
        let root = root.map_err(|error| error.to_string())?;
        Ok(Self { root })
    }

    /// Returns the output of a command of git that has a text for people, or its error.
    fn ask(&self, arguments: &[&str]) -> Result<String, String> {
        git(&self.root, arguments).map(|output| text(&output))
    }

    /// Returns the output of a command that fails only if something is wrong with the repository.
    fn demand(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        git(&self.root, arguments).map_err(failed)
    }

    /// Returns the path of a file or folder below the top folder; `None` if it is not below it.
    pub(crate) fn relative(&self, file: &Path) -> Option<PathBuf> {
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let (folder, name) = match (file.canonicalize(), folder, file.file_name()) {
            (Ok(found), _, _) => (found, None),
            // A file that was deleted still has a place.
            (Err(_), folder, Some(name)) => {
                let folder = folder.unwrap_or(Path::new("."));
                (folder.canonicalize().ok()?, Some(name))
            }
            (Err(_), _, None) => return None,
        };
        let below = folder.strip_prefix(&self.root).ok()?;
        Some(name.map_or(below.to_owned(), |name| below.join(name)))
    }

    /// Returns true if there is such a commit, branch or tag.
    pub(crate) fn has_commit(&self, name: &str) -> bool {
        self.commit(name).is_some()
    }

    fn commit(&self, name: &str) -> Option<String> {
        let commit = format!("{name}^{{commit}}");
        let verify = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        self.ask(&verify).ok()
    }

    /// Returns the branch of the remote that everybody starts from, for example `origin/main`.
    pub(crate) fn main_branch(&self) -> Option<String> {
        let named = ["symbolic-ref", "--short", "-q", "refs/remotes/origin/HEAD"];
        let named = self.ask(&named).ok();
        let usual = ["origin/main", "origin/master"].map(str::to_owned);
        let mut candidates = named.into_iter().chain(usual);
        candidates.find(|name| self.has_commit(name))
    }

    /// Returns the folder of the hooks.
    ///
    /// # Errors
    /// A `git` that fails.
    pub(crate) fn hooks(&self) -> Result<PathBuf> {
        let found = self.demand(&["rev-parse", "--git-path", "hooks"])?;
        Ok(self.root.join(path(without_line_end(&found))))
    }

    /// Returns true if a path is in the work tree or in git's own folder of this repository.
    ///
    /// # Errors
    /// A `git` that fails.
    pub(crate) fn owns(&self, file: &Path) -> Result<bool> {
        let own = self.demand(&["rev-parse", "--git-common-dir"])?;
        let own = self.root.join(path(without_line_end(&own)));
        let own = own.canonicalize().unwrap_or(own);
        let existing = file.ancestors().find_map(|place| place.canonicalize().ok());
        let existing = existing.unwrap_or_default();
        Ok(existing.starts_with(&self.root) || existing.starts_with(own))
    }

    /// Returns the files in a folder that were added or changed since the branch left a commit, also
    /// those that are not committed yet; `None` if there is no such commit.
    ///
    /// # Errors
    /// A `git` that fails.
    pub(crate) fn changed_since(&self, since: &str, folder: &Path) -> Result<Option<Vec<PathBuf>>> {
        let Some(commit) = self.commit(since) else {
            return Ok(None);
        };
        let Some(below) = self.relative(folder) else {
            return Ok(Some(Vec::new()));
        };
        let below = slashed(&below);
        // Without a common ancestor, all that differs is new.
        let base = self.ask(&["merge-base", &commit, "HEAD"]);
        let base = base.unwrap_or(commit);
        let diff = [
            "diff",
            "--name-only",
            "-z",
            "--no-ext-diff",
            "--diff-filter=d",
            &base,
            "--",
            &below,
        ];
        let new = [
            "ls-files",
            "--others",
            "--exclude-standard",
            "-z",
            "--",
            &below,
        ];
        let mut files = Vec::new();
        for arguments in [&diff[..], &new[..]] {
            let listed = self.demand(arguments)?;
            files.extend(items(&listed).map(|name| self.root.join(path(name))));
        }
        Ok(Some(files))
    }

    /// Returns the staged changes against a commit, or against nothing if there is no commit yet.
    ///
    /// # Errors
    /// A `git` that fails.
    pub(crate) fn staged(&self, commit: &str) -> Result<Vec<Change>> {
        let mut diff = vec![
            "diff",
            "--cached",
            "--name-status",
            "--no-renames",
            "--no-ext-diff",
            "--ignore-submodules",
            "-z",
        ];
        if self.has_commit(commit) {
            diff.push(commit);
        }
        let listed = self.demand(&diff)?;
        let mut listed = items(&listed);
        let mut changes = Vec::new();
        while let (Some(status), Some(name)) = (listed.next(), listed.next()) {
            changes.push(Change {
                path: path(name),
                is_new: status == b"A",
            });
        }
        Ok(changes)
    }

    /// Returns true if a file differs from what is staged.
    pub(crate) fn has_unstaged_changes(&self, file: &Path) -> bool {
        let diff = ["diff", "--quiet", "--no-ext-diff", "--"];
        let diff = diff.into_iter().map(str::to_owned);
        let arguments: Vec<String> = diff.chain([slashed(file)]).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        git(&self.root, &arguments).is_err()
    }

    /// Reads all files at or below a path.
    ///
    /// # Errors
    /// A `git` that fails.
    pub(crate) fn texts(&self, tree: Tree<'_>, below: &Path) -> Result<Vec<(PathBuf, String)>> {
        let below = slashed(below);
        let listed = match tree {
            Tree::Index => self.demand(&["ls-files", "--stage", "-z", "--", &below])?,
            Tree::Commit(commit) => {
                self.demand(&["ls-tree", "-r", "-z", "--full-tree", commit, "--", &below])?
            }
        };
        let found: Vec<(&str, PathBuf)> = items(&listed)
            .filter_map(|line| object(line, tree))
            .collect();
        let texts = self.contents(found.iter().map(|(object, _)| *object))?;
        Ok(found.into_iter().map(|(_, path)| path).zip(texts).collect())
    }

    /// Reads objects, in one call.
    fn contents<'a>(&self, objects: impl Iterator<Item = &'a str>) -> Result<Vec<String>> {
        let wanted: String = objects.map(|object| format!("{object}\n")).collect();
        let number = wanted.lines().count();
        if number == 0 {
            return Ok(Vec::new());
        }
        let arguments = ["cat-file", "--batch"];
        let output = git_with(&self.root, &arguments, wanted).map_err(failed)?;
        let mut rest = output.as_slice();
        let contents: Option<Vec<String>> = (0..number).map(|_| content(&mut rest)).collect();
        contents.ok_or_else(|| failed("an object is missing".to_owned()))
    }
}

/// Returns object and path of a line of `ls-files --stage` or `ls-tree`; `None` for what is no file.
fn object<'a>(line: &'a [u8], tree: Tree<'_>) -> Option<(&'a str, PathBuf)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let mut words = std::str::from_utf8(&line[..tab]).ok()?.split(' ');
    let is_file = words.next()?.starts_with("100");
    let object = match tree {
        Tree::Index => words.next()?,
        Tree::Commit(_) => words.nth(1)?,
    };
    is_file.then(|| (object, path(&line[tab + 1..])))
}

/// Takes the next content from the output of `cat-file --batch`.
fn content(rest: &mut &[u8]) -> Option<String> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&rest[..end]).ok()?;
    let length: usize = head.rsplit(' ').next()?.parse().ok()?;
    let content = rest.get(end + 1..end + 1 + length)?;
    *rest = rest.get(end + 2 + length..).unwrap_or_default();
    Some(String::from_utf8_lossy(content).into_owned())
}

/// Runs `git` in a folder. No program that the repository names is started.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    git_with(folder, arguments, String::new())
}

fn git_with(folder: &Path, arguments: &[&str], input: String) -> Result<Vec<u8>, String> {
    let mut child = Command::new("git")
        .arg("--literal-pathspecs")
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.fsmonitor=false"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let stdin = child.stdin.take();
    // `git` answers before it has read everything.
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output();
    let _ = writer.join();
    let output = output.map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(text(&output.stderr)),
    }
}

/// Returns the items of a list that ends each with a zero byte.
fn items(listed: &[u8]) -> impl Iterator<Item = &[u8]> {
    let items = listed.split(|byte| *byte == 0);
    items.filter(|item| !item.is_empty())
}

/// Returns a path as `git` wants it: with slashes, and never empty.
pub(crate) fn slashed(below: &Path) -> String {
    let parts = below.iter().map(|part| part.to_string_lossy());
    let parts: Vec<_> = parts.collect();
    match parts.is_empty() {
        true => ".".to_owned(),
        false => parts.join("/"),
    }
}

fn without_line_end(output: &[u8]) -> &[u8] {
    let output = output.strip_suffix(b"\n").unwrap_or(output);
    output.strip_suffix(b"\r").unwrap_or(output)
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
    String::from_utf8_lossy(name).into_owned().into()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn failed(message: String) -> Error {
    Error::usage(
        format!("`git` fails: {message}"),
        "run it by hand to see why",
    )
}
