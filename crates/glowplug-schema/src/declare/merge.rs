//! Applies the differences between declarations to a catalog.

mod column_types;
mod columns;
mod conventions;
mod drops;
mod enum_values;
mod inherited;
mod joins;
mod key_types;
mod keys;
mod on_delete;
mod tables;

use std::collections::HashMap;

use glowplug::catalog::{Catalog, ObjectName, QualifiedName, Table, fits};
use glowplug::dialect::Capabilities;
use glowplug::error::{Error, Result};

use super::difference::{Comparison, Difference};
use super::naming::Naming;
use super::target::Problems;
use super::{Addition, Declared, Mark, OpenQuestion, Options, Target};
use crate::dialect;
use crate::dialect::conventions::SchemaConventions;

/// The catalog with the differences applied so far, and what came up in the process.
pub(super) struct CatalogMerge<'l> {
    comparison: Comparison<'l>,
    baseline: &'l Declared,
    declared: &'l Declared,
    options: &'l Options,
    naming: Naming,
    catalog: Catalog,
    places: HashMap<QualifiedName, usize>,
    additions: Vec<Addition>,
    open: Vec<OpenQuestion>,
    problems: Problems,
    /// Names for which values are given although they have none.
    unknown_values: Vec<String>,
    /// Second foreign keys between two tables: child, column, parent, and the reason.
    seconds: Vec<(QualifiedName, String, QualifiedName, String)>,
}

impl<'l> CatalogMerge<'l> {
    pub(super) fn new(
        comparison: Comparison<'l>,
        baseline: &'l Declared,
        declared: &'l Declared,
        options: &'l Options,
    ) -> Self {
        let mut naming = Naming::of(comparison.catalog, comparison.words.name_limit());
        naming.take(declared.tables.iter().map(|table| &table.name.name));
        Self {
            naming,
            catalog: comparison.catalog.clone(),
            comparison,
            baseline,
            declared,
            options,
            places: HashMap::new(),
            additions: Vec::new(),
            open: Vec::new(),
            problems: Vec::new(),
            unknown_values: Vec::new(),
            seconds: Vec::new(),
        }
    }

    /// Applies all differences, in an order in which each can build on those before it.
    pub(super) fn all(&mut self, difference: &Difference<'_>) {
        let gone: Vec<QualifiedName> = difference.gone.clone();
        let gone = gone
            .into_iter()
            .filter(|name| !self.is_kept(&ObjectName::Table(name.clone())));
        self.drop_tables(&gone.collect::<Vec<_>>());
        let tables = self.catalog.tables.iter().enumerate();
        self.places = tables
            .map(|(place, table)| (table.name.clone(), place))
            .collect();
        self.drop_joins(difference);
        for changed in &difference.changed {
            self.change(changed);
        }
        for (name, table) in &difference.new {
            self.create(name, table);
        }
        self.inherit();
        self.change_values();
        self.add_joins(difference);
        self.fit_keys(difference);
    }

    /// Returns the result.
    ///
    /// # Errors
    /// [`Error::Files`] with everything that has no meaning in this database, [`Error::Usage`] for
    /// values of something that is not an enum.
    pub(super) fn finish(mut self) -> Result<Target> {
        if !self.problems.is_empty() {
            return Err(Error::Files(self.problems));
        }
        if let Some(name) = self.unknown_values.first() {
            return Err(Error::Usage(format!(
                "there is no enum `{name}` that could have these values"
            )));
        }
        let before: HashMap<_, _> = self
            .before()
            .tables
            .iter()
            .map(|table| (&table.name, table))
            .collect();
        let catalog = &mut self.catalog;
        for table in &mut catalog.tables {
            if before
                .get(&table.name)
                .is_none_or(|before| **before != *table)
            {
                // The stored SQL of the old table does not describe the new one.
                table.sql = Default::default();
            }
            table.constraints.sort_by(|left, right| {
                (&left.name, &left.definition).cmp(&(&right.name, &right.definition))
            });
            table
                .indexes
                .sort_by(|left, right| left.name.cmp(&right.name));
            table
                .triggers
                .sort_by(|left, right| left.name.cmp(&right.name));
        }
        catalog
            .tables
            .sort_by(|left, right| left.name.cmp(&right.name));
        catalog
            .enums
            .sort_by(|left, right| left.name.cmp(&right.name));
        catalog
            .sequences
            .sort_by(|left, right| left.name.cmp(&right.name));
        catalog
            .extensions
            .sort_by(|left, right| left.name.cmp(&right.name));
        Ok(Target {
            catalog: self.catalog,
            additions: self.additions,
            open: self.open,
        })
    }

    /// Returns true if the options say that an object stays.
    fn is_kept(&self, object: &ObjectName) -> bool {
        let default = self.comparison.catalog.default_schema.as_deref();
        let name = format!("{} {}", object.kind(), object.display_name(default));
        let mut patterns = self.options.keep.iter();
        patterns.any(|pattern| fits(pattern, &name))
    }

    fn words(&self) -> &'static dyn SchemaConventions {
        self.comparison.words
    }

    /// Returns the capabilities of the database.
    fn can(&self) -> &'static Capabilities {
        dialect::of(self.catalog.database).capabilities()
    }

    /// Returns the catalog as it was before.
    fn before(&self) -> &'l Catalog {
        self.comparison.catalog
    }

    fn table(&self, name: &QualifiedName) -> Option<&Table> {
        self.places
            .get(name)
            .map(|place| &self.catalog.tables[*place])
    }

    fn table_mut(&mut self, name: &QualifiedName) -> Option<&mut Table> {
        let place = self.places.get(name)?;
        self.catalog.tables.get_mut(*place)
    }

    fn add(&mut self, object: ObjectName, why: impl Into<String>) {
        self.additions.push(Addition {
            object,
            why: why.into(),
        });
    }

    fn problem(&mut self, mark: Mark, message: String, advice: String) {
        let problem = self.declared.sources.problem(mark, message, advice);
        self.problems.push(problem);
    }
}
