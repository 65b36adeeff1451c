//! The files that declare tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glowplug::declare::{Additions, Source};
use glowplug::generate::{TableFile, Tables};
use glowplug::print::PrintSchema;

use super::Project;
use crate::error::{Error, Result};

impl Project {
    /// The files that declare tables, and how they are printed: those that `diesel.toml` names, else
    /// `src/schema.rs` where there is one.
    ///
    /// # Errors
    /// A `diesel.toml` that cannot be read.
    pub(crate) fn schema_files(&self) -> Result<Vec<(PrintSchema, PathBuf)>> {
        let schemas = self.print_schemas()?;
        let named = schemas.settings.values().filter_map(|settings| {
            let file = settings.file.clone()?;
            Some((settings.clone(), file))
        });
        let named: Vec<_> = named.collect();
        if !named.is_empty() {
            return Ok(named);
        }
        let usual = self.root().map(|root| root.join("src/schema.rs"));
        let usual = usual.filter(|path| path.is_file());
        let settings = schemas.settings.into_values().next().unwrap_or_default();
        Ok(usual.map(|path| (settings, path)).into_iter().collect())
    }

    /// How a file of tables is printed: as `diesel.toml` says of it, or of the one that it says
    /// something of.
    ///
    /// # Errors
    /// A `diesel.toml` that cannot be read, or that tells of several other files.
    pub(crate) fn print_schema_for(&self, path: &Path) -> Result<PrintSchema> {
        let whole = |path: &Path| {
            let path = self.folder.join(path);
            path.canonicalize().unwrap_or(path)
        };
        let schemas = self.print_schemas()?;
        let mut all = schemas.settings.values();
        let is_meant = |settings: &&PrintSchema| {
            let file = settings.file.as_deref();
            file.is_some_and(|file| whole(file) == whole(path))
        };
        match (all.clone().find(is_meant), schemas.several) {
            (Some(settings), _) => Ok(settings.clone()),
            (None, false) => Ok(all.next().cloned().unwrap_or_default()),
            (None, true) => Err(Error::usage(
                format!(
                    "`diesel.toml` does not say which schema `{}` declares",
                    path.display()
                ),
                "name it there as `file` of one of the `[print_schema.…]`",
            )),
        }
    }

    /// What stands in such files.
    ///
    /// # Errors
    /// A file that cannot be read, settings that are not in order.
    pub(crate) fn tables(
        &self,
        files: Vec<(PrintSchema, PathBuf)>,
        additions: Additions,
    ) -> Result<Tables> {
        let files = files.into_iter().map(|(settings, path)| {
            let text = fs::read_to_string(&path).map_err(|source| Error::Io {
                action: "read",
                path: path.clone(),
                source,
            })?;
            let source = Source::new(self.shown(&path), text);
            Ok(TableFile { settings, source })
        });
        Ok(Tables {
            files: files.collect::<Result<_>>()?,
            values: BTreeMap::new(),
            additions,
            keep: self.settings()?.keep,
        })
    }
}
