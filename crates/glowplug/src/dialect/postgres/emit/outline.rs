//! Which objects the changes create, drop and alter, and where in their order.

use std::collections::HashMap;

use crate::catalog::{Catalog, Object, ObjectName, QualifiedName, Table};
use crate::change::Change;

/// What changes, by name.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) creates: HashMap<ObjectName, usize>,
    pub(super) drops: HashMap<ObjectName, usize>,
    pub(super) alters: HashMap<ObjectName, usize>,
}

impl Outline {
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

    /// Whether a table comes into being here, so that it has no rows yet and nobody waits for it.
    pub(super) fn is_new(&self, table: &QualifiedName) -> bool {
        self.creates.contains_key(&ObjectName::Table(table.clone()))
    }

    /// Whether something about an object changes.
    pub(super) fn touches(&self, object: &ObjectName) -> bool {
        [&self.creates, &self.drops, &self.alters]
            .iter()
            .any(|list| list.contains_key(object))
    }

    /// Whether a column is new, goes, or becomes another.
    pub(super) fn touches_column(&self, table: &QualifiedName, column: &str) -> bool {
        self.touches(&ObjectName::Column(table.clone(), column.to_owned()))
    }
}

/// A catalog with its tables by name.
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

    /// What cannot be without an object.
    pub(super) fn users(&self, object: &ObjectName) -> &[&'a ObjectName] {
        self.users.get(object).map_or(&[], Vec::as_slice)
    }

    /// What an object cannot be without.
    pub(super) fn uses(&self, object: &ObjectName) -> &[&'a ObjectName] {
        self.uses.get(object).map_or(&[], Vec::as_slice)
    }
}

/// The name of the table that an object stands on.
pub(super) fn table_of(object: &Object) -> Option<QualifiedName> {
    match object {
        Object::Table(table) => Some(table.name.clone()),
        other => other.name().owner().cloned(),
    }
}
