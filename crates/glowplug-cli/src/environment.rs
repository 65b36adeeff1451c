//! Reads environment variables, and those of the project's `.env`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Environment variables. Those of the process override those of `.env`; an empty one is treated as
/// unset.
pub(crate) struct Environment {
    file: BTreeMap<String, String>,
    path: Option<PathBuf>,
}

impl Environment {
    /// Reads the nearest `.env` here or above, as `diesel` does.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is not an assignment. No error repeats a line: it
    /// may contain a password.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        match folder
            .ancestors()
            .map(|folder| folder.join(".env"))
            .find(|path| path.is_file())
        {
            Some(path) => read_file(&path).map(|file| Self {
                file,
                path: Some(path),
            }),
            None => Ok(Self::none()),
        }
    }

    /// Returns only the variables of the process.
    pub(crate) const fn none() -> Self {
        Self {
            file: BTreeMap::new(),
            path: None,
        }
    }

    /// Returns the `.env` that a variable's value comes from; `None` if the process sets it.
    pub(crate) fn file_of(&self, name: &str) -> Option<&Path> {
        let is_set = env::var(name).is_ok_and(|value| !value.is_empty());
        self.path
            .as_deref()
            .filter(|_| !is_set && self.file.contains_key(name))
    }

    /// Returns the value of a variable.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let filled = |value: &String| !value.is_empty();
        env::var(name)
            .ok()
            .filter(filled)
            .or_else(|| self.file.get(name).cloned().filter(filled))
    }

    /// Returns the value of a variable as a path.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from)
    }
}

/// Returns the bytes without a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>> {
    let failed = |message: String| Error::File {
        path: path.to_owned(),
        message,
    };
    let bytes = fs::read(path).map_err(|error| failed(format!("cannot be read: {error}")))?;
    let bytes = without_mark(&bytes);
    let mut variables = BTreeMap::new();
    for pair in dotenvy::from_read_iter(bytes) {
        let (name, value) = pair.map_err(|error| failed(fault(bytes, &error)))?;
        // The first one is used, as with `dotenvy`.
        variables.entry(name).or_insert(value);
    }
    Ok(variables)
}

/// Returns what is wrong with a file, by the number of its line and without the line itself.
fn fault(bytes: &[u8], error: &dotenvy::Error) -> String {
    let dotenvy::Error::LineParse(text, _) = error else {
        return match error {
            dotenvy::Error::Io(error) => format!("cannot be read: {error}"),
            _ => "cannot be read as lines `NAME=value`".to_owned(),
        };
    };
    let first = text.lines().next().unwrap_or_default().trim();
    let file = String::from_utf8_lossy(bytes);
    let place = file.lines().position(|line| line.trim() == first);
    let line = place.map_or_else(
        || "a line".to_owned(),
        |place| format!("line {}", place + 1),
    );
    format!("{line} is not `NAME=value`; values with spaces need quotes")
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
    fn the_number_of_a_bad_line_counts_those_before_it() {
        for (text, line) in [
            ("\u{feff}one two three\n", 1),
            ("# A\n\nA='x\ny'\r\n  B C=hunter2\r\n", 5),
            ("A=1\nB='hunter2\nC=2\n", 2),
        ] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(".env"), text).unwrap();
            let error = Environment::read(folder.path()).err().unwrap().to_string();
            assert!(error.contains(&format!("line {line} is not")), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_bad_line_is_not_repeated() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".env"), "A=1\nDATABASE URL=hunter2 x\n").unwrap();
        let error = Environment::read(folder.path()).err().unwrap().to_string();
        assert!(error.contains(".env"), "{error}");
        assert!(error.contains("line 2 is not"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
}
