//! Drops tables and columns, and the objects that depend on them.

use glowplug::catalog::{
    Constraint, ConstraintKind, Dependency, Index, ObjectName, OtherKind, QualifiedName, Table,
};

use super::CatalogMerge;
use crate::declare::OpenQuestion;

impl CatalogMerge<'_> {
    /// Drops tables, their parts, and the foreign keys that reference them.
    pub(super) fn drop_tables(&mut self, names: &[QualifiedName]) {
        let mut gone: Vec<QualifiedName> = names.to_vec();
        gone.retain(|name| self.catalog.table(name).is_some());
        if gone.is_empty() {
            return;
        }
        // Partitions are dropped with their parent.
        loop {
            let is_part = |table: &&Table| {
                let whole = table.partition_of.as_ref();
                whole.is_some_and(|of| gone.contains(&of.parent)) && !gone.contains(&table.name)
            };
            let parts: Vec<QualifiedName> = self
                .catalog
                .tables
                .iter()
                .filter(is_part)
                .map(|part| part.name.clone())
                .collect();
            if parts.is_empty() {
                break;
            }
            gone.extend(parts);
        }
        let catalog = &mut self.catalog;
        catalog.tables.retain(|table| !gone.contains(&table.name));
        catalog.sequences.retain(|sequence| {
            let owner = sequence.owner.as_ref();
            owner.is_none_or(|(table, _)| !gone.contains(table))
        });
        for table in &mut catalog.tables {
            table.constraints.retain(|constraint| {
                let key = constraint.foreign_key();
                key.is_none_or(|key| !gone.contains(&key.references))
            });
        }
        for name in gone {
            self.drop_users(&ObjectName::Table(name));
        }
    }

    /// Drops a column with the keys, checks and indexes that include it.
    pub(super) fn drop_column(&mut self, table: &QualifiedName, name: &str) {
        let narrows = self.can().indexes_outlive_columns;
        let known = |object: &Dependency, label: &ObjectName| {
            object.object == *label
                && object.uses == ObjectName::Column(table.clone(), name.to_owned())
        };
        let dependencies = self.catalog.dependencies.clone();
        let uses = |label: &ObjectName| dependencies.iter().any(|object| known(object, label));
        let Some(found) = self.table_mut(table) else {
            return;
        };
        let Some(place) = found.columns.iter().position(|column| column.name == name) else {
            return;
        };
        let column = found.columns.remove(place);
        found.constraints.retain(|constraint| {
            let label = ObjectName::Constraint(table.clone(), constraint.label());
            !stands_in_constraint(constraint, name) && !uses(&label)
        });
        if narrows {
            for index in &mut found.indexes {
                index.keys.retain(|key| key.column.as_deref() != Some(name));
            }
            found.indexes.retain(|index| !index.keys.is_empty());
        }
        found.indexes.retain(|index| !stands_in_index(index, name));
        if let Some(sequence) = column.owned_sequence {
            self.catalog.sequences.retain(|of| of.name != sequence);
        }
        for other in &mut self.catalog.tables {
            other.constraints.retain(|constraint| {
                let key = constraint.foreign_key();
                key.is_none_or(|key| {
                    key.references != *table || !key.referenced.iter().any(|of| of == name)
                })
            });
        }
        self.drop_users(&ObjectName::Column(table.clone(), name.to_owned()));
    }

    /// Drops the views, functions, triggers and policies that use a dropped object, and their users
    /// in turn. They are not declared, so a question is recorded for each.
    fn drop_users(&mut self, gone: &ObjectName) {
        let mut left = vec![gone.clone()];
        while let Some(gone) = left.pop() {
            let users = self.catalog.dependencies.iter();
            let users: Vec<ObjectName> = users
                .filter(|dependency| is_gone(&dependency.uses, &gone))
                .map(|dependency| dependency.object.clone())
                .collect();
            for user in users {
                if self.drop_property(&user) {
                    continue;
                }
                if self.drop_user(&user) {
                    self.open.push(OpenQuestion::Used {
                        object: user.clone(),
                        gone: gone.clone(),
                    });
                    left.push(user);
                }
            }
            let dependencies = &mut self.catalog.dependencies;
            dependencies.retain(|of| !is_gone(&of.uses, &gone) && !is_gone(&of.object, &gone));
        }
    }

    /// Drops a property of a dropped object (a comment, statistics); returns true if it existed.
    /// There is no question about it.
    fn drop_property(&mut self, object: &ObjectName) -> bool {
        let ObjectName::Other(kind, name) = object else {
            return false;
        };
        let goes = kind.is_property() || *kind == OtherKind::Statistics;
        goes && remove(&mut self.catalog.others, |other| {
            other.kind == *kind && other.name == *name
        })
    }

    /// Drops one object that is not part of the dropped one; returns true if it existed.
    fn drop_user(&mut self, object: &ObjectName) -> bool {
        let catalog = &mut self.catalog;
        match object {
            ObjectName::View(name) => remove(&mut catalog.views, |view| view.name == *name),
            ObjectName::Function(name, arguments) => remove(&mut catalog.functions, |function| {
                function.name == *name && function.arguments == *arguments
            }),
            ObjectName::Other(kind, name) => remove(&mut catalog.others, |other| {
                other.kind == *kind && other.name == *name
            }),
            ObjectName::Policy(table, name) => {
                let mut tables = catalog.tables.iter_mut();
                let table = tables.find(|of| of.name == *table);
                table.is_some_and(|of| remove(&mut of.policies, |policy| policy.name == *name))
            }
            ObjectName::Trigger(on, name) => {
                let tables = catalog.tables.iter_mut();
                let tables = tables.map(|table| (&table.name, &mut table.triggers));
                let views = catalog.views.iter_mut();
                let views = views.map(|view| (&view.name, &mut view.triggers));
                let triggers = tables.chain(views).find(|(of, _)| *of == on);
                triggers
                    .is_some_and(|(_, triggers)| remove(triggers, |trigger| trigger.name == *name))
            }
            _ => false,
        }
    }
}

fn remove<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool) -> bool {
    let count = list.len();
    list.retain(|item| !is(item));
    list.len() < count
}

/// Returns true if an object is the dropped one, or a part of it.
fn is_gone(object: &ObjectName, gone: &ObjectName) -> bool {
    match gone {
        ObjectName::Table(table) => object == gone || object.owner() == Some(table),
        _ => object == gone,
    }
}

fn stands_in_constraint(constraint: &Constraint, column: &str) -> bool {
    let stands = |columns: &[String]| columns.iter().any(|name| name == column);
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, include }
        | ConstraintKind::Unique {
            columns, include, ..
        } => stands(columns) || stands(include),
        ConstraintKind::Foreign(key) => stands(&key.columns),
        ConstraintKind::Check { expression } => mentions(expression, column),
        ConstraintKind::Exclusion => mentions(&constraint.definition, column),
    }
}

fn stands_in_index(index: &Index, column: &str) -> bool {
    let told = |text: &Option<String>| text.as_deref().is_some_and(|text| mentions(text, column));
    let key = |key: &glowplug::catalog::IndexKey| {
        key.column.as_deref() == Some(column) || told(&key.expression)
    };
    index.keys.iter().any(key)
        || index.include.iter().any(|name| name == column)
        || told(&index.predicate)
}

/// Returns true if an expression contains a name as a whole word, outside of string literals.
pub(super) fn mentions(expression: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut outside = String::new();
    for (place, piece) in expression.split('\'').enumerate() {
        outside.push_str(if place % 2 == 0 { piece } else { " ' " });
    }
    outside.match_indices(name).any(|(start, found)| {
        let before = outside[..start].chars().next_back();
        let after = outside[start + found.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(|c| is_part(c) || c == '(')
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn names_are_found_as_whole_words_outside_of_texts() {
        assert!(mentions("(age > 0)", "age"));
        assert!(mentions("((\"Age\" > 0))", "Age"));
        assert!(!mentions("(page > 0)", "age"));
        assert!(!mentions("(kind = 'age')", "age"));
        assert!(!mentions("(age(born) > 0)", "age"));
        assert!(mentions("lower(name) = 'it''s' AND age > 1", "age"));
    }
}
