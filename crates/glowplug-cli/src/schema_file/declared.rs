//! Compares the declarations of `schema.rs` with a database.

use glowplug::catalog::Catalog;
use glowplug_schema::drift::{self, DifferingName, Finding};
use glowplug_schema::generate::Tables;

use crate::error::Result;

/// Kinds of objects that `table!` cannot declare.
const NOT_DECLARABLE: &[&str] = &[
    "index", "sequence", "trigger", "view", "function", "policy", "rule",
];

/// Returns the differences between files of `table!` and a database.
///
/// # Errors
/// As [`Tables::target`].
pub(crate) fn undeclared(tables: &Tables, live: &Catalog) -> Result<Vec<Finding>> {
    let target = tables.target(live)?;
    let mut differences = drift::findings(&target.catalog, live);
    differences.retain(|finding| !NOT_DECLARABLE.contains(&finding.kind));
    Ok(differences)
}

/// Returns the names of what [`undeclared`] reports.
///
/// # Errors
/// As [`Tables::target`].
pub(super) fn undeclared_names(tables: &Tables, live: &Catalog) -> Result<Vec<DifferingName>> {
    let target = tables.target(live)?;
    let mut differences = drift::differing_names(&target.catalog, live);
    differences.retain(|differing| !NOT_DECLARABLE.contains(&differing.kind));
    Ok(differences)
}
