//! Applies the `patch_file`: a unified diff with the project's changes to the printed schema.

use std::fs;
use std::path::Path;

use diffy::Patch;
use glowplug::error::{Error, Result};

/// Applies the diff in a file.
///
/// # Errors
/// A file that cannot be read, is not a diff, or does not apply to the text.
pub(super) fn apply(text: &str, path: &Path) -> Result<String> {
    let diff = read(path)?;
    diffy::apply(text, &patch(&diff, path)?)
        .map_err(|error| wrong(path, "does not fit the schema that is printed", &error))
}

/// Applies the hunks of the diff that fit a text, and reverts the others in another text, which
/// contains them already. So both can be compared even if the diff was changed together with the
/// file.
///
/// # Errors
/// A file that cannot be read or is not a diff.
pub(super) fn apply_or_revert(text: &str, other: &str, path: &Path) -> Result<(String, String)> {
    let diff = read(path)?;
    patch(&diff, path)?;
    let (mut text, mut other) = (text.to_owned(), other.to_owned());
    for part in parts(&diff) {
        let part = patch(&part, path)?;
        if let Ok(applied) = diffy::apply(&text, &part) {
            text = applied;
        } else if let Ok(reverted) = diffy::apply(&other, &part.reverse()) {
            other = reverted;
        }
    }
    Ok((text, other))
}

/// Splits a diff into one for each hunk.
fn parts(diff: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in diff.split_inclusive('\n') {
        if line.starts_with("@@") {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
        }
    }
    parts
}

fn read(path: &Path) -> Result<String> {
    let diff = fs::read_to_string(path).map_err(|source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    Ok(diff
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(diff))
}

/// Parses a diff. A text without any hunk is another kind of file, which the parser accepts as a diff
/// that changes nothing. No message contains text of the file.
fn patch<'d>(diff: &'d str, path: &Path) -> Result<Patch<'d, str>> {
    let no_diff = "is no unified diff";
    let patch = Patch::from_str(diff).map_err(|error| wrong(path, no_diff, &error))?;
    match patch.hunks().is_empty() && !diff.trim().is_empty() {
        true => Err(wrong(path, no_diff, &"no line begins with `@@`")),
        false => Ok(patch),
    }
}

fn wrong(path: &Path, what: &str, error: &dyn std::fmt::Display) -> Error {
    Error::Patch {
        path: path.to_owned(),
        message: format!("{what}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_the_one_is_taken_back_from_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("schema.patch");
        let diff = "--- a\n+++ b\n@@ -1,2 +1,2 @@\n a\n-b\n+B\n@@ -4,2 +4,2 @@\n x\n-y\n+Y\n";
        fs::write(&path, diff).unwrap();
        let (text, other) = apply_or_revert("a\nb\n", "a\nB\nc\nx\nY\n", &path).unwrap();
        assert_eq!(
            (text.as_str(), other.as_str()),
            ("a\nB\n", "a\nB\nc\nx\ny\n")
        );
    }
}
