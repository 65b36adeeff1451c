//! The migrations that are staged for the next commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use glowplug::source::{Migrations, Script};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::git::{Change, Repository, Tree};

/// What is staged, and where the migrations are.
pub(super) struct Staged<'a> {
    pub(super) repository: &'a Repository,
    /// The folder of the migrations, below the top folder.
    folder: PathBuf,
    /// The same folder, for people.
    pub(super) shown: PathBuf,
    /// The changes against the last commit.
    changes: Vec<Change>,
    /// The changes that are made by this commit: in a merge, those against both sides.
    own: Vec<Change>,
}

impl<'a> Staged<'a> {
    /// Asks git.
    ///
    /// # Errors
    /// A `git` that fails; migrations outside of the repository.
    pub(super) fn read(context: &Context, repository: &'a Repository) -> Result<Self> {
        let folder = match context.project.migrations() {
            // A new project has none yet.
            Err(Error::Usage { .. }) => context.project.base().join("migrations"),
            other => other?,
        };
        let below = repository.relative(&folder).ok_or_else(|| {
            Error::usage(
                format!("`{}` is not in this repository", folder.display()),
                "commit migrations together with the code that needs them",
            )
        })?;
        let changes = repository.staged("HEAD")?;
        let mut own = changes.clone();
        if repository.has_commit("MERGE_HEAD") {
            let others = repository.staged("MERGE_HEAD")?;
            let others: BTreeSet<&Path> =
                others.iter().map(|change| change.path.as_path()).collect();
            own.retain(|change| others.contains(change.path.as_path()));
        }
        Ok(Self {
            repository,
            folder: below,
            shown: context.project.shown(&folder),
            changes,
            own,
        })
    }

    /// Returns the changed files at or below a path that this commit makes.
    pub(super) fn changed(&self, below: &Path) -> Vec<&Path> {
        let paths = self.own.iter().map(|change| change.path.as_path());
        paths.filter(|path| path.starts_with(below)).collect()
    }

    /// Returns true if any migration differs from the last commit.
    pub(super) fn has_migrations(&self) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| self.name(&change.path).is_some())
    }

    /// Returns the names of the migrations that this commit adds or changes.
    pub(super) fn touched(&self) -> BTreeSet<String> {
        let own = self.own.iter();
        own.filter_map(|change| self.name(&change.path)).collect()
    }

    /// Returns the names of the migrations whose files are changed or deleted.
    pub(super) fn edited(&self) -> BTreeSet<String> {
        let old = self.own.iter().filter(|change| !change.is_new);
        old.filter_map(|change| self.name(&change.path)).collect()
    }

    /// Returns the migrations of a commit, or those that are staged.
    ///
    /// # Errors
    /// A `git` that fails.
    pub(super) fn migrations(&self, tree: Tree<'_>) -> Result<Migrations> {
        let mut folders: BTreeMap<String, Vec<(String, Script)>> = BTreeMap::new();
        for (path, text) in self.repository.texts(tree, &self.folder)? {
            if let Some((name, file)) = self.parts(&path) {
                let shown = self.shown.join(&name).join(&file);
                let files = folders.entry(name).or_default();
                files.push((file, Script::text(shown, text)));
            }
        }
        let migrations = Migrations::default();
        Ok(folders
            .into_iter()
            .fold(migrations, |all, (name, files)| all.with_files(name, files)))
    }

    /// Returns the name of the migration that a file is part of.
    fn name(&self, path: &Path) -> Option<String> {
        self.parts(path).map(|(name, _)| name)
    }

    /// Returns the name of a migration and of its file.
    fn parts(&self, path: &Path) -> Option<(String, String)> {
        let below = path.strip_prefix(&self.folder).ok()?;
        let mut parts = below.iter().map(|part| part.to_string_lossy().into_owned());
        match (parts.next(), parts.next(), parts.next()) {
            // As on disk, hidden folders are no migrations.
            (Some(name), Some(file), None) if !name.starts_with('.') => Some((name, file)),
            _ => None,
        }
    }
}
