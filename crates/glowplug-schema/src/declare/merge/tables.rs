//! Creates new tables.

use glowplug::catalog::{Column, QualifiedName, Table};

use super::CatalogMerge;
use super::columns::comment;
use crate::declare::{DeclaredColumn, DeclaredTable};

impl CatalogMerge<'_> {
    /// Creates a table. If the database already has something of this name, that is meant, even if
    /// it would not be printed: a view, a table without a key, one that a filter hides. Such a
    /// `table!` is written by hand and need not name all columns: only missing columns are added.
    pub(super) fn create(&mut self, name: &QualifiedName, declared: &DeclaredTable) {
        let is_view = self.catalog.views.iter().any(|view| view.name == *name);
        if is_view {
            return;
        }
        if self.table(name).is_some() {
            self.complete(name, declared);
            return;
        }
        let table = self.bare(name, declared);
        self.add_schema(name);
        self.places.insert(name.clone(), self.catalog.tables.len());
        self.catalog.tables.push(table);
        self.add_key(name, declared);
        self.let_count(name, declared);
        for column in &declared.columns {
            self.note_times(name, column);
        }
    }

    /// Adds the missing columns to an existing table.
    fn complete(&mut self, name: &QualifiedName, declared: &DeclaredTable) {
        let row_id = self.is_row_id(declared).then(|| &declared.key[0]);
        let Some(table) = self.table(name) else {
            return;
        };
        let missing: Vec<&DeclaredColumn> = declared
            .columns
            .iter()
            .filter(|column| table.column(&column.name).is_none())
            .filter(|column| row_id != Some(&column.name))
            .collect();
        for column in missing {
            self.add_column(name, column);
        }
    }

    /// Returns a table with its columns only.
    fn bare(&mut self, name: &QualifiedName, declared: &DeclaredTable) -> Table {
        let numbered = self.is_row_id(declared);
        let columns: Vec<Column> = declared
            .columns
            .iter()
            .filter(|column| !(numbered && declared.key == [column.name.clone()]))
            .filter_map(|column| self.column(name, column))
            .collect();
        Table {
            name: name.clone(),
            columns,
            constraints: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
            policies: Vec::new(),
            rules: Vec::new(),
            row_security: Default::default(),
            partitioned: None,
            partition_of: None,
            inherits: Vec::new(),
            unlogged: false,
            of_type: None,
            replica_identity: None,
            options: Vec::new(),
            virtual_module: None,
            sql: Default::default(),
            comment: match self.options.docs {
                true => comment(declared.docs.as_deref()),
                false => None,
            },
        }
    }

    /// Adds the schema of a table if it does not exist.
    fn add_schema(&mut self, name: &QualifiedName) {
        let Some(schema) = &name.schema else {
            return;
        };
        let schemas = &mut self.catalog.schemas;
        let is_there = schemas.iter().any(|of| of.name == *schema);
        if !is_there && self.comparison.catalog.default_schema.as_ref() != Some(schema) {
            schemas.push(glowplug::catalog::Schema {
                name: schema.clone(),
                comment: None,
            });
            schemas.sort_by(|left, right| left.name.cmp(&right.name));
        }
    }
}
