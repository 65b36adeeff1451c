//! What declares the schema.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::declare::Additions;
use glowplug::generate::Declaration;
use glowplug::print::PrintSchema;
use glowplug::source::Script;

use super::open::Given;
use crate::context::Context;
use crate::error::{Error, Result};

/// A declaration, and where it stands.
pub(super) struct Declared {
    pub(super) paths: Vec<PathBuf>,
    declaration: Declaration,
}

impl Declared {
    /// The declaration with what is said besides.
    ///
    /// # Errors
    /// What is for `schema.rs` alone, beside a declaration that says everything.
    pub(super) fn with(&mut self, given: &Given) -> Result<&Declaration> {
        match &mut self.declaration {
            Declaration::Tables(tables) => {
                tables.values.clone_from(&given.values);
                for pattern in &given.keep {
                    if !tables.keep.contains(pattern) {
                        tables.keep.push(pattern.clone());
                    }
                }
            }
            Declaration::Scripts(_) if !given.values.is_empty() || !given.keep.is_empty() => {
                return Err(Error::usage(
                    "`--values` and `--keep` are for `schema.rs`, which cannot say everything",
                    "write the values, and what stays, into the schema itself",
                ));
            }
            Declaration::Scripts(_) => {}
        }
        Ok(&self.declaration)
    }
}

/// Finds it: what the option names, what `.glowplug.toml` names, what `diesel.toml` names, and
/// `src/schema.rs`.
pub(super) fn find(context: &Context, given: Option<&Path>) -> Result<Declared> {
    let project = &context.project;
    let named = match given {
        Some(path) => Some(path.to_owned()),
        None => project.settings()?.schema,
    };
    match named {
        Some(path) if path.extension().is_some_and(|extension| extension == "rs") => {
            tables(context, vec![(project.print_schema_for(&path)?, path)])
        }
        Some(path) => {
            let path = project.shown(&path);
            Ok(Declared {
                declaration: Declaration::Scripts(scripts(&path)?),
                paths: vec![path],
            })
        }
        None => tables(context, project.schema_files()?),
    }
}

fn tables(context: &Context, files: Vec<(PrintSchema, PathBuf)>) -> Result<Declared> {
    if files.is_empty() {
        return Err(Error::usage(
            "nothing declares the schema",
            "name a `schema.rs` or SQL files: `--schema PATH`, `schema = \"schema.sql\"` in \
             `.glowplug.toml`, or `file` in `[print_schema]` of `diesel.toml`",
        ));
    }
    let tables = context.project.tables(files, Additions::all())?;
    let files = tables.files.iter();
    Ok(Declared {
        paths: files.map(|file| file.source.path.clone()).collect(),
        declaration: Declaration::Tables(tables),
    })
}

/// A file of SQL, or all those of a folder and the folders in it, in the order of their paths.
fn scripts(path: &Path) -> Result<Vec<Script>> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(Error::usage(
            format!("there is no `.sql` file in `{}`", path.display()),
            "write the schema there as `CREATE` statements",
        ));
    }
    Ok(files.into_iter().map(Script::file).collect())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    };
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_sql = path.extension().is_some_and(|extension| extension == "sql");
        if path.is_dir() || is_sql {
            collect(&path, files)?;
        }
    }
    Ok(())
}
