//! `schema.rs` from a catalog: the bytes that `diesel print-schema` 2.3 prints.
//!
//! Where Diesel prints nothing because of one table (it has no primary key, its key has a type that
//! Diesel refuses), the others are printed, and [`Printed::remarks`] says what is left out.
//!
//! | module | what |
//! | --- | --- |
//! | `settings` | `[print_schema]` of `diesel.toml` |
//! | `found`, `joins` | tables, columns and joins as Diesel finds them |
//! | `custom` | the types that the project has to define |
//! | `sheet`, `table`, `layout` | the text, laid out as `rustfmt` does it |
//! | `rustfmt` | when the program itself is needed |
//! | `patch` | `patch_file` |

mod custom;
mod found;
mod joins;
mod layout;
mod patch;
mod rustfmt;
mod settings;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use layout::{Page, Style};
pub use settings::{Docs, Filter, PrintSchema, PrintSchemas, Sorting, Together};

use crate::catalog::{Catalog, ObjectName};
use crate::error::Result;

/// A printed schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The text of `schema.rs`.
    pub text: String,
    /// Tables and columns that cannot stand in it.
    pub left_out: Vec<ObjectName>,
    /// Why they cannot, in words.
    pub remarks: Vec<String>,
}

/// What is printed of a schema, and what is kept in its place, so that both can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparable {
    /// What is printed.
    pub printed: String,
    /// What is kept.
    pub kept: String,
}

/// Prints a schema. Reads the `patch_file` if there is one, and starts `rustfmt` only where its
/// settings or odd names need it.
///
/// # Errors
/// Settings that this database does not know; a patch that cannot be read or does not fit.
pub fn print_schema(catalog: &Catalog, settings: &PrintSchema) -> Result<Printed> {
    let found = found::find(catalog, settings)?;
    let sheet = sheet::Sheet::new(catalog.database, &found, settings);
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

/// Prints a schema to compare it with a text that was edited. Where the `patch_file` does not fit
/// what is printed (it was changed with the text) it is taken back from the text.
///
/// # Errors
/// Settings that this database does not know; a patch that cannot be read.
pub fn comparable(catalog: &Catalog, settings: &PrintSchema, kept: &str) -> Result<Comparable> {
    let found = found::find(catalog, settings)?;
    let printed = sheet::Sheet::new(catalog.database, &found, settings).text();
    let (printed, kept) = match &settings.patch_file {
        Some(path) => patch::apply_or_revert(&printed, kept, path)?,
        None => (printed, kept.to_owned()),
    };
    Ok(Comparable { printed, kept })
}
