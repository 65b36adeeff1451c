//! Keeps what the settings of a checkout name inside of the checkout.
//!
//! A checkout may be somebody else's. Its settings must not make a command write files elsewhere,
//! or print what is in them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Project;
use crate::error::{Error, Result};

impl Project {
    /// Fails if a setting names a path outside of the project, also through a link.
    ///
    /// # Errors
    /// A usage error that names the setting.
    pub(crate) fn demand_inside(&self, setting: &str, path: &Path) -> Result<()> {
        let roots = [root(self.base()), root(&self.folder)];
        let real = real(path);
        if real.is_some_and(|real| roots.iter().any(|root| real.starts_with(root))) {
            return Ok(());
        }
        Err(Error::usage(
            format!("`{setting}` leads out of the project: `{}`", path.display()),
            format!("name a path below `{}`", roots[0].display()),
        ))
    }
}

/// Fails if a setting names a file that is neither SQL nor Rust, also through a link, so that no
/// error shows its content.
///
/// # Errors
/// A usage error that names the setting.
pub(super) fn demand_source(setting: &str, path: &Path) -> Result<()> {
    if path.is_dir() || !path.exists() || is_source(path) {
        return Ok(());
    }
    Err(Error::usage(
        format!(
            "`{setting}` names a file that is neither SQL nor Rust: `{}`",
            path.display()
        ),
        "name a `.sql` file, a folder of them, or a `schema.rs`",
    ))
}

/// Fails if a setting names an existing file that is not Rust, also through a link, so that no
/// comparison shows its content and no run writes over it.
///
/// # Errors
/// A usage error that names the setting.
pub(super) fn demand_rust(setting: &str, path: &Path) -> Result<()> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_rust = real.extension().is_some_and(|extension| extension == "rs");
    if is_rust || !path.exists() {
        return Ok(());
    }
    Err(Error::usage(
        format!(
            "`{setting}` names a file that is not Rust: `{}`",
            path.display()
        ),
        "name a `schema.rs`, or another file with the ending `.rs`",
    ))
}

/// Returns true if a path leads to a file of SQL or Rust.
pub(crate) fn is_source(path: &Path) -> bool {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let extension = real.extension();
    extension.is_some_and(|extension| extension == "sql" || extension == "rs")
}

/// Returns the folder of the repository around a folder, else of its outermost `Cargo.toml`, else
/// the folder itself.
fn root(folder: &Path) -> PathBuf {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let has = |name: &'static str| move |folder: &&Path| folder.join(name).exists();
    let repository = folder.ancestors().find(has(".git"));
    let package = || folder.ancestors().filter(has("Cargo.toml")).last();
    let root = repository.or_else(package);
    root.unwrap_or(&folder).to_owned()
}

/// Returns the path without links, of which the last parts may not exist; `None` if that cannot be
/// determined.
fn real(path: &Path) -> Option<PathBuf> {
    if let Ok(real) = fs::canonicalize(path) {
        return Some(real);
    }
    let is_link = fs::symlink_metadata(path).is_ok();
    match path.components().next_back()? {
        Component::Normal(name) if !is_link => {
            let parent = path
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty());
            Some(real(parent.unwrap_or(Path::new(".")))?.join(name))
        }
        _ => None,
    }
}
