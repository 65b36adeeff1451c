//! The variables of the process, and those of the project's `.env`.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Variables: the process' own go before those of `.env`. An empty one counts as not set.
pub(crate) struct Environment {
    file: BTreeMap<String, String>,
}

impl Environment {
    /// Reads the nearest `.env` here or above, as `diesel` does.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is no assignment. No error repeats a line: it
    /// may hold a password.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        match folder
            .ancestors()
            .map(|folder| folder.join(".env"))
            .find(|path| path.is_file())
        {
            Some(path) => read_file(&path).map(|file| Self { file }),
            None => Ok(Self::none()),
        }
    }

    /// Only the process' own variables.
    pub(crate) const fn none() -> Self {
        Self {
            file: BTreeMap::new(),
        }
    }

    /// The value of a variable.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let filled = |value: &String| !value.is_empty();
        env::var(name)
            .ok()
            .filter(filled)
            .or_else(|| self.file.get(name).cloned().filter(filled))
    }

    /// The value of a variable that holds a path.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from)
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>> {
    let unreadable = |error: dotenvy::Error| Error::File {
        path: path.to_owned(),
        message: match error {
            dotenvy::Error::Io(error) => format!("cannot be read: {error}"),
            _ => "has a line that is not `NAME=value`; values with blanks need quotes".to_owned(),
        },
    };
    let mut variables = BTreeMap::new();
    for pair in dotenvy::from_path_iter(path).map_err(unreadable)? {
        let (name, value) = pair.map_err(unreadable)?;
        // The first one counts, as when `dotenvy` sets them one after the other.
        variables.entry(name).or_insert(value);
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_file_counts_and_empty_is_unset() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(
            folder.path().join("a/.env"),
            "GLOWPLUG_TEST_ONE='x y'\nGLOWPLUG_TEST_TWO=\n",
        )
        .unwrap();
        let environment = Environment::read(&inner).unwrap();
        assert_eq!(environment.get("GLOWPLUG_TEST_ONE").as_deref(), Some("x y"));
        assert_eq!(environment.get("GLOWPLUG_TEST_TWO"), None);
    }

    #[test]
    fn a_bad_line_is_not_repeated() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".env"), "A=1\nDATABASE URL=hunter2 x\n").unwrap();
        let error = Environment::read(folder.path()).err().unwrap().to_string();
        assert!(error.contains(".env"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}
