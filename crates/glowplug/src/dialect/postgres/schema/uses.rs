//! What uses what.

use std::collections::HashMap;

use super::found::{Alias, Class, Oid, Use};
use crate::catalog::{Dependency, ObjectName};

/// The names of objects by their numbers.
#[derive(Default)]
pub(super) struct Names {
    objects: HashMap<(Class, Oid), ObjectName>,
    columns: HashMap<(Oid, i16), ObjectName>,
    /// The types of rows, arrays and multiranges.
    aliases: HashMap<Oid, (Class, Oid)>,
    /// The columns that the data of an index or a constraint names.
    said: HashMap<(Class, Oid), Vec<String>>,
}

impl Names {
    pub(super) fn new(aliases: &[Alias]) -> Self {
        let aliases = aliases.iter();
        Self {
            aliases: aliases
                .map(|alias| (alias.id, (alias.class, alias.stands_for)))
                .collect(),
            ..Self::default()
        }
    }

    pub(super) fn insert(&mut self, class: Class, id: Oid, name: ObjectName) {
        self.objects.insert((class, id), name);
    }

    pub(super) fn insert_column(&mut self, table: Oid, number: i16, name: ObjectName) {
        self.columns.insert((table, number), name);
    }

    pub(super) fn says(&mut self, class: Class, id: Oid, columns: Vec<String>) {
        self.said.insert((class, id), columns);
    }

    /// The name of an object, of a column where the model has it as an object.
    fn find(&self, class: Class, id: Oid, number: i16) -> Option<&ObjectName> {
        if class == Class::Relation
            && let Some(column) = self.columns.get(&(id, number))
        {
            return Some(column);
        }
        if class == Class::Type
            && let Some((class, id)) = self.aliases.get(&id)
        {
            return self.find(*class, *id, 0);
        }
        self.objects.get(&(class, id))
    }

    /// What does not follow from the data, ordered.
    pub(super) fn dependencies(&self, uses: Vec<Use>) -> Vec<Dependency> {
        let mut found: Vec<_> = uses.into_iter().filter_map(|of| self.read(of)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn read(&self, of: Use) -> Option<Dependency> {
        let object = self.find(of.class, of.id, of.number)?;
        let uses = self.find(of.used_class, of.used_id, of.used_number)?;
        let said = self.said.get(&(of.class, of.id));
        if said.is_some_and(|said| is_said(said, uses)) || follows(object, uses) {
            return None;
        }
        Some(Dependency {
            object: object.clone(),
            uses: uses.clone(),
        })
    }
}

/// Whether it is one of these columns.
fn is_said(columns: &[String], uses: &ObjectName) -> bool {
    matches!(uses, ObjectName::Column(_, name) if columns.contains(name))
}

/// Whether the data itself says that one uses the other.
fn follows(object: &ObjectName, uses: &ObjectName) -> bool {
    use ObjectName::{Column, Constraint, Sequence, Table, View};
    match (object, uses) {
        // A partition, an heir; a foreign key; a sequence of a column.
        (Table(_) | Constraint(..), Table(_)) | (Sequence(_), Column(..)) => true,
        (part, Table(owner) | View(owner)) if part.owner() == Some(owner) => true,
        _ => object == uses,
    }
}
