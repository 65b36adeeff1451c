//! Derived names: names that the server, or a person, made from the name of a table or column that
//! was renamed.

use glowplug::catalog::{Catalog, Constraint, Index, ObjectName, QualifiedName, Sequence};
use glowplug::dialect::RenamedConstraints;

use super::question::{same_constraint, same_index};
use crate::change::Rename;
use crate::dialect;

/// Returns renames of constraints, indexes and sequences that are equal in all but the name, and
/// whose new name is the old one with the renamed parts replaced.
pub(super) fn followers(now: &Catalog, to: &Catalog, renames: &[Rename]) -> Vec<Rename> {
    let words: Vec<(String, String)> = renames.iter().filter_map(words).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let can = dialect::of(now.database).capabilities().renames;
    let mut found = Vec::new();
    for new in &to.tables {
        if let Some(old) = now.table(&new.name) {
            if can.constraints == RenamedConstraints::All {
                constraints(old, new, &words, &mut found);
            }
            if can.indexes {
                indexes(&new.name, (&old.indexes, &new.indexes), &words, &mut found);
            }
        }
    }
    for sequence in &now.sequences {
        let gone = !to.sequences.iter().any(|other| other.name == sequence.name);
        let names = to.sequences.iter().filter(|_| gone);
        let same = |other: &&Sequence| {
            let named = QualifiedName {
                schema: other.name.schema.clone(),
                name: sequence.name.name.clone(),
            };
            named == sequence.name
                && follows(&sequence.name.name, &other.name.name, &words)
                && other.owner == sequence.owner
        };
        found.extend(names.filter(same).map(|other| Rename::Object {
            object: ObjectName::Sequence(sequence.name.clone()),
            to: other.name.name.clone(),
        }));
    }
    found
}

/// Returns the names before and after a rename of a table or column.
fn words(rename: &Rename) -> Option<(String, String)> {
    let Rename::Object { object, to } = rename else {
        return None;
    };
    match object {
        ObjectName::Table(name) => Some((name.name.clone(), to.clone())),
        ObjectName::Column(_, name) => Some((name.clone(), to.clone())),
        _ => None,
    }
}

/// Returns true if the new name is the old one with some of these words replaced.
fn follows(old: &str, new: &str, words: &[(String, String)]) -> bool {
    let all = words
        .iter()
        .fold(old.to_owned(), |name, (old, new)| name.replace(old, new));
    let one = |(word, by): &(String, String)| {
        old.replace(word, by) == new || old.replacen(word, by, 1) == new
    };
    old != new && (all == new || words.iter().any(one))
}

fn constraints(
    old: &glowplug::catalog::Table,
    new: &glowplug::catalog::Table,
    words: &[(String, String)],
    found: &mut Vec<Rename>,
) {
    let there = |list: &[Constraint], name: &str| list.iter().any(|one| one.label() == name);
    for constraint in &old.constraints {
        let name = constraint.label();
        let mut others = new.constraints.iter().filter(|other| {
            !there(&old.constraints, &other.label())
                && follows(&name, &other.label(), words)
                && same_constraint(constraint, other)
        });
        if let (false, Some(other)) = (there(&new.constraints, &name), others.next()) {
            found.push(Rename::Object {
                object: ObjectName::Constraint(old.name.clone(), name),
                to: other.label(),
            });
        }
    }
}

fn indexes(
    on: &QualifiedName,
    (old, new): (&[Index], &[Index]),
    words: &[(String, String)],
    found: &mut Vec<Rename>,
) {
    let there = |list: &[Index], name: &str| list.iter().any(|one| one.name == name);
    for index in old.iter().filter(|index| !there(new, &index.name)) {
        let mut others = new.iter().filter(|other| {
            !there(old, &other.name)
                && follows(&index.name, &other.name, words)
                && same_index(index, other)
        });
        if let Some(other) = others.next() {
            found.push(Rename::Object {
                object: ObjectName::Index(on.clone(), index.name.clone()),
                to: other.name.clone(),
            });
        }
    }
}
