//! The files of a crate that may hold structs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use glowplug::models::{File, Report};

use crate::error::{Error, Result};

/// Reads the files around the place where structs are written: those of the whole crate.
///
/// # Errors
/// `Io` with what cannot be read.
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
            Err(source) => Err(failed(path, source)),
        });
    files.collect()
}

/// What should name the module of the structs, and does not.
pub(super) fn unnamed(report: &Report, out: &Path) -> Option<String> {
    let root = source(out)?;
    let top = report.files.iter().find(|file| {
        file.is_new && file.path.parent() == Some(root) && file.path.extension().is_some()
    })?;
    let name = top.path.file_stem()?.to_str()?;
    let roots = ["lib.rs", "main.rs"].map(|name| root.join(name));
    let root = roots.iter().find(|root| root.is_file())?;
    let text = fs::read_to_string(root).unwrap_or_default();
    let file = root.file_name()?.to_str()?;
    (!text.contains(&format!("mod {name};"))).then(|| format!("`mod {name};` in `src/{file}`"))
}

/// The `src` folder around a place.
fn source(out: &Path) -> Option<&Path> {
    out.ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "src"))
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(failed(folder.to_owned(), source)),
    };
    for entry in entries {
        let path = entry
            .map_err(|source| failed(folder.to_owned(), source))?
            .path();
        if path.is_dir() {
            list(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

const fn failed(path: PathBuf, source: io::Error) -> Error {
    Error::Io {
        action: "read",
        path,
        source,
    }
}
