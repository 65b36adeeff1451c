//! Groups changes by the kind of object, and adds their consequences: a rebuilt table loses its
//! indexes and triggers, and views and triggers elsewhere must not mention it at that moment.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, Index, Object, ObjectName, QualifiedName, Table, Trigger, View};

use super::affected::affected;
use super::alter::{self, Way};
use super::collations;
use super::ddl::closed;
use super::order::{references, tables, views};
use super::rowid;
use crate::change::{Change, Hazard, Unsupported};

/// All changes, grouped.
pub(super) struct GroupedChanges<'c> {
    from: &'c Catalog,
    to: &'c Catalog,
    /// Referencing tables come first.
    pub(super) dropped_tables: Vec<&'c Table>,
    pub(super) created_tables: Vec<&'c Table>,
    pub(super) altered_tables: Vec<(&'c Table, &'c Table)>,
    pub(super) dropped_indexes: BTreeSet<String>,
    pub(super) created_indexes: Vec<NewIndex<'c>>,
    /// Views that use others come last.
    pub(super) dropped_views: Vec<String>,
    pub(super) created_views: Vec<&'c View>,
    /// The trigger's table or view, and its name.
    pub(super) dropped_triggers: BTreeSet<(QualifiedName, String)>,
    pub(super) created_triggers: Vec<(QualifiedName, &'c Trigger)>,
}

/// An index that is created.
pub(super) struct NewIndex<'c> {
    pub(super) table: &'c str,
    pub(super) index: &'c Index,
    /// Whether rows may exist that it did not cover before.
    pub(super) on_rows: bool,
}

/// The names of dropped and created objects.
#[derive(Default)]
struct Names {
    dropped: BTreeSet<ObjectName>,
    created: BTreeSet<ObjectName>,
}

impl<'c> GroupedChanges<'c> {
    pub(super) fn of(
        changes: &[Change],
        from: &'c Catalog,
        to: &'c Catalog,
    ) -> Result<Self, Vec<Unsupported>> {
        let mut names = Names::default();
        let mut altered = Vec::new();
        let mut impossible = Vec::new();
        for change in changes {
            match change {
                Change::Rename(_) => {}
                Change::Drop(object) => names.drop(object),
                Change::Create(object) => names.create(object),
                Change::Alter { from: was, to: is } => match (was.as_ref(), is.as_ref()) {
                    (Object::Table(was), Object::Table(_)) => altered.push(was.name.clone()),
                    (was, is) => {
                        names.drop(was);
                        names.create(is);
                    }
                },
            }
            if !is_known(change) {
                impossible.push(Unsupported {
                    object: change.object(),
                    reason: "SQLite has nothing of this kind; on a table it changes with the \
                             whole table"
                        .to_owned(),
                });
            }
        }
        if !impossible.is_empty() {
            return Err(impossible);
        }
        let altered: Vec<(&Table, &Table)> = altered
            .iter()
            .filter_map(|name| from.table(name).zip(to.table(name)))
            .collect();
        Ok(Self::complete(names, altered, from, to))
    }

    fn complete(
        mut names: Names,
        altered_tables: Vec<(&'c Table, &'c Table)>,
        from: &'c Catalog,
        to: &'c Catalog,
    ) -> Self {
        let again: BTreeSet<&QualifiedName> = altered_tables
            .iter()
            .filter(|(from, to)| !matches!(alter::way(from, to), Way::Columns { .. }))
            .map(|(from, _)| &from.name)
            .collect();
        let affected = affected(&names.dropped, &altered_tables, from);
        names.affect(&affected, to);
        names.make_again(&again, &affected, from, to);
        Self {
            dropped_tables: tables(&names.dropped, from),
            created_tables: chosen(&to.tables, |table| {
                names
                    .created
                    .contains(&ObjectName::Table(table.name.clone()))
            }),
            dropped_indexes: names.dropped_indexes(),
            created_indexes: created_indexes(&names, from, to),
            dropped_views: views(&names.dropped, from)
                .into_iter()
                .map(|view| view.name.name.clone())
                .collect(),
            created_views: views(&names.created, to),
            dropped_triggers: names.dropped_triggers(),
            created_triggers: created_triggers(&names, to),
            altered_tables,
            from,
            to,
        }
    }

    /// Returns true if dropping a table may affect rows that reference it.
    pub(super) fn needs_foreign_keys_off(&self) -> bool {
        let again = self
            .altered_tables
            .iter()
            .any(|(from, to)| matches!(alter::way(from, to), Way::Rebuild));
        let mut left: Vec<&Table> = self.from.tables.iter().collect();
        let mut referenced = false;
        for dropped in &self.dropped_tables {
            left.retain(|table| table.name != dropped.name);
            referenced |= left.iter().any(|table| references(table, dropped));
        }
        again || referenced
    }

    /// Returns the original text of an object's statement, if it contains comments.
    pub(super) fn text(&self, object: &ObjectName) -> Option<String> {
        let text = self.to.makers.0.get(object)?.text.as_deref();
        text.map(closed)
    }

    /// Returns the hazard that rows change their rowid and something depends on it.
    pub(super) fn loses_rowids(&self, from: &Table, to: &Table) -> Option<Hazard> {
        rowid::changes(from, to, self.from)
    }

    /// Returns the hazards that foreign keys no longer match rows of a table.
    pub(super) fn unmatched(&self, from: &Table, to: &Table) -> Vec<Hazard> {
        collations::unmatched(from, to, self.to)
    }

    /// Returns an unused name for a table during its rebuild.
    pub(super) fn temporary(&self, table: &Table) -> String {
        free_name(&table.name.name, &[self.from, self.to])
    }
}

/// Returns a name that no object in these catalogs has.
pub(super) fn free_name(name: &str, catalogs: &[&Catalog]) -> String {
    let taken = |name: &str| {
        let mut tables = catalogs.iter().flat_map(|catalog| &catalog.tables);
        let mut views = catalogs.iter().flat_map(|catalog| &catalog.views);
        tables.any(|table| {
            let mut indexes = table.indexes.iter();
            table.name.name.eq_ignore_ascii_case(name)
                || indexes.any(|index| index.name.eq_ignore_ascii_case(name))
        }) || views.any(|view| view.name.name.eq_ignore_ascii_case(name))
    };
    let mut free = format!("new_{name}");
    while taken(&free) {
        free.insert_str(0, "new_");
    }
    free
}

fn is_known(change: &Change) -> bool {
    let known = |object: &Object| {
        matches!(
            object,
            Object::Table(_) | Object::Index(..) | Object::Trigger(..) | Object::View(_)
        )
    };
    match change {
        Change::Rename(_) => true,
        Change::Create(object) | Change::Drop(object) => known(object),
        Change::Alter { to, .. } => known(to),
    }
}

impl Names {
    fn drop(&mut self, object: &Object) {
        self.dropped.insert(object.name());
    }

    fn create(&mut self, object: &Object) {
        self.created.insert(object.name());
    }

    /// Drops affected objects, and recreates those that remain.
    fn affect(&mut self, affected: &BTreeSet<ObjectName>, to: &Catalog) {
        for object in affected {
            let stays = match object {
                ObjectName::View(name) => to.views.iter().any(|view| view.name == *name),
                ObjectName::Trigger(on, name) => {
                    triggers(to).any(|(of, trigger)| of == on && trigger.name == *name)
                }
                _ => false,
            };
            self.dropped.insert(object.clone());
            if stays {
                self.created.insert(object.clone());
            }
        }
    }

    /// Drops and recreates indexes and triggers with their table or view. A trigger on a rebuilt
    /// table is dropped earlier if it uses something else that changes: the first of two tables is
    /// renamed while the second still has its triggers.
    fn make_again(
        &mut self,
        again: &BTreeSet<&QualifiedName>,
        affected: &BTreeSet<ObjectName>,
        from: &Catalog,
        to: &Catalog,
    ) {
        let gone: BTreeSet<QualifiedName> = self
            .dropped
            .iter()
            .filter_map(|object| match object {
                ObjectName::Table(name) | ObjectName::View(name) => Some(name.clone()),
                _ => None,
            })
            .chain(again.iter().map(|name| (*name).clone()))
            .collect();
        self.dropped.retain(|object| {
            let goes_along = object.owner().is_some_and(|owner| gone.contains(owner));
            let on_recreated = object.owner().is_some_and(|owner| again.contains(owner));
            !goes_along || on_recreated && affected.contains(object)
        });
        let made: BTreeSet<&QualifiedName> = again.iter().copied().collect();
        for table in to.tables.iter().filter(|table| made.contains(&table.name)) {
            for index in &table.indexes {
                let name = ObjectName::Index(table.name.clone(), index.name.clone());
                self.created.insert(name);
            }
        }
        let views: BTreeSet<ObjectName> = self.created.clone();
        for (on, trigger) in triggers(to) {
            let view = views.contains(&ObjectName::View(on.clone()))
                && from.views.iter().any(|view| view.name == *on);
            if view || made.contains(on) {
                let name = ObjectName::Trigger(on.clone(), trigger.name.clone());
                self.created.insert(name);
            }
        }
    }

    fn dropped_indexes(&self) -> BTreeSet<String> {
        let indexes = self.dropped.iter().filter_map(|object| match object {
            ObjectName::Index(_, name) => Some(name.clone()),
            _ => None,
        });
        indexes.collect()
    }

    fn dropped_triggers(&self) -> BTreeSet<(QualifiedName, String)> {
        let triggers = self.dropped.iter().filter_map(|object| match object {
            ObjectName::Trigger(on, name) => Some((on.clone(), name.clone())),
            _ => None,
        });
        triggers.collect()
    }
}

/// Returns the triggers of tables and views.
pub(super) fn triggers(catalog: &Catalog) -> impl Iterator<Item = (&QualifiedName, &Trigger)> {
    let of_tables = catalog
        .tables
        .iter()
        .map(|table| (&table.name, &table.triggers));
    let of_views = catalog
        .views
        .iter()
        .map(|view| (&view.name, &view.triggers));
    of_tables
        .chain(of_views)
        .flat_map(|(on, triggers)| triggers.iter().map(move |trigger| (on, trigger)))
}

pub(super) fn chosen<T>(all: &[T], choose: impl Fn(&T) -> bool) -> Vec<&T> {
    all.iter().filter(|each| choose(each)).collect()
}

fn created_indexes<'c>(names: &Names, from: &'c Catalog, to: &'c Catalog) -> Vec<NewIndex<'c>> {
    let indexes = to.tables.iter().flat_map(|table| {
        let indexes = table.indexes.iter();
        indexes.map(move |index| (table, index))
    });
    let created = indexes.filter(|(table, index)| {
        let name = ObjectName::Index(table.name.clone(), index.name.clone());
        names.created.contains(&name)
    });
    let new = created.map(|(table, index)| NewIndex {
        table: &table.name.name,
        index,
        on_rows: from.table(&table.name).is_some_and(|before| {
            !before.indexes.contains(index) || collations::merges_keys(before, table, index)
        }),
    });
    new.collect()
}

fn created_triggers<'c>(names: &Names, to: &'c Catalog) -> Vec<(QualifiedName, &'c Trigger)> {
    let created = triggers(to).filter(|(on, trigger)| {
        let name = ObjectName::Trigger((*on).clone(), trigger.name.clone());
        names.created.contains(&name)
    });
    created.map(|(on, trigger)| (on.clone(), trigger)).collect()
}
