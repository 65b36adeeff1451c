//! Dependencies between the objects of one catalog: those that the server reports, and those that
//! follow from the model.

use std::collections::HashMap;

use glowplug::catalog::{
    Catalog, Column, Constraint, ConstraintKind, DataType, ForeignKey, Index, ObjectName,
    QualifiedName, Table, TypeName,
};
use glowplug::dialect::Capabilities;

use super::inherited::parents;
use super::mentions::words;
use super::object_ref::ObjectRef;
use super::pairs::{Id, Names, Pairs};

/// The dependencies between the objects of one catalog.
#[derive(Debug, Default)]
pub(super) struct Dependencies {
    /// The objects that each object uses.
    pub(super) uses: Vec<Vec<Id>>,
    /// The users of each object.
    pub(super) users: Vec<Vec<Id>>,
}

impl Dependencies {
    /// Collects the dependencies in a catalog.
    pub(super) fn of(catalog: &Catalog, items: &[ObjectRef<'_>], pairs: &Pairs<'_>) -> Self {
        let mut reader = Reader {
            names: &pairs.names,
            tables: catalog.tables.iter().map(|t| (&t.name, t)).collect(),
            can: pairs.can,
            used: Vec::new(),
        };
        let mut uses = vec![Vec::new(); pairs.pairs.len()];
        for item in items {
            if let Some(id) = pairs.id(*item) {
                reader.read(*item);
                uses[id].append(&mut reader.used);
            }
        }
        for dependency in &catalog.dependencies {
            let object = pairs.names.find(&dependency.object);
            if let (Some(object), Some(used)) = (object, pairs.names.find(&dependency.uses)) {
                uses[object].push(used);
            }
        }
        let mut users = vec![Vec::new(); uses.len()];
        for (id, uses) in uses.iter_mut().enumerate() {
            uses.sort_unstable();
            uses.dedup();
            uses.retain(|used| *used != id);
            for used in uses {
                users[*used].push(id);
            }
        }
        Self { uses, users }
    }

    /// Returns true if one object uses another.
    pub(super) fn uses(&self, object: Id, used: Id) -> bool {
        self.uses[object].binary_search(&used).is_ok()
    }
}

/// Collects the objects that one object uses.
struct Reader<'a> {
    names: &'a Names,
    tables: HashMap<&'a QualifiedName, &'a Table>,
    can: &'static Capabilities,
    used: Vec<Id>,
}

impl Reader<'_> {
    fn add(&mut self, name: &ObjectName) {
        self.used.extend(self.names.find(name));
    }

    fn read(&mut self, item: ObjectRef<'_>) {
        if let Some(schema) = item.schema() {
            self.add(&ObjectName::Schema(schema.to_owned()));
        }
        match item {
            ObjectRef::Domain(domain) => self.data_type(&domain.data_type),
            ObjectRef::Composite(composite) => {
                for (_, data_type, _) in &composite.attributes {
                    self.data_type(data_type);
                }
            }
            ObjectRef::Sequence(sequence) => {
                if let Some((table, column)) = &sequence.owner {
                    self.add(&ObjectName::Column(table.clone(), column.clone()));
                }
            }
            ObjectRef::Table(table) => self.table(table),
            ObjectRef::Column(table, column) => self.column(table, column),
            ObjectRef::Constraint(table, constraint) => self.constraint(table, constraint),
            ObjectRef::Index(on, index) => self.index(on, index),
            ObjectRef::Trigger(on, _) | ObjectRef::Policy(on, _) | ObjectRef::Rule(on, _) => {
                self.owner(on)
            }
            _ => {}
        }
    }

    fn owner(&mut self, name: &QualifiedName) {
        self.add(&ObjectName::Table(name.clone()));
        self.add(&ObjectName::View(name.clone()));
    }

    fn table(&mut self, table: &Table) {
        for parent in parents(table) {
            self.add(&ObjectName::Table(parent.clone()));
        }
        if self.can.table_rebuild {
            let keys = table.constraints.iter().filter_map(Constraint::foreign_key);
            for key in keys {
                self.add(&ObjectName::Table(key.references.clone()));
            }
        }
        for index in &table.indexes {
            if follows_index(table, &index.name) {
                self.add(&ObjectName::Index(table.name.clone(), index.name.clone()));
            }
        }
    }

    fn columns<'n>(&mut self, table: &QualifiedName, names: impl IntoIterator<Item = &'n String>) {
        for name in names {
            self.add(&ObjectName::Column(table.clone(), name.clone()));
        }
    }

    fn column(&mut self, table: &Table, column: &Column) {
        self.add(&ObjectName::Table(table.name.clone()));
        self.data_type(&column.data_type);
        if let Some(sequence) = &column.owned_sequence {
            self.add(&ObjectName::Sequence(sequence.clone()));
        }
        for parent in parents(table) {
            let name = ObjectName::Column(parent.clone(), column.name.clone());
            self.used.extend(self.names.exact(&name));
        }
        if let Some(generated) = &column.generated {
            self.expression(table, &generated.expression);
        }
    }

    /// Adds the columns that an expression uses, where the server does not report them.
    fn expression(&mut self, table: &Table, expression: &str) {
        if !self.can.reports_dependencies {
            for word in words(expression) {
                let columns = table.columns.iter().map(|column| &column.name);
                let found = columns.filter(|name| name.to_lowercase() == word);
                self.columns(&table.name, found);
            }
        }
    }

    fn data_type(&mut self, data_type: &DataType) {
        self.type_name(&data_type.name);
        if let Some(element) = &data_type.element {
            self.type_name(element);
        }
    }

    fn type_name(&mut self, name: &TypeName) {
        let Some(schema) = &name.schema else {
            return;
        };
        let name = QualifiedName::new(schema, &name.name);
        for name in [
            ObjectName::Enum(name.clone()),
            ObjectName::Domain(name.clone()),
            ObjectName::Composite(name.clone()),
            ObjectName::Range(name.clone()),
            ObjectName::Table(name.clone()),
            ObjectName::View(name),
        ] {
            self.add(&name);
        }
    }

    fn constraint(&mut self, table: &Table, constraint: &Constraint) {
        self.add(&ObjectName::Table(table.name.clone()));
        match &constraint.kind {
            ConstraintKind::PrimaryKey { columns, include }
            | ConstraintKind::Unique {
                columns, include, ..
            } => self.columns(&table.name, columns.iter().chain(include)),
            ConstraintKind::Check { expression } => self.expression(table, expression),
            ConstraintKind::Foreign(key) => {
                self.columns(&table.name, &key.columns);
                self.foreign_key(key);
            }
            ConstraintKind::Exclusion => {}
        }
    }

    fn foreign_key(&mut self, key: &ForeignKey) {
        self.add(&ObjectName::Table(key.references.clone()));
        self.columns(&key.references, &key.referenced);
        let Some(table) = self.tables.get(&key.references).copied() else {
            return;
        };
        for constraint in &table.constraints {
            if let ConstraintKind::PrimaryKey { columns, .. }
            | ConstraintKind::Unique { columns, .. } = &constraint.kind
                && same_set(columns, &key.referenced)
            {
                self.add(&ObjectName::Constraint(
                    table.name.clone(),
                    constraint.label(),
                ));
            }
        }
        for index in table.indexes.iter().filter(|index| index.unique) {
            let columns: Option<Vec<String>> =
                index.keys.iter().map(|key| key.column.clone()).collect();
            if columns.is_some_and(|columns| same_set(&columns, &key.referenced)) {
                self.add(&ObjectName::Index(table.name.clone(), index.name.clone()));
            }
        }
    }

    fn index(&mut self, on: &QualifiedName, index: &Index) {
        self.owner(on);
        let keys = index.keys.iter().filter_map(|key| key.column.as_ref());
        self.columns(on, keys.chain(&index.include));
        if let Some(table) = self.tables.get(on).copied() {
            for expression in index.keys.iter().filter_map(|key| key.expression.as_ref()) {
                self.expression(table, expression);
            }
        }
    }
}

/// Returns true if a table names this index as its replica identity.
pub(super) fn follows_index(table: &Table, index: &str) -> bool {
    let identity = table.replica_identity.as_deref().unwrap_or_default();
    let name = identity.strip_prefix("USING INDEX ");
    name.is_some_and(|name| unquoted(name) == index)
}

/// Removes the quotes that a name has in SQL.
fn unquoted(name: &str) -> String {
    let quoted = name
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    quoted.map_or_else(|| name.to_owned(), |inner| inner.replace("\"\"", "\""))
}

fn same_set(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|name| right.contains(name))
}
