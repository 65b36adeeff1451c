//! Schemas that are declared in edited `schema.rs` files.

use std::collections::BTreeMap;

use glowplug::catalog::{Catalog, Column, ObjectName, QualifiedName};
use glowplug::error::{Error, Result};

use crate::declare::{self, Addition, Additions, Declared, Options, Source, Target};
use crate::dialect;
use crate::print::{self, Docs, PrintSchema};

/// Files of `table!`, each as `print-schema` would print it, with edits.
#[derive(Clone, Debug)]
pub struct Tables {
    /// The files: one for each `[print_schema]` of `diesel.toml`.
    pub files: Vec<TableFile>,
    /// The values of enums ([`Options::values`]).
    pub values: BTreeMap<String, Vec<String>>,
    /// The additions that `table!` cannot express.
    pub additions: Additions,
    /// The objects that stay although they are not declared ([`Options::keep`]).
    pub keep: Vec<String>,
    /// The defaults of new columns, by `table.column`: `table!` cannot express them.
    pub defaults: BTreeMap<String, String>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// The settings with which it is printed.
    pub settings: PrintSchema,
    /// Its content.
    pub source: Source,
}

impl Tables {
    /// Applies the declarations in the files to a catalog.
    ///
    /// # Errors
    /// A `patch_file` that cannot be read; otherwise as [`declare::read`] and [`declare::target`].
    pub fn target(&self, from: &Catalog) -> Result<Target> {
        let (mut printed, mut kept) = (Vec::new(), Vec::new());
        for TableFile { settings, source } in &self.files {
            let both = print::comparable(from, settings, &source.text)?;
            printed.push(Source::new(&source.path, both.printed));
            kept.push(Source::new(&source.path, both.kept));
        }
        let (printed, kept) = (self.read(printed)?, self.read(kept)?);
        let mut target = declare::target(from, &printed, &kept, &self.options())?;
        for (column, default) in &self.defaults {
            give_default(from, &mut target, column, default)?;
        }
        Ok(target)
    }

    fn read(&self, sources: Vec<Source>) -> Result<Declared> {
        let mut declared = declare::read(sources)?;
        for (place, file) in self.files.iter().enumerate() {
            if file.settings.with_docs == Docs::Nothing {
                declared.forget_docs(place);
            }
        }
        Ok(declared)
    }

    fn options(&self) -> Options {
        let mut settings = self.files.iter().map(|file| &file.settings);
        Options {
            docs: true,
            values: self.values.clone(),
            wide_row_ids: settings
                .any(|settings| settings.sqlite_integer_primary_key_is_bigint == Some(true)),
            additions: self.additions,
            keep: self.keep.clone(),
        }
    }
}

/// Sets the default of a new column; existing rows get it, too.
fn give_default(from: &Catalog, target: &mut Target, path: &str, default: &str) -> Result<()> {
    let (database, mut found) = (target.catalog.database, None);
    let columns = target.catalog.tables.iter_mut().flat_map(|table| {
        let name = table.name.clone();
        let columns = table.columns.iter_mut();
        columns.map(move |column| (name.clone(), column))
    });
    for (table, column) in columns {
        if is_meant(from, &table, column, path) {
            found = Some((table, column));
        }
    }
    let Some((table, column)) = found else {
        return Err(Error::Usage(format!(
            "`--default {path}=…` names no column that is declared; write it as `table.column`"
        )));
    };
    let is_there = from.table(&table).is_some_and(|table| {
        let mut columns = table.columns.iter();
        columns.any(|other| other.name == column.name)
    });
    if is_there {
        return Err(Error::Usage(format!(
            "`--default {path}=…` is for a new column, and this one is there: fill its rows in a \
             migration of their own before this one"
        )));
    }
    column.default = Some(dialect::default_of(database, &column.data_type, default));
    let object = ObjectName::Column(table, column.name.clone());
    target.additions.push(Addition {
        object,
        why: format!(
            "its default is {default}, as it was asked for; rows that are there get it too"
        ),
    });
    Ok(())
}

/// Returns true if a path names this column: `table.column`, or `schema.table.column`.
fn is_meant(from: &Catalog, table: &QualifiedName, column: &Column, path: &str) -> bool {
    let told = table.display_name(from.default_schema.as_deref());
    path == format!("{told}.{}", column.name) || path == format!("{table}.{}", column.name)
}
