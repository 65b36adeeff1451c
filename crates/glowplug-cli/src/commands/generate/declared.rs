//! Finds the declaration of the schema: SQL, or `schema.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::source::Script;
use glowplug_schema::declare::Additions;
use glowplug_schema::generate::Declaration;
use glowplug_schema::print::PrintSchema;

use super::open::Given;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::project::boundary;

/// A declaration, and its files.
pub(super) struct Declared {
    pub(super) paths: Vec<PathBuf>,
    declaration: Declaration,
}

impl Declared {
    /// Returns the declaration, with the additions from the options.
    ///
    /// # Errors
    /// Options for `schema.rs` although SQL declares the schema.
    pub(super) fn with(&mut self, given: &Given) -> Result<&Declaration> {
        match &mut self.declaration {
            Declaration::Tables(tables) => {
                tables.values.clone_from(&given.values);
                tables.defaults.clone_from(&given.defaults);
                for pattern in &given.keep {
                    if !tables.keep.contains(pattern) {
                        tables.keep.push(pattern.clone());
                    }
                }
            }
            Declaration::Scripts(_)
                if !(given.values.is_empty()
                    && given.keep.is_empty()
                    && given.defaults.is_empty()) =>
            {
                return Err(Error::usage(
                    "`--values`, `--keep` and `--default` are for `schema.rs`, and this schema is \
                     declared in SQL",
                    "write the values, the defaults and what is kept into the SQL",
                ));
            }
            Declaration::Scripts(_) => {}
        }
        Ok(&self.declaration)
    }
}

/// Finds the declaration: by the option, `.glowplug.toml`, `diesel.toml`, or `src/schema.rs`.
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
            "there is no declared schema",
            "name a `schema.rs` or SQL files with `--schema PATH`, `schema = \"schema.sql\"` in \
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

/// Returns a file of SQL, or all files below a folder, ordered by path.
fn scripts(path: &Path) -> Result<Vec<Script>> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(Error::usage(
            format!("there is no `.sql` file in `{}`", path.display()),
            "declare the schema there with `CREATE` statements",
        ));
    }
    Ok(files.into_iter().map(Script::file).collect())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = || Error::io("read", path);
    if !fs::metadata(path).map_err(failed())?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(failed())? {
        let path = entry.map_err(failed())?.path();
        let is_sql = path.extension().is_some_and(|extension| extension == "sql")
            && boundary::is_source(&path);
        if path.is_dir() || is_sql {
            collect(&path, files)?;
        }
    }
    Ok(())
}
