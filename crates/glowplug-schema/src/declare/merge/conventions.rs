//! Adds what a table usually has and `table!` cannot express: defaults of timestamps, triggers that
//! update them, auto-increment keys.

use glowplug::catalog::{ObjectName, QualifiedName};

use super::CatalogMerge;
use crate::declare::{DeclaredColumn, DeclaredTable};
use crate::dialect::conventions::{
    AutoIncrementContext, UpdatedAtMethod, is_timestamp_column, is_updated_at_column,
};

impl CatalogMerge<'_> {
    /// Gives a new timestamp column its default, and whatever updates it.
    pub(super) fn note_times(&mut self, name: &QualifiedName, declared: &DeclaredColumn) {
        if is_timestamp_column(&declared.name) && self.options.additions.times {
            self.note_writing(name, &declared.name);
        }
        if is_updated_at_column(&declared.name) && self.options.additions.touch {
            self.note_change(name, &declared.name);
        }
    }

    fn note_writing(&mut self, name: &QualifiedName, column: &str) {
        let there = self.table(name).and_then(|table| table.column(column));
        let Some(there) = there.filter(|there| !there.nullable) else {
            return;
        };
        let Some(now) = self.words().now(&there.data_type, self.before()) else {
            return;
        };
        let mut columns = self
            .table_mut(name)
            .into_iter()
            .flat_map(|table| &mut table.columns);
        if let Some(found) = columns.find(|of| of.name == column) {
            found.default = Some(now);
        }
        let object = ObjectName::Column(name.clone(), column.to_owned());
        self.add(
            object,
            "a row that does not say it gets the time at which it is written",
        );
    }

    fn note_change(&mut self, name: &QualifiedName, column: &str) {
        let Some(mut table) = self.table(name).cloned() else {
            return;
        };
        let touch = self.words().auto_update(&mut table, column, self.before());
        let (object, why) = match touch {
            None => return,
            Some(UpdatedAtMethod::Column) => (
                ObjectName::Column(name.clone(), column.to_owned()),
                "the server keeps it, as in the other tables",
            ),
            Some(UpdatedAtMethod::Trigger(trigger)) => {
                if table.triggers.iter().any(|of| of.name == trigger.name) {
                    return;
                }
                let object = ObjectName::Trigger(name.clone(), trigger.name.clone());
                table.triggers.push(trigger);
                (
                    object,
                    "it keeps the time of the last change, as in the other tables",
                )
            }
        };
        if let Some(place) = self.table_mut(name) {
            *place = table;
        }
        self.add(object, why);
    }

    /// Makes the key of a table auto-increment, if it is a number and not a reference.
    pub(super) fn let_count(&mut self, name: &QualifiedName, declared: &DeclaredTable) {
        let [key] = declared.key.as_slice() else {
            return;
        };
        let mut joins = self.declared.joins.iter();
        let references = joins.any(|join| join.child == declared.name && join.column == *key);
        let others = self.declared.tables.iter().map(|of| of.name.name.as_str());
        let others = others.filter(|other| *other != declared.name.name);
        if !self.options.additions.counting || references || !is_own(key, others) {
            return;
        }
        let there = self
            .table(name)
            .and_then(|table| table.column(key))
            .cloned();
        let Some(mut column) = there else {
            return;
        };
        let counting = AutoIncrementContext {
            before: self.before(),
            wide_row_ids: self.options.wide_row_ids,
        };
        let before = column.data_type.clone();
        let counts = self
            .words()
            .auto_increment(name, &mut column, counting, &mut self.catalog);
        let another = self.words().counts_as_another(&before, &column.data_type);
        let mut columns = self
            .table_mut(name)
            .into_iter()
            .flat_map(|table| &mut table.columns);
        if let Some(found) = columns.find(|of| of.name == *key) {
            *found = column;
        }
        let object = ObjectName::Column(name.clone(), key.clone());
        if let Some(why) = another.filter(|_| !self.options.wide_row_ids) {
            self.add(object.clone(), why);
        }
        if counts {
            self.add(
                object,
                "the database counts, so that who inserts a row need not",
            );
        }
    }
}

/// Returns true if a key is named as the table's own: `id`, or `category_id` if no other table is
/// named after it.
fn is_own<'t>(key: &str, mut others: impl Iterator<Item = &'t str>) -> bool {
    let of = key.strip_suffix("_id").filter(|of| !of.is_empty());
    key == "id" || of.is_some_and(|of| !others.any(|other| is_named_after(other, of)))
}

/// Returns true if a table is named after a thing: `categories` after `category`.
fn is_named_after(table: &str, one: &str) -> bool {
    let many =
        |stem: Option<&str>, end: &str| stem.is_some_and(|stem| table == format!("{stem}{end}"));
    table == one
        || many(Some(one), "s")
        || many(Some(one), "es")
        || many(one.strip_suffix('y'), "ies")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_own_unless_another_table_is_named_after_it() {
        let others = ["users", "companies", "boxes"];
        let own = |key| is_own(key, others.into_iter());
        for key in ["id", "category_id", "personal_memory_id", "use_id"] {
            assert!(own(key), "{key}");
        }
        for key in ["user_id", "company_id", "box_id", "name", "_id"] {
            assert!(!own(key), "{key}");
        }
    }
}
