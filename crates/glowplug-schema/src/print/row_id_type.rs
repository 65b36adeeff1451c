//! Detects files that use `BigInt` for SQLite rowid keys although `diesel.toml` does not say so.

use glowplug::catalog::Catalog;

use super::{PrintSchema, document, tables};
use crate::dialect;

/// Returns the settings that keep a file as it is: if `diesel.toml` does not set it, an
/// `INTEGER PRIMARY KEY` that is `BigInt` in the file remains `BigInt`.
pub fn following(catalog: &Catalog, settings: &PrintSchema, kept: &str) -> PrintSchema {
    let is_said = settings.sqlite_integer_primary_key_is_bigint.is_some();
    let has_row_ids = !dialect::of(catalog.database)
        .capabilities()
        .row_id_names
        .is_empty();
    if is_said || !has_row_ids || !kept.contains("BigInt") {
        return settings.clone();
    }
    let wide = PrintSchema {
        sqlite_integer_primary_key_is_bigint: Some(true),
        ..settings.clone()
    };
    let print = |settings: &PrintSchema| {
        let found = tables::find(catalog, settings).ok()?;
        Some(document::Document::new(catalog.database, &found, settings).text())
    };
    let both = print(settings).zip(print(&wide));
    match both.is_some_and(|(narrow, broad)| says_wide(kept, &narrow, &broad)) {
        true => wide,
        false => settings.clone(),
    }
}

/// Returns true if a file declares a column of some table as only the wide text does.
fn says_wide(kept: &str, narrow: &str, broad: &str) -> bool {
    let pairs = blocks(narrow).zip(blocks(broad));
    let mut differing = pairs.filter(|(narrow, broad)| narrow != broad);
    differing.any(|(narrow, broad)| {
        let head = broad.lines().nth(1).unwrap_or_default();
        let mut own = blocks(kept).filter(|block| block.lines().nth(1) == Some(head));
        let says = |block: &str| {
            let new = broad
                .lines()
                .filter(|line| !narrow.lines().any(|old| old == *line));
            new.into_iter()
                .any(|line| block.lines().any(|kept| kept == line))
        };
        own.any(says)
    })
}

/// Returns the text of each `table!`, from its brace on.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("table! {").skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_whether_a_key_is_wide() {
        let table = |name: &str, key: &str| {
            format!("diesel::table! {{\n    {name} (id) {{\n        id -> {key},\n    }}\n}}\n\n")
        };
        let narrow = table("a", "Integer") + &table("b", "BigInt");
        let broad = table("a", "BigInt") + &table("b", "BigInt");
        assert!(says_wide(&broad, &narrow, &broad));
        assert!(!says_wide(&narrow, &narrow, &broad));
        assert!(!says_wide(&table("b", "BigInt"), &narrow, &broad));
    }
}
