//! Renames objects. SQLite renames tables and columns, and updates what mentions them. Indexes,
//! triggers, views and constraints are recreated under their new names.

use glowplug::catalog::{Catalog, Object, ObjectName, QualifiedName, Table};

use super::grouped_changes::GroupedChanges;
use crate::change::{Change, HazardKind, Rename, Step, Unsupported};
use crate::dialect::sqlite::quote::name;
use crate::dialect::sqlite::tokens::tokens;

/// Returns the steps for all renames, and whether foreign keys must be off for them.
///
/// Objects are recreated first, so that they are written with the old names of tables and columns.
pub(super) fn renames(
    changes: &[Change],
    from: &Catalog,
) -> Result<(Vec<Step>, bool), Vec<Unsupported>> {
    let mut renamed = Renamed {
        again: from.clone(),
        kept: Vec::new(),
        called: Vec::new(),
    };
    let mut impossible = Vec::new();
    for change in changes {
        if let Change::Rename(Rename::Object { object, to }) = change
            && !renamed.rename(object, to)
        {
            impossible.push(Unsupported {
                object: object.clone(),
                reason: "SQLite has nothing of this kind".to_owned(),
            });
        }
    }
    if !impossible.is_empty() {
        return Err(impossible);
    }
    renamed.forget_texts(from);
    let differences = made_again(from, &renamed.again);
    let gathered = GroupedChanges::of(&differences, from, &renamed.again)?;
    let mut steps = super::gone(&gathered);
    steps.extend(super::tables(&gathered));
    steps.extend(super::come(&gathered));
    for step in &mut steps {
        // Neither index keys nor rows change.
        step.hazards
            .retain(|hazard| hazard.kind != HazardKind::MayFail);
    }
    steps.extend(renamed.kept.into_iter().map(Step::new));
    Ok((steps, gathered.needs_foreign_keys_off()))
}

/// The result of the renames.
struct Renamed {
    /// The schema, in which the objects to be recreated have their new names.
    again: Catalog,
    /// The `ALTER TABLE … RENAME` statements, for what SQLite can rename in place.
    kept: Vec<String>,
    /// The names of tables before and after.
    called: Vec<(QualifiedName, QualifiedName)>,
}

impl Renamed {
    /// Discards the original texts of statements, which contain old names.
    fn forget_texts(&mut self, from: &Catalog) {
        self.again.makers.0.clear();
        for (is, was) in self.again.tables.iter_mut().zip(&from.tables) {
            if is != was {
                is.sql.0.clear();
            }
        }
    }

    /// Adds a rename; returns false if objects of this kind do not exist.
    fn rename(&mut self, object: &ObjectName, to: &str) -> bool {
        match object {
            ObjectName::Table(table) => {
                self.called.push((table.clone(), QualifiedName::plain(to)));
                self.rename_table(&table.name, to);
            }
            ObjectName::Column(table, column) => self.kept.push(format!(
                "ALTER TABLE {} RENAME COLUMN {} TO {}",
                name(&table.name),
                name(column),
                name(to)
            )),
            ObjectName::View(view) => rename_view(&mut self.again, view, to),
            ObjectName::Index(on, index) => {
                let on = self.before(on);
                rename_index(&mut self.again, &on, index, to);
            }
            ObjectName::Trigger(on, trigger) => {
                let on = self.before(on);
                rename_trigger(&mut self.again, &on, trigger, to);
            }
            ObjectName::Constraint(on, constraint) => {
                let on = self.before(on);
                rename_constraint(&mut self.again, &on, constraint, to);
            }
            _ => return false,
        }
        true
    }

    /// Renames a table. If only the case changes, which SQLite treats as the same name, this takes
    /// a temporary name in between.
    fn rename_table(&mut self, from: &str, to: &str) {
        let kept = &mut self.kept;
        let mut rename = |from: &str, to: &str| {
            kept.push(format!("ALTER TABLE {} RENAME TO {}", name(from), name(to)));
        };
        if from.eq_ignore_ascii_case(to) {
            let between = super::grouped_changes::free_name(to, &[&self.again]);
            rename(from, &between);
            rename(&between, to);
        } else {
            rename(from, to);
        }
    }

    /// Returns the original name of a table.
    fn before(&self, table: &QualifiedName) -> QualifiedName {
        let steps = self.called.iter().rev();
        steps.fold(
            table.clone(),
            |name, (was, is)| {
                if *is == name { was.clone() } else { name }
            },
        )
    }
}

/// Returns the objects whose names changed, as changes.
fn made_again(from: &Catalog, to: &Catalog) -> Vec<Change> {
    let mut changes = Vec::new();
    for (was, is) in from.tables.iter().zip(&to.tables) {
        if was.constraints != is.constraints {
            changes.push(Change::Alter {
                from: Box::new(Object::Table(Box::new(was.clone()))),
                to: Box::new(Object::Table(Box::new(is.clone()))),
            });
        }
        for (before, after) in was.indexes.iter().zip(&is.indexes) {
            if before != after {
                let object =
                    |index: &_| Object::Index(was.name.clone(), Box::new(Clone::clone(index)));
                changes.push(Change::Drop(object(before)));
                changes.push(Change::Create(object(after)));
            }
        }
    }
    let of_tables = |catalog: &Catalog| {
        let tables = catalog.tables.iter();
        tables
            .map(|table| (table.name.clone(), table.triggers.clone()))
            .collect::<Vec<_>>()
    };
    for ((on, before), (_, after)) in of_tables(from).into_iter().zip(of_tables(to)) {
        for (before, after) in before.into_iter().zip(after) {
            if before != after {
                changes.push(Change::Drop(Object::Trigger(on.clone(), Box::new(before))));
                changes.push(Change::Create(Object::Trigger(on.clone(), Box::new(after))));
            }
        }
    }
    for (was, is) in from.views.iter().zip(&to.views) {
        if was != is {
            changes.push(Change::Drop(Object::View(Box::new(was.clone()))));
            changes.push(Change::Create(Object::View(Box::new(is.clone()))));
        }
    }
    changes
}

fn table<'c>(catalog: &'c mut Catalog, called: &QualifiedName) -> Option<&'c mut Table> {
    catalog
        .tables
        .iter_mut()
        .find(|table| table.name == *called)
}

fn rename_index(catalog: &mut Catalog, on: &QualifiedName, index: &str, to: &str) {
    let table = table(catalog, on);
    let mut indexes = table.into_iter().flat_map(|table| &mut table.indexes);
    if let Some(index) = indexes.find(|each| each.name == index) {
        to.clone_into(&mut index.name);
    }
}

fn rename_constraint(catalog: &mut Catalog, on: &QualifiedName, constraint: &str, to: &str) {
    let table = table(catalog, on);
    let mut constraints = table.into_iter().flat_map(|table| &mut table.constraints);
    if let Some(constraint) = constraints.find(|each| each.name.as_deref() == Some(constraint)) {
        constraint.name = Some(to.to_owned());
    }
}

fn rename_trigger(catalog: &mut Catalog, on: &QualifiedName, trigger: &str, to: &str) {
    let tables = catalog.tables.iter_mut();
    let tables = tables.map(|table| (&table.name, &mut table.triggers));
    let views = catalog.views.iter_mut();
    let views = views.map(|view| (&view.name, &mut view.triggers));
    let on = tables.chain(views).find(|(name, _)| *name == on);
    let triggers = on.into_iter().flat_map(|(_, triggers)| triggers);
    for each in triggers.filter(|each| each.name == trigger) {
        each.definition = replaced_once(&each.definition, trigger, to);
        to.clone_into(&mut each.name);
    }
}

/// Renames a view, including its mentions elsewhere.
fn rename_view(catalog: &mut Catalog, view: &QualifiedName, to: &str) {
    let from = view.name.as_str();
    let users: Vec<ObjectName> = catalog
        .dependencies
        .iter()
        .filter(|dependency| dependency.uses == ObjectName::View(view.clone()))
        .map(|dependency| dependency.object.clone())
        .collect();
    for dependency in &mut catalog.dependencies {
        for object in [&mut dependency.object, &mut dependency.uses] {
            if *object == ObjectName::View(view.clone()) {
                *object = ObjectName::View(QualifiedName::plain(to));
            }
        }
    }
    let uses = |object: &ObjectName| users.contains(object);
    for each in &mut catalog.views {
        if uses(&ObjectName::View(each.name.clone())) {
            each.query = replaced(&each.query, from, to);
        }
        let renamed = each.name == *view;
        for trigger in &mut each.triggers {
            if renamed
                || uses(&ObjectName::Trigger(
                    each.name.clone(),
                    trigger.name.clone(),
                ))
            {
                trigger.definition = replaced(&trigger.definition, from, to);
            }
        }
        if renamed {
            to.clone_into(&mut each.name.name);
        }
    }
    for table in &mut catalog.tables {
        for trigger in &mut table.triggers {
            if uses(&ObjectName::Trigger(
                table.name.clone(),
                trigger.name.clone(),
            )) {
                trigger.definition = replaced(&trigger.definition, from, to);
            }
        }
    }
}

/// Replaces a name everywhere in a text.
fn replaced(text: &str, from: &str, to: &str) -> String {
    replaced_at_most(text, from, to, usize::MAX)
}

fn replaced_once(text: &str, from: &str, to: &str) -> String {
    replaced_at_most(text, from, to, 1)
}

fn replaced_at_most(text: &str, from: &str, to: &str, most: usize) -> String {
    let mut result = String::new();
    let mut end = 0;
    let found =
        tokens(text).filter(|token| token.is_name() && token.name().eq_ignore_ascii_case(from));
    for token in found.take(most) {
        result.push_str(&text[end..token.start]);
        result.push_str(&name(to));
        end = token.start + token.text.len();
    }
    result.push_str(&text[end..]);
    result
}
