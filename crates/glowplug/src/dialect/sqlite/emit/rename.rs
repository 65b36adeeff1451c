//! Renames. SQLite renames tables and columns, and rewrites what mentions them. Indexes, triggers,
//! views and constraints are made again under their new names.

use super::gather::Gathered;
use crate::catalog::{Catalog, Object, ObjectName, QualifiedName, Table};
use crate::change::{Change, HazardKind, Impossible, Rename, Step};
use crate::dialect::sqlite::tokens::tokens;
use crate::dialect::sqlite::words::name;

/// The steps of renames, and whether foreign keys must be off for them.
///
/// What is made again comes first: it is written as it was before tables and columns have other
/// names.
pub(super) fn renames(
    changes: &[Change],
    from: &Catalog,
) -> Result<(Vec<Step>, bool), Vec<Impossible>> {
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
            impossible.push(Impossible {
                object: object.clone(),
                reason: "SQLite has nothing of this kind".to_owned(),
            });
        }
    }
    if !impossible.is_empty() {
        return Err(impossible);
    }
    let differences = made_again(from, &renamed.again);
    let gathered = Gathered::of(&differences, from, &renamed.again)?;
    let mut steps = super::gone(&gathered);
    steps.extend(super::tables(&gathered));
    steps.extend(super::come(&gathered));
    for step in &mut steps {
        // Nothing about the keys of an index or the rows of a table is new.
        step.hazards
            .retain(|hazard| hazard.kind != HazardKind::MayFail);
    }
    steps.extend(renamed.kept.into_iter().map(Step::new));
    Ok((steps, gathered.needs_foreign_keys_off()))
}

/// What renames come to.
struct Renamed {
    /// The schema with what has to be made again under its new name.
    again: Catalog,
    /// What SQLite does by itself.
    kept: Vec<String>,
    /// Names of tables before and after.
    called: Vec<(QualifiedName, QualifiedName)>,
}

impl Renamed {
    /// Adds a rename; `false` when there is nothing of this kind.
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

    /// Renames a table; by way of another name where only the case changes, which SQLite takes
    /// for the same name.
    fn rename_table(&mut self, from: &str, to: &str) {
        let mut rename = |from: &str, to: &str| {
            let sql = format!("ALTER TABLE {} RENAME TO {}", name(from), name(to));
            self.kept.push(sql);
        };
        if from.eq_ignore_ascii_case(to) {
            let between = format!("new_{to}");
            rename(from, &between);
            rename(&between, to);
        } else {
            rename(from, to);
        }
    }

    /// What a table was called at first.
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

/// What has another name now, as changes.
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

/// Renames a view, also where others mention it.
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

/// A text with a name replaced wherever it stands.
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
