//! Where the cases are: `tests/schema/<object>_<what>/<database>`.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::model::Database;

/// Returns the folder that holds all cases.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema")
}

/// Lists the names of all cases, sorted.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = entries(&root())
        .into_iter()
        .filter(|path| path.is_dir())
        .map(|path| last(&path))
        .collect();
    names.sort();
    names
}

/// Lists the folders of a database's cases, sorted; those of `GLOWPLUG_CASE` where it is set, to a
/// case or to one of its databases.
pub(super) fn of(database: Database) -> Vec<PathBuf> {
    let only = std::env::var("GLOWPLUG_CASE").ok();
    let chosen = |name: &str| match &only {
        Some(only) => only == name || *only == format!("{name}/{}", database.name()),
        None => true,
    };
    let names = names().into_iter().filter(|name| chosen(name));
    let folders = names.map(|name| root().join(name).join(database.name()));
    folders.filter(|folder| folder.exists()).collect()
}

/// Returns what a case is called in messages and in `GLOWPLUG_CASE`: `enum_rename/postgres`.
pub(super) fn label(folder: &Path) -> String {
    let label = folder.strip_prefix(root()).unwrap_or(folder);
    label.to_string_lossy().into_owned()
}

/// Lists what a folder holds.
pub(super) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Returns the last part of a path.
pub(super) fn last(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
