//! Effects of a changed collation on keys and foreign keys.

use glowplug::catalog::{ConstraintKind, ForeignKey, QualifiedName, Table};

use super::alteration::Alteration;
use super::grouped_changes::GroupedChanges;
use super::hazards::may_fail;
use super::options::collation;

/// Returns true if equal texts certainly stay equal, as those do that have the same bytes. Some
/// collations ignore trailing spaces.
fn keeps_equal(was: &str, is: &str) -> bool {
    let by_bytes = was.ends_with("_bin") || was == "binary";
    was == is || by_bytes && (counts_blanks(was) || !counts_blanks(is))
}

/// Returns true if a collation does not ignore trailing spaces.
fn counts_blanks(collation: &str) -> bool {
    collation.contains("nopad") || collation.contains("_0900_") || collation == "binary"
}

/// Adds a hazard for each key whose values may become equal by a new collation.
pub(super) fn merge(
    alteration: &mut Alteration,
    work: &GroupedChanges<'_>,
    column: &str,
    [was, is]: [&str; 2],
) {
    let name = alteration.table().clone();
    let (Some(before), Some(after)) = (work.from.table(&name), work.to.table(&name)) else {
        return;
    };
    if keeps_equal(is, was) {
        return;
    }
    for key in kept_keys(before, after, column) {
        let why = format!("rows may have the same values in {key} by {is}");
        let safer = "look for values that are equal by the new collation before";
        alteration.hazards([may_fail(why, safer)]);
    }
}

/// Returns the unchanged unique keys that contain a column; new ones have a hazard of their own.
fn kept_keys(before: &Table, after: &Table, column: &str) -> Vec<String> {
    let constraints = after
        .constraints
        .iter()
        .filter(|one| before.constraints.contains(one));
    let constraints = constraints.filter_map(|one| match &one.kind {
        ConstraintKind::PrimaryKey { columns, .. } if holds(columns, column) => {
            Some("the primary key".to_owned())
        }
        ConstraintKind::Unique { columns, .. } if holds(columns, column) => {
            Some(format!("`{}`", one.label()))
        }
        _ => None,
    });
    let indexes = after.indexes.iter().filter(|index| {
        let mut columns = index.keys.iter().map(|key| key.column.as_deref());
        index.unique && before.indexes.contains(index) && columns.any(|one| one == Some(column))
    });
    constraints
        .chain(indexes.map(|index| format!("`{}`", index.name)))
        .collect()
}

fn holds(columns: &[String], column: &str) -> bool {
    columns.iter().any(|one| one == column)
}

/// Returns true if a foreign key may no longer match rows that it matched.
pub(super) fn unmatches(
    table: &QualifiedName,
    key: &ForeignKey,
    work: &GroupedChanges<'_>,
) -> bool {
    let own = key.columns.iter().map(|column| (table, column));
    let other = key
        .referenced
        .iter()
        .map(|column| (&key.references, column));
    own.chain(other).any(|(table, column)| {
        let sides = collations(table, column, work);
        sides.is_some_and(|[was, is]| !keeps_equal(&was, &is))
    })
}

/// Returns the collations of a text column before and after.
pub(super) fn collations(
    table: &QualifiedName,
    column: &str,
    work: &GroupedChanges<'_>,
) -> Option<[String; 2]> {
    let (before, after) = (work.from.table(table)?, work.to.table(table)?);
    let was = collation(before.column(column)?, before, work.from)?;
    let is = collation(after.column(column)?, after, work.to)?;
    Some([was, is])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bytes_are_equal_to_nothing_else() {
        for (was, is) in [
            ("utf8mb4_bin", "utf8mb4_general_ci"),
            ("latin1_bin", "utf8mb4_bin"),
            ("utf8mb4_0900_bin", "utf8mb4_bin"),
            ("utf8mb4_nopad_bin", "utf8mb4_0900_ai_ci"),
            ("utf8mb4_general_ci", "utf8mb4_general_ci"),
        ] {
            assert!(keeps_equal(was, is), "{was} {is}");
        }
        for (was, is) in [
            ("utf8mb4_general_ci", "utf8mb4_bin"),
            ("utf8mb4_general_ci", "utf8mb4_unicode_ci"),
            ("utf8mb4_bin", "utf8mb4_0900_ai_ci"),
            ("utf8mb4_bin", "utf8mb4_uca1400_nopad_ai_ci"),
        ] {
            assert!(!keeps_equal(was, is), "{was} {is}");
        }
    }
}
