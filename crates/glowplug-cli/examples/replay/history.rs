//! What git remembers, read with the `git` program.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

/// Paths and the hashes of what they hold.
pub(crate) type Tree = BTreeMap<String, String>;

/// A repository, with a work tree or without.
pub(crate) struct Repository {
    path: PathBuf,
    texts: HashMap<String, String>,
    trees: HashMap<String, Tree>,
}

impl Repository {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let repository = Self {
            path: path.to_owned(),
            texts: HashMap::new(),
            trees: HashMap::new(),
        };
        repository.git(&["rev-parse", "--git-dir"])?;
        Ok(repository)
    }

    /// The commits that changed migrations or declarations, the oldest first.
    pub(crate) fn commits(&self) -> Result<Vec<String>> {
        let list = [
            "rev-list",
            "--reverse",
            "--topo-order",
            "--no-merges",
            "HEAD",
            "--",
        ];
        let files = ["*schema*.rs", "*up.sql", "*diesel.toml"];
        let text = self.git(&[&list[..], &files].concat())?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// The files of a commit that may matter.
    pub(crate) fn tree(&mut self, commit: &str) -> Result<Tree> {
        if let Some(tree) = self.trees.get(commit) {
            return Ok(tree.clone());
        }
        let text = self.git(&["ls-tree", "-r", "-z", commit])?;
        let mut tree = Tree::new();
        for entry in text.split('\0').filter(|entry| !entry.is_empty()) {
            let Some((data, path)) = entry.split_once('\t') else {
                continue;
            };
            let matters = [".rs", ".sql", ".toml", ".patch", ".diff"];
            if let Some(hash) = data.split(' ').nth(2)
                && matters.iter().any(|ending| path.ends_with(ending))
            {
                tree.insert(path.to_owned(), hash.to_owned());
            }
        }
        self.trees.insert(commit.to_owned(), tree.clone());
        Ok(tree)
    }

    /// What a file holds.
    pub(crate) fn text(&mut self, hash: &str) -> Result<String> {
        if let Some(text) = self.texts.get(hash) {
            return Ok(text.clone());
        }
        let text = self.git(&["cat-file", "blob", hash])?;
        self.texts.insert(hash.to_owned(), text.clone());
        Ok(text)
    }

    fn git(&self, words: &[&str]) -> Result<String> {
        let output = Command::new("git")
            .arg("-C")
            .arg(&self.path)
            .args(words)
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "git {words:?}: {said}");
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
