//! Adds and drops foreign keys according to `joinable!`.

use glowplug::catalog::{Constraint, ConstraintKind, ObjectName, QualifiedName, Table};
use glowplug::dialect::NameScope;

use super::CatalogMerge;
use crate::declare::difference::Difference;
use crate::declare::naming::Parts;
use crate::declare::{Declared, DeclaredColumn, DeclaredJoin, DeclaredTable, OpenQuestion};
use crate::dialect::conventions::ForeignKeyColumns;

impl CatalogMerge<'_> {
    /// Drops the foreign keys whose `joinable!` was removed, unless something else explains its
    /// absence.
    pub(super) fn drop_joins(&mut self, difference: &Difference<'_>) {
        for join in &difference.gone_joins {
            let child = self.comparison.whole(&join.child);
            let parent = self.comparison.whole(&join.parent);
            let after = |name| find(self.declared, &self.comparison.whole(name), self);
            let (Some(child_after), Some(parent_after)) = (after(&join.child), after(&join.parent))
            else {
                continue;
            };
            // Diesel prints only joins to the whole key of a table.
            let parent_before = find(self.baseline, &parent, self);
            let same_key = parent_before.is_some_and(|before| before.key == parent_after.key);
            if !same_key || child_after.column(&join.column).is_none() {
                continue;
            }
            if self.add_second(difference, &child, &parent, join) {
                continue;
            }
            self.drop_foreign_keys(&child, &join.column, &parent);
        }
    }

    fn drop_foreign_keys(&mut self, child: &QualifiedName, column: &str, parent: &QualifiedName) {
        let name = |of: &Constraint| ObjectName::Constraint(child.clone(), of.label());
        let Some(table) = self.table(child) else {
            return;
        };
        let keys = table.constraints.iter();
        let keys = keys.filter(|of| references(of, column, parent)).map(name);
        let gone: Vec<ObjectName> = keys.filter(|key| !self.is_kept(key)).collect();
        if let Some(table) = self.table_mut(child) {
            table.constraints.retain(|of| !gone.contains(&name(of)));
        }
        let open = gone.into_iter();
        self.open
            .extend(open.map(|constraint| OpenQuestion::Unjoined { constraint }));
    }

    /// Adds a second foreign key instead of dropping the first; returns true if that is what
    /// happened. Diesel prints no `joinable!` if two foreign keys connect the same two tables, in
    /// either direction. So if one disappears when a column appears that looks like a second
    /// reference, the column is a second foreign key.
    fn add_second(
        &mut self,
        difference: &Difference<'_>,
        child: &QualifiedName,
        parent: &QualifiedName,
        join: &DeclaredJoin,
    ) -> bool {
        let second = [(child, parent), (parent, child)]
            .into_iter()
            .find_map(|(from, to)| {
                let changed = difference.changed.iter().find(|of| of.name == *from)?;
                let key = find(self.declared, to, self)?;
                let [key_column] = key.key.as_slice() else {
                    return None;
                };
                let key_type = &key.column(key_column)?.data_type;
                let is_second = |column: &&&DeclaredColumn| {
                    looks_like_reference(&column.name, &to.name)
                        && self.words().is_same(&column.data_type, key_type)
                        && !is_joined(difference, &column.name)
                };
                let column = changed.new.iter().find(is_second)?;
                Some((from.clone(), column.name.clone(), to.clone()))
            });
        let Some((from, column, to)) = second else {
            return false;
        };
        let why = format!(
            "`joinable!({} -> {} ({}))` is gone and `{column}` came: Diesel prints none where two \
             foreign keys join the same tables",
            join.child.name, join.parent.name, join.column
        );
        self.seconds.push((from, column, to, why));
        true
    }

    /// Adds the foreign keys of new joins.
    pub(super) fn add_joins(&mut self, difference: &Difference<'_>) {
        for join in &difference.new_joins {
            let child = self.comparison.whole(&join.child);
            let parent = self.comparison.whole(&join.parent);
            if self.can_reference(&child, &parent, join) {
                self.add_foreign_key(&child, &join.column, &parent);
            }
        }
        for (child, column, parent, why) in std::mem::take(&mut self.seconds) {
            if let Some(object) = self.add_foreign_key(&child, &column, &parent) {
                self.add(object, why);
            }
        }
    }

    /// Returns true if both ends are tables and the column exists; problems are recorded.
    fn can_reference(
        &mut self,
        child: &QualifiedName,
        parent: &QualifiedName,
        join: &DeclaredJoin,
    ) -> bool {
        let (Some(table), Some(referenced)) = (self.table(child), self.table(parent)) else {
            return false;
        };
        if self.references_already(table, &join.column, parent) {
            return false;
        }
        let declared = find(self.declared, child, self);
        let has_column = declared.is_some_and(|declared| declared.column(&join.column).is_some());
        let count = referenced.primary_key().len();
        if !has_column {
            let message = format!("`{}` has no column `{}`", join.child, join.column);
            let advice = "name the column that references the other table".to_owned();
            self.problem(join.mark, message, advice);
        } else if count != 1 {
            let message = format!(
                "the key of `{}` has {count} columns, so one column cannot reference it",
                join.parent
            );
            let advice = "leave out the `joinable!`, and write the foreign key in a migration";
            self.problem(join.mark, message, advice.to_owned());
        }
        has_column && count == 1 && table_has(self.table(child), &join.column)
    }

    /// Returns true if there is such a foreign key, on the table or on the table it is a partition
    /// of.
    fn references_already(&self, table: &Table, column: &str, parent: &QualifiedName) -> bool {
        let whole = table.partition_of.as_ref();
        table
            .constraints
            .iter()
            .any(|of| references(of, column, parent))
            || whole
                .and_then(|of| self.table(&of.parent))
                .is_some_and(|whole| self.references_already(whole, column, parent))
    }

    /// Adds a foreign key to the primary key of a table, with an index; returns its name.
    fn add_foreign_key(
        &mut self,
        child: &QualifiedName,
        column: &str,
        parent: &QualifiedName,
    ) -> Option<ObjectName> {
        let parts = Parts {
            table: &child.name,
            column,
            parent: &parent.name,
        };
        let referenced = self.table(parent)?.primary_key().to_vec();
        let columns = [column.to_owned()];
        let table = self.table(child)?;
        let on_delete = self.usual_on_delete(table, column, parent);
        let key = ForeignKeyColumns {
            columns: &columns,
            table: parent,
            referenced: &referenced,
            on_delete,
        };
        if self.references_already(table, column, parent) {
            return None;
        }
        let name = self.naming.foreign_key(parts);
        let name = name.or_else(|| self.words().foreign_key_name(table, column));
        let name = name.map(|name| self.free_name(table, name));
        let constraint = self.words().foreign_key(name, key, &self.catalog);
        let object = ObjectName::Constraint(child.clone(), constraint.label());
        let label = constraint.name.clone();
        self.table_mut(child)?.constraints.push(constraint);
        self.say_on_delete(&object, on_delete, parent);
        self.index(child, parts, label);
        Some(object)
    }

    /// Returns the name of a constraint, with a number appended if it is taken.
    fn free_name(&self, table: &Table, name: String) -> String {
        let anywhere = self.can().names.foreign_keys == NameScope::Schema;
        let others = self.catalog.tables.iter().filter(|_| anywhere);
        let tables = std::iter::once(table).chain(others);
        let names = tables
            .flat_map(|table| &table.constraints)
            .map(Constraint::label);
        let taken: std::collections::HashSet<String> = names.collect();
        let limit = self.words().name_limit();
        let numbered = (1_u32..).map(|number| {
            let number = number.to_string();
            let mut start = name.clone();
            while start.len() + number.len() > limit {
                start.pop();
            }
            start + &number
        });
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| !taken.contains(name));
        free.unwrap_or(name)
    }

    /// Adds an index for a foreign key, if none begins with its column. A server that creates one
    /// automatically gives it the name of the foreign key.
    fn index(&mut self, child: &QualifiedName, parts: Parts<'_>, label: Option<String>) {
        let own = self.can().implicit_foreign_key_indexes;
        let wanted = self.options.additions.indexes;
        let has = self
            .table(child)
            .is_none_or(|table| is_indexed(table, parts.column));
        if has || !wanted && !own {
            return;
        }
        let name = match label.filter(|_| !wanted) {
            Some(label) => label,
            None => self.naming.index(parts),
        };
        let index = self.words().index(name.clone(), parts.column);
        if let Some(table) = self.table_mut(child) {
            table.indexes.push(index);
        }
        let why = match wanted {
            true => format!(
                "without it, each row of `{}` that goes or gets another key makes the database \
                 read all of `{}`",
                parts.parent, parts.table
            ),
            false => "the server makes it with the foreign key".to_owned(),
        };
        self.add(ObjectName::Index(child.clone(), name), why);
    }
}

/// Returns the declared table with this qualified name.
fn find<'d>(
    declared: &'d Declared,
    name: &QualifiedName,
    lay: &CatalogMerge<'_>,
) -> Option<&'d DeclaredTable> {
    let mut tables = declared.tables.iter();
    tables.find(|table| table.name.name == name.name && lay.comparison.whole(&table.name) == *name)
}

fn references(constraint: &Constraint, column: &str, parent: &QualifiedName) -> bool {
    let key = constraint.foreign_key();
    key.is_some_and(|key| key.columns == [column] && key.references == *parent)
}

fn table_has(table: Option<&Table>, column: &str) -> bool {
    table.is_some_and(|table| table.column(column).is_some())
}

fn is_joined(difference: &Difference<'_>, column: &str) -> bool {
    difference
        .new_joins
        .iter()
        .any(|join| join.column == column)
}

/// Returns true if an index or a key begins with a column.
fn is_indexed(table: &Table, column: &str) -> bool {
    let first = |columns: &[String]| columns.first().is_some_and(|first| first == column);
    let in_key = table
        .constraints
        .iter()
        .any(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
                first(columns)
            }
            _ => false,
        });
    in_key
        || table.indexes.iter().any(|index| {
            let key = index.keys.first().and_then(|key| key.column.as_deref());
            index.predicate.is_none() && key == Some(column)
        })
}

/// Returns true if a column is named like one that references a table: `editor_id`, `created_by`,
/// or with the table's name in it.
fn looks_like_reference(column: &str, parent: &str) -> bool {
    let singular = parent.strip_suffix('s').unwrap_or(parent);
    column.ends_with("_id") || column.ends_with("_by") || column.contains(singular)
}

#[cfg(test)]
mod tests {
    use super::looks_like_reference;

    #[test]
    fn columns_that_reference_are_told_by_their_names() {
        for name in ["editor_id", "created_by", "first_user", "user_two"] {
            assert!(looks_like_reference(name, "users"), "{name}");
        }
        assert!(!looks_like_reference("count", "users"));
    }
}
