//! The files of a crate that may contain structs.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use glowplug_schema::models::{File, Report};

use crate::error::{Error, Result};
use crate::file::{read_or_empty, without_mark, write_with_folders};
use crate::project::Project;

/// Reads all source files of the crate in which structs are written.
///
/// # Errors
/// `Io` with the path that cannot be read.
pub(super) fn read(out: &Path, printed: &[&Path]) -> Result<Vec<File>> {
    let mut paths = Vec::new();
    match source(out) {
        Some(source) => list(source, &mut paths)?,
        None => {
            let file = out.with_extension("rs");
            paths.extend(file.is_file().then_some(file));
            list(&out.with_extension(""), &mut paths)?;
        }
    }
    paths.retain(|path| !printed.contains(&path.as_path()));
    paths.sort();
    let files = paths
        .into_iter()
        .map(|path| match fs::read_to_string(&path) {
            Ok(text) => Ok(File { path, text }),
            Err(error) => Err(Error::io("read", &path)(error)),
        });
    files.collect()
}

/// Writes the additions, unless a file was changed in the meantime.
///
/// # Errors
/// `Usage` with a file that is a link out of the project; `File` with a file that was changed; `Io`
/// with the path that cannot be written.
pub(super) fn write(project: &Project, report: &Report, read: &[File]) -> Result<()> {
    let read = read
        .iter()
        .map(|file| (file.path.as_path(), file.text.as_str()));
    let read: HashMap<&Path, &str> = read.collect();
    for change in &report.files {
        project.demand_inside("[models] out", &change.path)?;
        let before = read.get(change.path.as_path()).copied().unwrap_or_default();
        if read_or_empty(&change.path)? != without_mark(before) {
            return Err(Error::File {
                path: change.path.clone(),
                message: "is not a file of structs, or was just changed: it was not overwritten"
                    .to_owned(),
            });
        }
    }
    let changes = report.files.iter();
    write_with_folders(changes.map(|change| (change.path.as_path(), change.text.as_str())))
}

/// Returns the `src` folder around a path.
pub(super) fn source(out: &Path) -> Option<&Path> {
    out.ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "src"))
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io("read", folder)(error)),
    };
    for entry in entries {
        let path = entry.map_err(Error::io("read", folder))?.path();
        if path.is_dir() {
            list(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}
