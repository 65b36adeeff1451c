//! Migration folders on disk.

use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::Path;

use super::Script;
use super::folder::{Folder, Item};
use crate::error::{FileProblem, ProblemPlace};

/// Returns the migration folders inside a folder on disk, and the problems of reading it.
///
/// Files and names that begin with a dot are ignored, as in Diesel
/// (`migrations_internals::migrations_directories`). Symbolic links are followed.
pub(super) fn folders(path: &Path) -> (Vec<Folder>, Vec<FileProblem>) {
    let mut folders = Vec::new();
    let mut problems = Vec::new();
    match visible(path) {
        Err(error) => problems.push(unreadable_root(path, &error)),
        Ok(mut entries) => {
            entries.sort_by_key(DirEntry::file_name);
            for entry in entries {
                match folder(&entry) {
                    Ok(found) => folders.extend(found),
                    Err(problem) => problems.push(problem),
                }
            }
        }
    }
    (folders, problems)
}

fn folder(entry: &DirEntry) -> Result<Option<Folder>, FileProblem> {
    let path = entry.path();
    let name = entry.file_name();
    if !kind(entry)
        .map_err(|error| unreadable(&path, &error))?
        .is_dir()
    {
        return Ok(None);
    }
    let Some(name) = name.to_str() else {
        return Err(not_text(&path));
    };
    let mut items = Vec::new();
    for entry in visible(&path).map_err(|error| unreadable(&path, &error))? {
        let path = entry.path();
        // A file whose name is not UTF-8 is none of ours.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        items.push(Item {
            name,
            is_folder: kind(&entry).is_ok_and(|kind| kind.is_dir()),
            script: Script::file(path),
        });
    }
    Ok(Some(Folder {
        name: name.to_owned(),
        path,
        items,
    }))
}

fn visible(path: &Path) -> io::Result<Vec<DirEntry>> {
    let hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    fs::read_dir(path)?
        .filter(|entry| !entry.as_ref().is_ok_and(hidden))
        .collect()
}

/// Returns the type of the entry, following links.
fn kind(entry: &DirEntry) -> io::Result<FileType> {
    let kind = entry.file_type()?;
    if kind.is_symlink() {
        return Ok(fs::metadata(entry.path())?.file_type());
    }
    Ok(kind)
}

fn unreadable_root(path: &Path, error: &io::Error) -> FileProblem {
    let (message, advice) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("the migrations folder `{}` does not exist", path.display()),
            "create it with `glowplug init`, or a first migration with `glowplug new`; or name \
             another folder with `--migrations-dir`",
        ),
        io::ErrorKind::NotADirectory => (
            format!(
                "`{}` is a file, but should be the migrations folder",
                path.display()
            ),
            "name the folder that contains the migrations",
        ),
        _ => return unreadable(path, error),
    };
    FileProblem {
        message,
        place: ProblemPlace::Paths(vec![path.to_owned()]),
        advice: advice.to_owned(),
    }
}

/// Returns the problem of a file or folder that cannot be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> FileProblem {
    let advice = match error.kind() {
        io::ErrorKind::NotFound => "it is a broken link, or was just removed",
        io::ErrorKind::PermissionDenied => "allow the user who runs this to read it",
        _ => "check whether it can be opened",
    };
    FileProblem {
        message: format!("`{}` cannot be read: {error}", path.display()),
        place: ProblemPlace::Paths(vec![path.to_owned()]),
        advice: advice.to_owned(),
    }
}

fn not_text(path: &Path) -> FileProblem {
    FileProblem {
        message: format!("the name of `{}` is not UTF-8", path.display()),
        place: ProblemPlace::Paths(vec![path.to_owned()]),
        advice: "rename the folder: its version and name are kept as text in the database"
            .to_owned(),
    }
}
