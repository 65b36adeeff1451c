//! Prints a catalog as `schema.rs`: the bytes that `diesel print-schema` 2.3 prints.
//!
//! If a table cannot be printed (it has no primary key, or its key has a type that Diesel does not
//! support), Diesel prints nothing at all. Here the other tables are printed, and
//! [`Printed::remarks`] lists what is left out. Names that become one in Rust are numbered, where Diesel
//! prints a file that does not compile.
//!
//! | module | what |
//! | --- | --- |
//! | `settings` | `[print_schema]` of `diesel.toml` |
//! | `tables`, `joins` | tables, columns and joins as Diesel infers them |
//! | `custom_types` | the types that the project has to define |
//! | `distinct_names` | names that become one in Rust |
//! | `document`, `table`, `formatter` | the text, formatted as by `rustfmt` |
//! | `rustfmt` | runs `rustfmt` where it is needed |
//! | `patch` | `patch_file` |
//! | `handwritten` | what a file has beside the printed text |
//! | `row_id_type` | whether a file uses `BigInt` for SQLite keys |

mod custom_types;
mod distinct_names;
mod document;
mod formatter;
mod handwritten;
mod joins;
mod patch;
mod row_id_type;
mod rustfmt;
mod settings;
mod table;
mod tables;
#[cfg(test)]
mod tests;

pub(crate) use formatter::{Page, Style};
pub use handwritten::handwritten;
pub use row_id_type::following;
pub use settings::{Docs, Filter, PrintSchema, PrintSchemas, Sorting, Together};

use glowplug::catalog::{Catalog, ObjectName};
use glowplug::error::Result;

/// A printed schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The text of `schema.rs`.
    pub text: String,
    /// Tables and columns that cannot be printed.
    pub left_out: Vec<ObjectName>,
    /// The reasons.
    pub remarks: Vec<String>,
}

/// A printed schema and the existing file, in a form in which both can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparable {
    /// The printed schema.
    pub printed: String,
    /// The existing file.
    pub kept: String,
}

/// Prints a schema. Applies the `patch_file` if there is one, and runs `rustfmt` only if its
/// settings or unusual names require it.
///
/// # Errors
/// Settings that this database does not support; a patch that cannot be read or does not apply.
pub fn print_schema(catalog: &Catalog, settings: &PrintSchema) -> Result<Printed> {
    let found = tables::find(catalog, settings)?;
    let sheet = document::Document::new(catalog.database, &found, settings);
    let mut text = sheet.text();
    if let Some(path) = &settings.patch_file {
        text = patch::apply(&text, path)?;
    }
    Ok(Printed {
        text,
        left_out: found.left_out,
        remarks: found.remarks,
    })
}

/// Prints a schema to compare it with an edited file. Parts of the `patch_file` that do not apply
/// to the printed text (because it was changed together with the file) are reverted in the file.
///
/// # Errors
/// Settings that this database does not support; a patch that cannot be read.
pub fn comparable(catalog: &Catalog, settings: &PrintSchema, kept: &str) -> Result<Comparable> {
    let found = tables::find(catalog, settings)?;
    let printed = document::Document::new(catalog.database, &found, settings).text();
    let (printed, kept) = match &settings.patch_file {
        Some(path) => patch::apply_or_revert(&printed, kept, path)?,
        None => (printed, kept.to_owned()),
    };
    Ok(Comparable { printed, kept })
}
