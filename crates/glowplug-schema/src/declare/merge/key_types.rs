//! Adjusts the types of new columns that cannot be in a key as they are declared.

use glowplug::catalog::{Constraint, DataType, ObjectName, QualifiedName};

use super::CatalogMerge;
use crate::declare::DeclaredColumn;
use crate::declare::difference::Difference;

/// The maximum length of a chain of references that is followed.
const ROUNDS: usize = 8;

/// A new column: its table and its name.
type Place<'p> = (&'p QualifiedName, &'p str);

impl CatalogMerge<'_> {
    /// Gives new columns of keys a type that a key can have: that of the column they reference, or
    /// of the other keys.
    pub(super) fn fit_keys(&mut self, difference: &Difference<'_>) {
        let created = difference.new.iter();
        let created = created.flat_map(|(name, table)| columns(name, &table.columns));
        let changed = difference.changed.iter();
        let added = changed.flat_map(|changed| columns(&changed.name, changed.new.iter().copied()));
        let unfit = |declared: &DeclaredColumn| self.words().is_no_key(&declared.data_type);
        let places = created.chain(added).filter(|(_, declared)| unfit(declared));
        let places: Vec<Place<'_>> = places
            .map(|(table, declared)| (table, declared.name.as_str()))
            .collect();
        let declared = self.types(&places);
        for place in &places {
            self.fit(*place, self.fit_for_key(*place));
        }
        for _ in 0..ROUNDS {
            for place in &places {
                self.fit(*place, self.fit_for_reference(*place));
            }
        }
        let fitted = self.types(&places);
        for (place, (before, after)) in places.iter().zip(declared.into_iter().zip(fitted)) {
            if let Some(after) = after.filter(|after| before.as_ref() != Some(after)) {
                let object = ObjectName::Column(place.0.clone(), place.1.to_owned());
                let why = format!("a key needs a type with a length: `{}`", after.sql);
                self.add(object, why);
            }
        }
    }

    fn types(&self, places: &[Place<'_>]) -> Vec<Option<DataType>> {
        let found = places
            .iter()
            .map(|(table, column)| Some(self.table(table)?.column(column)?.data_type.clone()));
        found.collect()
    }

    fn fit(&mut self, (table, column): Place<'_>, data_type: Option<DataType>) {
        let columns = self.table_mut(table).into_iter();
        let mut columns = columns.flat_map(|table| &mut table.columns);
        if let (Some(data_type), Some(found)) = (data_type, columns.find(|of| of.name == column)) {
            found.data_type = data_type;
        }
    }

    fn fit_for_key(&self, (name, column): Place<'_>) -> Option<DataType> {
        let table = self.table(name)?;
        let in_key = table.primary_key().iter().any(|of| of == column);
        let data_type = &table.column(column)?.data_type;
        self.words()
            .key_type(data_type, self.before())
            .filter(|_| in_key)
    }

    fn fit_for_reference(&self, (name, column): Place<'_>) -> Option<DataType> {
        let table = self.table(name)?;
        let keys = table.constraints.iter().filter_map(Constraint::foreign_key);
        let mut referenced = keys.filter_map(|key| {
            let place = key.columns.iter().position(|of| of == column)?;
            let parent = self.table(&key.references)?;
            parent.column(key.referenced.get(place)?)
        });
        Some(referenced.next()?.data_type.clone())
    }
}

fn columns<'d>(
    table: &'d QualifiedName,
    columns: impl IntoIterator<Item = &'d DeclaredColumn>,
) -> impl Iterator<Item = (&'d QualifiedName, &'d DeclaredColumn)> {
    columns.into_iter().map(move |column| (table, column))
}
