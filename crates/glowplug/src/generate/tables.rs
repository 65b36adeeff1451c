use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::declare::{self, Additions, Declared, Options, Source, Target};
use crate::error::Result;
use crate::print::{self, Docs, PrintSchema};

/// Files of `table!`, each as `print-schema` would print it, and edited since.
#[derive(Clone, Debug)]
pub struct Tables {
    /// The files: one for each `[print_schema]` of `diesel.toml`.
    pub files: Vec<TableFile>,
    /// The values of enums ([`Options::values`]).
    pub values: BTreeMap<String, Vec<String>>,
    /// What is added that `table!` cannot say.
    pub additions: Additions,
    /// What stays although it is not declared ([`Options::keep`]).
    pub keep: Vec<String>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// How it is printed.
    pub settings: PrintSchema,
    /// What stands in it.
    pub source: Source,
}

impl Tables {
    /// What the files mean, laid onto a catalog.
    ///
    /// # Errors
    /// A `patch_file` that cannot be read; as [`declare::read`] and [`declare::target`].
    pub fn target(&self, from: &Catalog) -> Result<Target> {
        let (mut printed, mut kept) = (Vec::new(), Vec::new());
        for TableFile { settings, source } in &self.files {
            let both = print::comparable(from, settings, &source.text)?;
            printed.push(Source::new(&source.path, both.printed));
            kept.push(Source::new(&source.path, both.kept));
        }
        let (printed, kept) = (self.read(printed)?, self.read(kept)?);
        declare::target(from, &printed, &kept, &self.options())
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
