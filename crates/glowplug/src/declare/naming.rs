//! The names of new foreign keys and indexes, in the style of those that are there.

use std::collections::HashSet;

use crate::catalog::{Catalog, Constraint, Index, Table};

/// What foreign keys are called, `t`, `c` and `p` being the table, the column and the parent.
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

/// What indexes over one column are called.
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

/// The styles of a schema, and the names that are taken.
pub(super) struct Naming {
    foreign_key: Option<&'static str>,
    index: &'static str,
    limit: usize,
    taken: HashSet<String>,
}

/// What a name is made of.
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
        Self {
            foreign_key: usual(FOREIGN_KEYS, foreign_keys),
            index: usual(INDEXES, indexes).unwrap_or(INDEXES[0]),
            limit,
            taken: taken.collect(),
        }
    }

    /// The name of a new foreign key, where the schema has a style.
    pub(super) fn foreign_key(&self, parts: Parts<'_>) -> Option<String> {
        let name = parts.fill(self.foreign_key?);
        (name.len() <= self.limit).then_some(name)
    }

    /// The name of a new index.
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

/// The template that makes most names.
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
        let empty = Catalog::empty(crate::model::Database::Postgres);
        let mut naming = Naming::of(&empty, 63);
        assert_eq!(naming.index(POSTS), "posts_user_id_idx");
        assert_eq!(naming.index(POSTS), "posts_user_id_idx1");
        let table = "t".repeat(80);
        let long = Parts {
            table: &table,
            ..POSTS
        };
        assert!(naming.index(long).len() <= 63);
        assert!(naming.index(long).len() <= 63);
    }
}
