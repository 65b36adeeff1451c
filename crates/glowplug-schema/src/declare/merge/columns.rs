//! Adds columns, and changes their types, nullability and comments.

use glowplug::catalog::{Column, DataType, ObjectName, QualifiedName, Table, TypeKind};

use super::CatalogMerge;
use crate::declare::DeclaredColumn;
use crate::declare::difference::Changed;
use crate::rust::same_docs;

impl CatalogMerge<'_> {
    /// Applies all differences of a table except its joins.
    pub(super) fn change(&mut self, changed: &Changed<'_>) {
        if self.table(&changed.name).is_none() {
            return;
        }
        for column in &changed.gone {
            let object = ObjectName::Column(changed.name.clone(), column.name.clone());
            if self.is_kept(&object) {
                continue;
            }
            self.drop_column(&changed.name, &column.name);
        }
        for (before, after) in &changed.both {
            self.change_column(&changed.name, before, after);
        }
        for column in &changed.new {
            if self.is_row_id(changed.after) && changed.after.key == [column.name.clone()] {
                continue;
            }
            let table = self.table(&changed.name);
            if table.is_some_and(|table| table.column(&column.name).is_some()) {
                // The column exists, but was not printed, because Diesel has no such type.
                self.retype(&changed.name, column);
                self.set_null(&changed.name, column);
            } else {
                self.add_column(&changed.name, column);
            }
        }
        if changed.before.key != changed.after.key {
            self.change_key(changed);
        } else if changed.before != changed.after {
            self.refuse_null(changed.after);
        }
        if self.options.docs
            && !same_docs(
                changed.before.docs.as_deref(),
                changed.after.docs.as_deref(),
            )
        {
            let comment = comment(changed.after.docs.as_deref());
            if let Some(table) = self.table_mut(&changed.name) {
                table.comment = comment;
            }
        }
    }

    /// Removes a default that is computed, or that is not a value of the enum, if the column
    /// changes to a type of another kind.
    fn drop_alien_default(
        &mut self,
        name: &QualifiedName,
        table: &mut Table,
        column: &str,
        data_type: &DataType,
    ) {
        let words = self.words();
        let mut columns = table.columns.iter_mut();
        let Some(found) = columns.find(|of| of.name == column) else {
            return;
        };
        // A default of another type is not a value of the enum.
        let is_alien = found.default.as_ref().is_some_and(|text| {
            text.contains('(') || data_type.kind == TypeKind::Enum && !text.starts_with('\'')
        });
        if is_alien
            && found.identity.is_none()
            && words.kind(&found.data_type) != words.kind(data_type)
        {
            found.default = None;
            let object = ObjectName::Column(name.clone(), column.to_owned());
            self.add(object, "its default goes, which is of the former type");
        }
    }

    fn set_null(&mut self, table: &QualifiedName, declared: &DeclaredColumn) {
        let columns = self.table_mut(table).into_iter();
        let mut columns = columns.flat_map(|table| &mut table.columns);
        if let Some(column) = columns.find(|of| of.name == declared.name) {
            column.nullable = declared.data_type.nullable;
        }
    }

    fn change_column(
        &mut self,
        table: &QualifiedName,
        before: &DeclaredColumn,
        after: &DeclaredColumn,
    ) {
        let Some(there) = self.table(table) else {
            return;
        };
        let Some(column) = there.column(&before.name) else {
            return;
        };
        let has_type = self.words().has_type(there, column, &after.data_type);
        let retypes = self.comparison.has_other_type(before, after) && !has_type;
        if retypes {
            self.retype(table, after);
        }
        let lengths = self.comparison.has_other_length(before, after) && !retypes && !has_type;
        let (words, docs) = (self.words(), self.options.docs);
        let mut columns = self
            .table_mut(table)
            .into_iter()
            .flat_map(|table| &mut table.columns);
        let Some(column) = columns.find(|of| of.name == before.name) else {
            return;
        };
        if lengths {
            let length = after.data_type.max_length;
            if let Some(data_type) = words.with_length(&column.data_type, length) {
                column.data_type = data_type;
            }
        }
        if before.data_type.nullable != after.data_type.nullable {
            column.nullable = after.data_type.nullable;
        }
        if docs && !same_docs(before.docs.as_deref(), after.docs.as_deref()) {
            column.comment = comment(after.docs.as_deref());
        }
    }

    fn retype(&mut self, name: &QualifiedName, declared: &DeclaredColumn) {
        let (Some(data_type), Some(mut table)) =
            (self.data_type(name, declared), self.table(name).cloned())
        else {
            return;
        };
        self.drop_alien_default(name, &mut table, &declared.name, &data_type);
        let words = self.words();
        let object = words.retype(&mut table, &declared.name, data_type, &mut self.catalog);
        if let Some(place) = self.table_mut(name) {
            *place = table;
        }
        if let Some(object) = object {
            self.add(
                object,
                "it must reach as far as the column that it counts for",
            );
        }
    }

    /// Adds a column to an existing table.
    pub(super) fn add_column(&mut self, table: &QualifiedName, declared: &DeclaredColumn) {
        let Some(column) = self.column(table, declared) else {
            return;
        };
        if let Some(table) = self.table_mut(table) {
            table.columns.push(column);
        }
        self.note_times(table, declared);
    }

    /// Returns a new column, without what is added automatically.
    pub(super) fn column(
        &mut self,
        table: &QualifiedName,
        declared: &DeclaredColumn,
    ) -> Option<Column> {
        let mut column = Column {
            name: declared.name.clone(),
            data_type: self.data_type(table, declared)?,
            nullable: declared.data_type.nullable,
            default: None,
            identity: None,
            generated: None,
            collation: None,
            storage: Vec::new(),
            owned_sequence: None,
            check: None,
            on_update: None,
            invisible: false,
            inherited: false,
            comment: match self.options.docs {
                true => comment(declared.docs.as_deref()),
                false => None,
            },
        };
        self.words().complete(&mut column, &self.catalog);
        Some(column)
    }
}

/// Returns the comment for a doc comment; `None` for the text that Diesel generates where there is
/// no comment.
pub(super) fn comment(docs: Option<&str>) -> Option<String> {
    let docs = docs?.trim();
    let made = docs.ends_with("(Automatically generated by Diesel.)");
    (!made && !docs.is_empty()).then(|| docs.to_owned())
}
