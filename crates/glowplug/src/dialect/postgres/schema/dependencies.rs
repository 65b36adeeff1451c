//! Resolves the rows of `pg_depend` to dependencies between named objects.

use std::collections::HashMap;

use super::row::{Alias, Class, Oid, Use};
use crate::catalog::{Dependency, ObjectName};

/// An object, with the system catalog, OID and column number of something that it depends on.
pub(super) type Said = (ObjectName, Class, Oid, i16);

/// Names of objects by OID.
#[derive(Default)]
pub(super) struct Names {
    objects: HashMap<(Class, Oid), ObjectName>,
    columns: HashMap<(Oid, i16), ObjectName>,
    /// Types of rows, arrays and multiranges, by what they are derived from.
    aliases: HashMap<Oid, (Class, Oid)>,
    /// Columns that the data of an index or a constraint already names.
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

    /// Returns the name of an object, or of a column that the model has as an object.
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

    /// Returns the dependencies that do not follow from the data itself, sorted.
    pub(super) fn dependencies(&self, uses: Vec<Use>, said: &[Said]) -> Vec<Dependency> {
        let mut found: Vec<_> = uses.into_iter().filter_map(|of| self.read(of)).collect();
        found.extend(said.iter().filter_map(|(object, class, id, number)| {
            Some(Dependency {
                object: object.clone(),
                uses: self.find(*class, *id, *number)?.clone(),
            })
        }));
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

/// Returns true if it is one of these columns.
fn is_said(columns: &[String], uses: &ObjectName) -> bool {
    matches!(uses, ObjectName::Column(_, name) if columns.contains(name))
}

/// Returns true if the data itself shows the dependency.
fn follows(object: &ObjectName, uses: &ObjectName) -> bool {
    use ObjectName::{Column, Constraint, Sequence, Table, View};
    match (object, uses) {
        // Partitions and child tables; foreign keys; owned sequences.
        (Table(_) | Constraint(..), Table(_)) | (Sequence(_), Column(..)) => true,
        (part, Table(owner) | View(owner)) if part.owner() == Some(owner) => true,
        _ => object == uses,
    }
}
