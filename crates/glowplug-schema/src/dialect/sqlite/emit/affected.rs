//! Finds the views and triggers that must not exist while tables are dropped or rebuilt.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, Dependency, ObjectName, Table};

use super::alter::{self, Way};
use super::grouped_changes::triggers;
use super::words_of;

/// Returns the views and triggers that must not exist while tables are dropped, rebuilt, or lose
/// columns; and views that are broken already, on which every rename would fail.
pub(super) fn affected(
    dropped: &BTreeSet<ObjectName>,
    altered: &[(&Table, &Table)],
    from: &Catalog,
) -> BTreeSet<ObjectName> {
    let mut moved: BTreeSet<ObjectName> = BTreeSet::new();
    let mut affected = BTreeSet::new();
    let mut looks_at_all = false;
    for (was, is) in altered {
        match alter::way(was, is) {
            Way::Columns { dropped, .. } => {
                looks_at_all |= !dropped.is_empty();
                let users = users(&ObjectName::Table(was.name.clone()), &from.dependencies);
                let gone: Vec<String> = dropped
                    .iter()
                    .map(|column| column.name.to_lowercase())
                    .collect();
                affected.extend(users.into_iter().filter(|user| {
                    let words = words_of(text(user, from));
                    gone.iter().any(|column| words.contains(column))
                }));
                for trigger in &was.triggers {
                    let words = words_of(&trigger.definition);
                    if gone.iter().any(|column| words.contains(column)) {
                        affected
                            .insert(ObjectName::Trigger(was.name.clone(), trigger.name.clone()));
                    }
                }
            }
            Way::Rebuild | Way::Replace => {
                moved.insert(ObjectName::Table(was.name.clone()));
            }
        }
    }
    if looks_at_all || !moved.is_empty() {
        let broken = from.views.iter().filter(|view| view.columns.is_empty());
        affected.extend(broken.map(|view| ObjectName::View(view.name.clone())));
    }
    moved.extend(
        dropped
            .iter()
            .filter(|object| matches!(object, ObjectName::Table(_) | ObjectName::View(_)))
            .cloned(),
    );
    moved.extend(affected.iter().cloned());
    for object in &moved {
        affected.extend(users(object, &from.dependencies));
    }
    affected
}

/// Returns everything that uses an object, directly or indirectly.
fn users(object: &ObjectName, dependencies: &[Dependency]) -> BTreeSet<ObjectName> {
    let mut found = BTreeSet::new();
    let mut next = vec![object];
    while let Some(used) = next.pop() {
        for dependency in dependencies
            .iter()
            .filter(|dependency| dependency.uses == *used)
        {
            if found.insert(dependency.object.clone()) {
                next.push(&dependency.object);
            }
        }
    }
    found
}

/// Returns the text of a view or trigger.
fn text<'c>(object: &ObjectName, catalog: &'c Catalog) -> &'c str {
    match object {
        ObjectName::View(name) => catalog
            .views
            .iter()
            .find(|view| view.name == *name)
            .map_or("", |view| &view.query),
        ObjectName::Trigger(on, name) => triggers(catalog)
            .find(|(of, trigger)| *of == on && trigger.name == *name)
            .map_or("", |(_, trigger)| &trigger.definition),
        _ => "",
    }
}
