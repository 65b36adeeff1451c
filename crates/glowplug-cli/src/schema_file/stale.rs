//! Marks `schema.rs` as stale while a run changes the schema, with a copy beside it. If the run is
//! killed or fails halfway, the copy remains, and the next run refreshes the file.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::catalog::Catalog;
use glowplug_schema::print::PrintSchema;

use crate::file;

/// Returns the path of the copy: the file before the run, with which later edits are recognized.
fn copy_of(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.before"))
}

/// Marks a file as stale before a run changes the schema. A failure is ignored.
pub(super) fn mark(settings: &PrintSchema, before: &Catalog) {
    let Some(path) = &settings.file else { return };
    // The copy of an earlier, killed run is the right one.
    if is_stale(path) {
        return;
    }
    let unedited = || {
        let existing = file::read_or_empty(path).ok()?;
        let printed = super::printed(before, settings, &existing).ok()?;
        super::is_same(&existing, &printed.text).then_some(())?;
        fs::read_to_string(path).ok()
    };
    match unedited() {
        Some(text) => {
            let _ = file::write(&copy_of(path), &text);
        }
        // Edits must not be overwritten.
        None => clear(path),
    }
}

/// Removes the mark.
pub(super) fn clear(file: &Path) {
    let _ = fs::remove_file(copy_of(file));
}

/// Returns true if a run was killed before it wrote the file, which has not been written since.
pub(super) fn is_stale(file: &Path) -> bool {
    match (fs::read(copy_of(file)), fs::read(file)) {
        (Ok(before), Ok(now)) => before == now,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_stale_until_it_is_written_by_anybody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("schema.rs");
        fs::write(&file, "old").unwrap();
        assert!(!is_stale(&file));
        fs::write(copy_of(&file), "old").unwrap();
        assert!(is_stale(&file));
        fs::write(&file, "edited").unwrap();
        assert!(!is_stale(&file));
        clear(&file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
