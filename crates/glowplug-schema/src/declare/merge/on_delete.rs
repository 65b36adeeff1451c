//! Chooses the `ON DELETE` action of new foreign keys: `table!` cannot express it, and the other
//! foreign keys of the project usually agree.

use glowplug::catalog::{ForeignKey, ObjectName, QualifiedName, ReferentialAction, Table};

use super::CatalogMerge;

/// The number of foreign keys that make an action the convention of the project.
const ENOUGH: usize = 3;

impl CatalogMerge<'_> {
    /// Returns the `ON DELETE` action that the existing foreign keys agree on: those that reference
    /// the same table, or else all of the schema if there are enough. Only keys whose column is as
    /// nullable as this one are considered: a row that requires its parent is deleted with it, an
    /// optional reference is set to `NULL`.
    pub(super) fn usual_on_delete(
        &self,
        table: &Table,
        column: &str,
        parent: &QualifiedName,
    ) -> ReferentialAction {
        let nullable = is_nullable(table, column);
        let alike: Vec<&ForeignKey> = self
            .before()
            .tables
            .iter()
            .flat_map(|table| table.constraints.iter().map(move |of| (table, of)))
            .filter_map(|(table, of)| Some((table, of.foreign_key()?)))
            .filter(|(table, key)| match key.columns.as_slice() {
                [only] => is_nullable(table, only) == nullable,
                _ => false,
            })
            .map(|(_, key)| key)
            .collect();
        let to_parent = alike.iter().filter(|key| key.references == *parent);
        let to_parent = to_parent.map(|key| key.on_delete);
        let of_all = alike.iter().map(|key| key.on_delete);
        let of_all = agreed(of_all).filter(|_| alike.len() >= ENOUGH);
        let usual = agreed(to_parent).or(of_all);
        usual
            .filter(|action| *action != ReferentialAction::SetDefault)
            .unwrap_or_default()
    }

    /// Records that a foreign key got the `ON DELETE` action of the others.
    pub(super) fn say_on_delete(
        &mut self,
        key: &ObjectName,
        action: ReferentialAction,
        parent: &QualifiedName,
    ) {
        let parent = &parent.name;
        let why = match action {
            ReferentialAction::NoAction | ReferentialAction::SetDefault => return,
            ReferentialAction::Cascade => format!(
                "`ON DELETE CASCADE`, as the other foreign keys: its rows are deleted with the row \
                 of `{parent}`"
            ),
            ReferentialAction::SetNull => format!(
                "`ON DELETE SET NULL`, as the other foreign keys: its rows outlive the row of \
                 `{parent}`"
            ),
            ReferentialAction::Restrict => format!(
                "`ON DELETE RESTRICT`, as the other foreign keys: a row of `{parent}` that is \
                 referenced cannot be deleted"
            ),
        };
        self.add(key.clone(), why);
    }
}

fn is_nullable(table: &Table, column: &str) -> bool {
    table.column(column).is_some_and(|column| column.nullable)
}

/// Returns the action that all agree on; `None` if there is none.
fn agreed(mut actions: impl Iterator<Item = ReferentialAction>) -> Option<ReferentialAction> {
    let first = actions.next()?;
    actions.all(|action| action == first).then_some(first)
}
