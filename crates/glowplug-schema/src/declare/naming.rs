//! Chooses the names of new foreign keys and indexes in the style of the existing ones.

use std::collections::HashSet;

use glowplug::catalog::{Catalog, Constraint, ConstraintKind, Index, Table};
use glowplug::dialect::NameScope;

use crate::dialect;

/// Naming patterns of foreign keys; `t`, `c` and `p` are the table, the column and the parent.
const FOREIGN_KEYS: &[&str] = &[
    "{t}_{c}_fkey",
    "fk_{t}_{c}",
    "{t}_{c}_fk",
    "{t}_{c}_foreign",
    "fk_{t}_{p}",
    "{t}_{p}_fkey",
    "{t}_{p}_fk",
    "fk_{c}",
    "fk_{p}",
    "{c}_fk",
    "{c}_fkey",
    "{p}_fk",
];

/// Naming patterns of indexes on one column.
const INDEXES: &[&str] = &[
    "{t}_{c}_idx",
    "idx_{t}_{c}",
    "{t}_{c}_index",
    "index_{t}_{c}",
    "index_{t}_on_{c}",
    "ix_{t}_{c}",
    "{t}_idx_{c}",
    "idx_{c}",
    "{c}_idx",
    "{c}_index",
];

/// The naming style of a schema, and the names that are taken.
pub(super) struct Naming {
    foreign_key: Option<&'static str>,
    index: &'static str,
    limit: usize,
    taken: HashSet<String>,
}

/// The parts of a name.
#[derive(Clone, Copy)]
pub(super) struct Parts<'p> {
    pub(super) table: &'p str,
    pub(super) column: &'p str,
    pub(super) parent: &'p str,
}

impl Naming {
    pub(super) fn of(catalog: &Catalog, limit: usize) -> Self {
        let foreign_keys = catalog.tables.iter().flat_map(|table| {
            let constraints = table.constraints.iter();
            constraints.filter_map(|constraint| of_key(table, constraint))
        });
        let indexes = catalog.tables.iter().flat_map(|table| {
            let indexes = table.indexes.iter();
            indexes.filter_map(|index| of_index(table, index))
        });
        let taken = catalog.tables.iter().flat_map(|table| {
            let indexes = table.indexes.iter().map(|index| index.name.clone());
            indexes.chain([table.name.name.clone()])
        });
        let views = catalog.views.iter().flat_map(|view| {
            let indexes = view.indexes.iter().map(|index| index.name.clone());
            indexes.chain([view.name.name.clone()])
        });
        let sequences = catalog.sequences.iter().map(|of| of.name.name.clone());
        // The index of a key has the name of the key, which may be unique only within its table.
        let scope = dialect::of(catalog.database).capabilities().names.indexes;
        let keyed = catalog.tables.iter().filter(|_| scope == NameScope::Schema);
        let keys = keyed.flat_map(|table| &table.constraints).filter(|of| {
            let key = of.foreign_key().is_none();
            key && !matches!(of.kind, ConstraintKind::Check { .. })
        });
        let keys = keys.filter_map(|of| of.name.clone());
        let taken = taken.chain(views).chain(sequences).chain(keys);
        Self {
            foreign_key: usual(FOREIGN_KEYS, foreign_keys),
            index: usual(INDEXES, indexes).unwrap_or(INDEXES[0]),
            limit,
            taken: taken.collect(),
        }
    }

    /// Marks the names of tables that will be created as taken.
    pub(super) fn take<'n>(&mut self, names: impl IntoIterator<Item = &'n String>) {
        self.taken.extend(names.into_iter().cloned());
    }

    /// Returns the name of a new foreign key, if the schema has a style.
    pub(super) fn foreign_key(&self, parts: Parts<'_>) -> Option<String> {
        let name = parts.fill(self.foreign_key?);
        (name.len() <= self.limit).then_some(name)
    }

    /// Returns a free name for a new index.
    pub(super) fn index(&mut self, parts: Parts<'_>) -> String {
        let mut name = parts.fill(self.index);
        while name.len() > self.limit - 3 {
            name.pop();
        }
        let numbered = (1..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| !self.taken.contains(name));
        let name = free.unwrap_or(name);
        self.taken.insert(name.clone());
        name
    }
}

impl Parts<'_> {
    fn fill(&self, template: &str) -> String {
        let name = template.replace("{t}", self.table);
        name.replace("{c}", self.column).replace("{p}", self.parent)
    }
}

/// Returns the pattern that matches most names.
fn usual<'n>(
    templates: &[&'static str],
    names: impl Iterator<Item = (Parts<'n>, &'n str)>,
) -> Option<&'static str> {
    let mut counts = vec![0_usize; templates.len()];
    for (parts, name) in names {
        for (count, template) in counts.iter_mut().zip(templates) {
            *count += usize::from(parts.fill(template) == name);
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let place = counts.iter().position(|count| *count == most)?;
    Some(templates[place])
}

fn of_key<'c>(table: &'c Table, constraint: &'c Constraint) -> Option<(Parts<'c>, &'c str)> {
    let key = constraint.foreign_key()?;
    let [column] = key.columns.as_slice() else {
        return None;
    };
    let parts = Parts {
        table: &table.name.name,
        column,
        parent: &key.references.name,
    };
    Some((parts, constraint.name.as_deref()?))
}

fn of_index<'c>(table: &'c Table, index: &'c Index) -> Option<(Parts<'c>, &'c str)> {
    let [key] = index.keys.as_slice() else {
        return None;
    };
    let parts = Parts {
        table: &table.name.name,
        column: key.column.as_deref().filter(|_| !index.unique)?,
        parent: "",
    };
    Some((parts, &index.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTS: Parts<'static> = Parts {
        table: "posts",
        column: "user_id",
        parent: "users",
    };

    #[test]
    fn the_style_that_most_names_have_is_taken() {
        let names = ["fk_posts_user_id", "fk_posts_user_id", "posts_user_id_fkey"];
        let style = usual(FOREIGN_KEYS, names.iter().map(|name| (POSTS, *name)));
        assert_eq!(style, Some("fk_{t}_{c}"));
        assert_eq!(usual(INDEXES, [(POSTS, "whatever")].into_iter()), None);
    }

    #[test]
    fn names_are_taken_once_and_kept_short() {
        let empty = Catalog::empty(glowplug::model::Database::Postgres);
        let mut naming = Naming::of(&empty, 63);
        assert_eq!(naming.index(POSTS), "posts_user_id_idx");
        assert_eq!(naming.index(POSTS), "posts_user_id_idx1");
        naming.take(&["posts_user_id_idx2".to_owned()]);
        assert_eq!(naming.index(POSTS), "posts_user_id_idx3");
        let table = "t".repeat(80);
        let long = Parts {
            table: &table,
            ..POSTS
        };
        assert!(naming.index(long).len() <= 63);
        assert!(naming.index(long).len() <= 63);
    }
}
