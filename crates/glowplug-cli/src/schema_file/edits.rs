//! Detects edits of `schema.rs` that no migration contains yet, which a run must not overwrite.

use std::path::Path;

use glowplug::catalog::Catalog;
use glowplug_schema::declare::Additions;
use glowplug_schema::drift::{Difference, DifferingName};
use glowplug_schema::print::{self, Docs, PrintSchema};

use super::declared::undeclared_names;
use crate::context::Context;
use crate::error::Result;

/// Returns the declarations of a file that match neither the schema after a run nor one before it.
///
/// # Errors
/// Settings that cannot be read.
pub(super) fn unexplained(
    context: &Context,
    (settings, path): (&PrintSchema, &Path),
    existing: &str,
    (before, after): (&[Catalog], &Catalog),
) -> Result<Vec<String>> {
    if !existing.contains("table!") || is_declared_in_sql(context)? {
        return Ok(Vec::new());
    }
    let files = vec![(settings.clone(), path.to_owned())];
    let tables = context.project.tables(files, Additions::none())?;
    let mut edits = match undeclared_names(&tables, after) {
        Ok(edits) => edits,
        Err(error) => return Ok(vec![format!("not readable: {error}")]),
    };
    for catalog in before {
        if edits.is_empty() {
            break;
        }
        // If the file does not fit the earlier schema, that one gives no information.
        if let Ok(differs) = undeclared_names(&tables, catalog) {
            edits.retain(|edit| differs.iter().any(|other| is_about(edit, other)));
        }
    }
    let edits = edits.into_iter();
    Ok(edits
        .map(|edit| format!("{} {}", edit.kind, edit.object))
        .collect())
}

/// Returns true if two findings may be about the same edit: the same object or a part of it,
/// missing from the file in both or in neither.
fn is_about(edit: &DifferingName, other: &DifferingName) -> bool {
    let [edited, found] = [edit, other].map(|finding| finding.object.as_str());
    let is_part = |part: &str, whole: &str| {
        let rest = part.strip_prefix(whole);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let left_out = |finding: &DifferingName| finding.difference == Difference::Unexpected;
    left_out(edit) == left_out(other) && (is_part(edited, found) || is_part(found, edited))
}

/// Returns the first line of each part of a file that was written by hand beside the declarations.
///
/// # Errors
/// Settings that cannot be read.
pub(super) fn handwritten(
    context: &Context,
    settings: &PrintSchema,
    (existing, printed): (&str, &str),
    before: &[Catalog],
) -> Result<Vec<String>> {
    let former = before.iter();
    let former = former.filter_map(|catalog| print::print_schema(catalog, settings).ok());
    let former: Vec<String> = former.map(|former| former.text).collect();
    let former = former.iter().map(String::as_str);
    let known: Vec<&str> = former.chain([printed]).collect();
    // Otherwise they are compared as comments of the database.
    let docs = settings.with_docs == Docs::Nothing || is_declared_in_sql(context)?;
    Ok(print::handwritten(existing, &known, docs))
}

/// Returns true if SQL declares the schema, so that `schema.rs` is only generated from it.
fn is_declared_in_sql(context: &Context) -> Result<bool> {
    let declared = context.project.settings()?.schema;
    Ok(declared.is_some_and(|path| path.extension().is_none_or(|extension| extension != "rs")))
}
