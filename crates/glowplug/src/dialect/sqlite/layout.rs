//! Formats parts of definitions.

use super::quote;
use crate::catalog::{Deferral, ForeignKey};

/// Formats a foreign key as a table constraint.
pub fn foreign_key(key: &ForeignKey, deferral: Deferral) -> String {
    format!(
        "FOREIGN KEY ({}) {}",
        quote::names(&key.columns),
        references(key, deferral)
    )
}

/// Formats a foreign key as a column constraint.
pub fn references(key: &ForeignKey, deferral: Deferral) -> String {
    let mut text = format!("REFERENCES {}", quote::name(&key.references.name));
    if !key.referenced.is_empty() {
        text.push_str(&format!(" ({})", quote::names(&key.referenced)));
    }
    for (when, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        let Some(action) = action.written() else {
            continue;
        };
        text.push_str(&format!(" ON {when} {action}"));
    }
    if deferral == Deferral::InitiallyDeferred {
        text.push_str(" DEFERRABLE INITIALLY DEFERRED");
    }
    text
}
