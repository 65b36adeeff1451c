//! Primary keys.

use super::Lay;
use crate::catalog::{Constraint, ConstraintKind, ObjectName, QualifiedName};
use crate::declare::DeclaredTable;
use crate::declare::difference::Changed;
use crate::model::Database;

impl Lay<'_> {
    /// Gives a new table its key.
    pub(super) fn add_key(&mut self, name: &QualifiedName, declared: &DeclaredTable) {
        if !self.has_key(declared) {
            return;
        }
        let key = self.words().primary_key(name, &declared.key);
        if let Some(table) = self.table_mut(name) {
            table.constraints.push(key);
        }
    }

    /// Whether the key is one that can be made: of columns that are declared. The number of the row
    /// is the key of SQLite's tables that have no other.
    fn has_key(&mut self, declared: &DeclaredTable) -> bool {
        self.refuse_null(declared);
        let unknown = declared
            .key
            .iter()
            .find(|name| declared.column(name).is_none());
        let Some(unknown) = unknown else {
            return !declared.key.is_empty() && !self.is_row_id(declared);
        };
        let is_number = ["rowid", "oid", "_rowid_"].contains(&unknown.as_str());
        if self.catalog.database != Database::Sqlite || !is_number {
            let message = format!("`{}` has no column `{unknown}` for its key", declared.name);
            let advice = "name the columns of the key: `table (column, …)`".to_owned();
            self.problem(declared.mark, message, advice);
        }
        false
    }

    /// Notes columns of a key that take `NULL`, where the database has no such keys.
    pub(super) fn refuse_null(&mut self, declared: &DeclaredTable) {
        if self.catalog.database == Database::Sqlite {
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

    /// Whether a key is what Diesel prints for a table without one; a column of that name, unless it
    /// is said to be, takes `NULL`.
    pub(super) fn is_row_id(&self, declared: &DeclaredTable) -> bool {
        let [name] = declared.key.as_slice() else {
            return false;
        };
        let column = declared.column(name);
        self.catalog.database == Database::Sqlite
            && ["rowid", "oid", "_rowid_"].contains(&name.as_str())
            && column.is_none_or(|column| !column.data_type.nullable)
    }

    /// Replaces the key of a table. Its name stays, and so do the foreign keys that reference what
    /// was the key: it stays unique for them.
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
