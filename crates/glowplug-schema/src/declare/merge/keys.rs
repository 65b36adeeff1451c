//! Adds and changes primary keys.

use glowplug::catalog::{Constraint, ConstraintKind, ObjectName, QualifiedName};

use super::CatalogMerge;
use crate::declare::DeclaredTable;
use crate::declare::difference::Changed;

impl CatalogMerge<'_> {
    /// Gives a new table its primary key.
    pub(super) fn add_key(&mut self, name: &QualifiedName, declared: &DeclaredTable) {
        if !self.has_key(declared) {
            return;
        }
        let key = self.words().primary_key(name, &declared.key);
        if let Some(table) = self.table_mut(name) {
            table.constraints.push(key);
        }
    }

    /// Returns true if the primary key can be created: all its columns are declared. The rowid is
    /// the key of tables that have no other.
    fn has_key(&mut self, declared: &DeclaredTable) -> bool {
        self.refuse_null(declared);
        let unknown = declared
            .key
            .iter()
            .find(|name| declared.column(name).is_none());
        let Some(unknown) = unknown else {
            return !declared.key.is_empty() && !self.is_row_id(declared);
        };
        if !self.can().row_id_names.contains(&unknown.as_str()) {
            let message = format!("`{}` has no column `{unknown}` for its key", declared.name);
            let advice = "name the columns of the key: `table (column, …)`".to_owned();
            self.problem(declared.mark, message, advice);
        }
        false
    }

    /// Records a problem for nullable columns of a key, if the database has no such keys.
    pub(super) fn refuse_null(&mut self, declared: &DeclaredTable) {
        if self.can().nullable_primary_keys {
            return;
        }
        let names = declared.key.iter();
        let nullable = names
            .filter_map(|name| declared.column(name))
            .filter(|column| column.data_type.nullable);
        for column in nullable {
            let (name, database) = (&column.name, self.catalog.database);
            let message = format!("`{name}` is in the key, and keys of {database} take no `NULL`");
            let advice = "leave out `Nullable`, or name other columns for the key".to_owned();
            self.problem(column.type_mark, message, advice);
        }
    }

    /// Returns true if a key is the rowid that Diesel prints for a table without a key. A real
    /// column of that name is nullable, unless declared otherwise.
    pub(super) fn is_row_id(&self, declared: &DeclaredTable) -> bool {
        let [name] = declared.key.as_slice() else {
            return false;
        };
        let column = declared.column(name);
        self.can().row_id_names.contains(&name.as_str())
            && column.is_none_or(|column| !column.data_type.nullable)
    }

    /// Replaces the primary key of a table. Its name stays, and so do the foreign keys that
    /// reference the old key: a unique constraint keeps it unique for them.
    pub(super) fn change_key(&mut self, changed: &Changed<'_>) {
        let is_made = self.has_key(changed.after);
        let name = &changed.name;
        let mut made = self.words().primary_key(name, &changed.after.key);
        let Some(table) = self.table_mut(name) else {
            return;
        };
        let is_key = |of: &Constraint| matches!(of.kind, ConstraintKind::PrimaryKey { .. });
        let place = table.constraints.iter().position(is_key);
        let former = place.map(|place| table.constraints.remove(place));
        if let Some(former) = &former {
            made.name.clone_from(&former.name);
            made.comment.clone_from(&former.comment);
        }
        if is_made {
            table.constraints.push(made);
        }
        let former = former.map(|former| former.kind);
        if let Some(ConstraintKind::PrimaryKey { columns, .. }) = former {
            self.keep_unique(name, &columns);
        }
        if is_made
            && changed
                .new
                .iter()
                .any(|column| changed.after.key == [column.name.clone()])
        {
            self.let_count(name, changed.after);
        }
    }

    fn keep_unique(&mut self, name: &QualifiedName, columns: &[String]) {
        let is_referenced = self.catalog.tables.iter().any(|table| {
            let mut keys = table.constraints.iter().filter_map(Constraint::foreign_key);
            keys.any(|key| key.references == *name && same(&key.referenced, columns))
        });
        let unique = self.words().unique(name, columns);
        let Some(table) = self.table_mut(name) else {
            return;
        };
        let has_unique = table.constraints.iter().any(|of| match &of.kind {
            ConstraintKind::Unique { columns: of, .. }
            | ConstraintKind::PrimaryKey { columns: of, .. } => same(of, columns),
            _ => false,
        });
        if !is_referenced || has_unique {
            return;
        }
        let object = ObjectName::Constraint(name.clone(), unique.label());
        table.constraints.push(unique);
        self.add(
            object,
            "foreign keys of other tables reference what was the key",
        );
    }
}

fn same(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|name| right.contains(name))
}
