//! Finds and reads the files that declare tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glowplug_schema::declare::{Additions, Source};
use glowplug_schema::generate::{TableFile, Tables};
use glowplug_schema::print::PrintSchema;

use super::Project;
use crate::error::{Error, Result};

impl Project {
    /// Returns the files that declare tables, with their print settings: those that `diesel.toml`
    /// names, else `src/schema.rs` if it exists.
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

    /// Returns the print settings of a file of tables: those for it in `diesel.toml`, or the only
    /// ones.
    ///
    /// # Errors
    /// A `diesel.toml` that cannot be read, or that has settings for several other files.
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

    /// Reads files of tables.
    ///
    /// # Errors
    /// A file or settings that cannot be read.
    pub(crate) fn tables(
        &self,
        files: Vec<(PrintSchema, PathBuf)>,
        additions: Additions,
    ) -> Result<Tables> {
        let files = files.into_iter().map(|(settings, path)| {
            let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
            let source = Source::new(self.shown(&path), text);
            Ok(TableFile { settings, source })
        });
        Ok(Tables {
            files: files.collect::<Result<_>>()?,
            values: BTreeMap::new(),
            additions,
            keep: self.settings()?.keep,
            defaults: BTreeMap::new(),
        })
    }
}
