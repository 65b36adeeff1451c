//! New columns, and what changes of a column.

use super::Lay;
use crate::catalog::{Column, DataType, ObjectName, QualifiedName, Table, TypeKind};
use crate::declare::DeclaredColumn;
use crate::declare::difference::Changed;

impl Lay<'_> {
    /// All that differs of a table, its joins left out.
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
                // It was not printed, because Diesel has no such type.
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
        if self.options.docs && changed.before.docs != changed.after.docs {
            let comment = comment(changed.after.docs.as_deref());
            if let Some(table) = self.table_mut(&changed.name) {
                table.comment = comment;
            }
        }
    }

    /// Takes away a default that is computed, or that is no value of an enum, where the column is to
    /// have values of another kind.
    fn drop_alien_default(
        &mut self,
        name: &QualifiedName,
        table: &mut Table,
        column: &str,
        data_type: &DataType,
    ) {
        let mut columns = table.columns.iter_mut();
        let Some(found) = columns.find(|of| of.name == column) else {
            return;
        };
        // A value of an enum is none that another type has by chance.
        let is_alien = found.default.as_ref().is_some_and(|text| {
            text.contains('(') || data_type.kind == TypeKind::Enum && !text.starts_with('\'')
        });
        if is_alien && found.identity.is_none() && kind(&found.data_type) != kind(data_type) {
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
        let is_there = self
            .table(table)
            .and_then(|table| table.column(&before.name));
        if is_there.is_none() {
            return;
        }
        if self.comparison.has_other_type(before, after) {
            self.retype(table, after);
        }
        let lengths = self.comparison.has_other_length(before, after)
            && !self.comparison.has_other_type(before, after);
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
        if docs && before.docs != after.docs {
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

    /// Adds a column to a table that is there.
    pub(super) fn add_column(&mut self, table: &QualifiedName, declared: &DeclaredColumn) {
        let Some(column) = self.column(table, declared) else {
            return;
        };
        if let Some(table) = self.table_mut(table) {
            table.columns.push(column);
        }
        self.note_times(table, declared);
    }

    /// A new column, without what comes along with it.
    pub(super) fn column(
        &mut self,
        table: &QualifiedName,
        declared: &DeclaredColumn,
    ) -> Option<Column> {
        Some(Column {
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
        })
    }
}

/// What kind of values a type has; types of a kind take each other's defaults.
fn kind(data_type: &DataType) -> &str {
    match data_type.name.name.as_str() {
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" => "number",
        "smallint" | "integer" | "int" | "bigint" | "decimal" | "double" | "float" => "number",
        "text" | "varchar" | "bpchar" | "char" | "citext" | "name" => "text",
        "timestamp" | "timestamptz" | "date" | "datetime" => "time",
        other => other,
    }
}

/// The comment that a doc comment stands for; what Diesel writes where there is none is none.
pub(super) fn comment(docs: Option<&str>) -> Option<String> {
    let docs = docs?.trim();
    let made = docs.ends_with("(Automatically generated by Diesel.)");
    (!made && !docs.is_empty()).then(|| docs.to_owned())
}
