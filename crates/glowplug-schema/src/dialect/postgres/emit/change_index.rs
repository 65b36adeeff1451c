//! Lookup tables for the changes and for both catalogs, by name.

use std::collections::HashMap;

use glowplug::catalog::{Catalog, Object, ObjectName, QualifiedName, Table};

use crate::change::Change;

/// Positions of the changes that create, drop and alter an object, by its name.
#[derive(Default)]
pub(super) struct ChangeIndex {
    pub(super) creates: HashMap<ObjectName, usize>,
    pub(super) drops: HashMap<ObjectName, usize>,
    pub(super) alters: HashMap<ObjectName, usize>,
}

impl ChangeIndex {
    pub(super) fn new(changes: &[Change]) -> Self {
        let mut outline = Self::default();
        for (position, change) in changes.iter().enumerate() {
            let list = match change {
                Change::Create(_) => &mut outline.creates,
                Change::Drop(_) => &mut outline.drops,
                Change::Alter { .. } => &mut outline.alters,
                Change::Rename(_) => continue,
            };
            list.insert(change.object(), position);
        }
        outline
    }

    /// Returns true if the table is created here, so that it has no rows and nobody else uses it.
    pub(super) fn is_new(&self, table: &QualifiedName) -> bool {
        self.creates.contains_key(&ObjectName::Table(table.clone()))
    }

    /// Returns true if a change creates, drops or alters an object.
    pub(super) fn touches(&self, object: &ObjectName) -> bool {
        [&self.creates, &self.drops, &self.alters]
            .iter()
            .any(|list| list.contains_key(object))
    }

    /// Returns true if a change creates, drops or alters a column.
    pub(super) fn touches_column(&self, table: &QualifiedName, column: &str) -> bool {
        self.touches(&ObjectName::Column(table.clone(), column.to_owned()))
    }
}

/// A catalog with its tables and dependencies by name.
pub(super) struct Side<'a> {
    pub(super) catalog: &'a Catalog,
    tables: HashMap<&'a QualifiedName, &'a Table>,
    users: HashMap<&'a ObjectName, Vec<&'a ObjectName>>,
    uses: HashMap<&'a ObjectName, Vec<&'a ObjectName>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let mut users: HashMap<_, Vec<_>> = HashMap::new();
        let mut uses: HashMap<_, Vec<_>> = HashMap::new();
        for dependency in &catalog.dependencies {
            users
                .entry(&dependency.uses)
                .or_default()
                .push(&dependency.object);
            uses.entry(&dependency.object)
                .or_default()
                .push(&dependency.uses);
        }
        Self {
            catalog,
            tables: catalog
                .tables
                .iter()
                .map(|table| (&table.name, table))
                .collect(),
            users,
            uses,
        }
    }

    pub(super) fn table(&self, name: &QualifiedName) -> Option<&'a Table> {
        self.tables.get(name).copied()
    }

    /// Returns the objects that depend on an object.
    pub(super) fn users(&self, object: &ObjectName) -> &[&'a ObjectName] {
        self.users.get(object).map_or(&[], Vec::as_slice)
    }

    /// Returns the objects that an object depends on.
    pub(super) fn uses(&self, object: &ObjectName) -> &[&'a ObjectName] {
        self.uses.get(object).map_or(&[], Vec::as_slice)
    }
}

/// Returns the name of the table that an object is, or is a part of.
pub(super) fn table_of(object: &Object) -> Option<QualifiedName> {
    match object {
        Object::Table(table) => Some(table.name.clone()),
        other => other.name().owner().cloned(),
    }
}
