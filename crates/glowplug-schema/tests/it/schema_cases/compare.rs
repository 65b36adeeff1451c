//! Comparing, with differences that can be read.

use std::fs;
use std::path::Path;

use glowplug::catalog::Catalog;

use super::versions;

/// Compares two schemas; the order of columns is no difference.
pub(super) fn catalogs(found: &Catalog, expected: &Catalog) -> Result<(), String> {
    let (found, expected) = (ordered(found), ordered(expected));
    if found == expected {
        return Ok(());
    }
    let (found, expected) = (format!("{found:#?}"), format!("{expected:#?}"));
    Err(format!(
        "the schema is not the expected one:\n{}",
        lines(&found, &expected)
    ))
}

fn ordered(catalog: &Catalog) -> Catalog {
    let mut catalog = catalog.clone();
    for table in &mut catalog.tables {
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
    }
    catalog
}

/// Compares a plan with the file, or writes it.
pub(super) fn plan(path: &Path, found: &str) -> Result<(), String> {
    if std::env::var_os("GLOWPLUG_BLESS").is_some() {
        let written = fs::write(path, found).and_then(|()| versions::tidy(path));
        return written.map_err(|error| error.to_string());
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if found == expected {
        return Ok(());
    }
    Err(format!(
        "the plan is not the expected one (GLOWPLUG_BLESS=1 writes it):\n{}",
        lines(found, &expected)
    ))
}

/// The lines that differ, with some before and behind.
fn lines(found: &str, expected: &str) -> String {
    let (found, expected): (Vec<&str>, Vec<&str>) =
        (found.lines().collect(), expected.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let start = found.iter().zip(&expected).take_while(same).count();
    let rest = found.len().min(expected.len()) - start;
    let end = found
        .iter()
        .rev()
        .zip(expected.iter().rev())
        .take(rest)
        .take_while(same)
        .count();
    let mut text = String::new();
    let before = start.saturating_sub(8);
    for line in &found[before..start] {
        text.push_str(&format!("  {line}\n"));
    }
    for (sign, side) in [('-', &expected), ('+', &found)] {
        for line in side[start..side.len() - end].iter().take(60) {
            text.push_str(&format!("{sign} {line}\n"));
        }
    }
    text
}
