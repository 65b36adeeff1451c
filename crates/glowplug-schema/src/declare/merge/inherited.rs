//! Gives partitions and inheriting tables the columns of their parents.

use glowplug::catalog::{Catalog, Column, QualifiedName, Table};

use super::CatalogMerge;

impl CatalogMerge<'_> {
    /// Adapts the columns of children to those of their parents, from the top down.
    pub(super) fn inherit(&mut self) {
        let mut parts: Vec<(usize, QualifiedName)> = self
            .catalog
            .tables
            .iter()
            .filter(|table| wholes(table).next().is_some())
            .map(|table| (depth(&self.catalog, table, 0), table.name.clone()))
            .collect();
        parts.sort();
        for (_, part) in parts {
            let Some(table) = self.table(&part) else {
                continue;
            };
            let above: Vec<Column> = wholes(table)
                .filter_map(|whole| self.table(whole))
                .flat_map(|whole| whole.columns.clone())
                .collect();
            let is_above = |name: &str| above.iter().any(|column| column.name == name);
            let gone: Vec<String> = table
                .columns
                .iter()
                .filter(|column| column.inherited && !is_above(&column.name))
                .map(|column| column.name.clone())
                .collect();
            for column in gone {
                self.drop_column(&part, &column);
            }
            let former = self.before().table(&part);
            if let Some(table) = self.table_mut(&part) {
                for column in &above {
                    inherit(table, column, former);
                }
            }
        }
    }
}

/// Gives a table a column of its parent. A column that was its own before stays its own.
fn inherit(table: &mut Table, above: &Column, former: Option<&Table>) {
    let was_own = former.is_some_and(|former| former.column(&above.name).is_some());
    let mut columns = table.columns.iter_mut();
    match columns.find(|column| column.name == above.name) {
        None => table.columns.push(Column {
            inherited: true,
            identity: None,
            comment: None,
            ..above.clone()
        }),
        Some(column) => {
            column.data_type.clone_from(&above.data_type);
            column.nullable &= above.nullable;
            if !was_own {
                column.inherited = true;
                column.default.clone_from(&above.default);
            }
        }
    }
}

fn wholes(table: &Table) -> impl Iterator<Item = &QualifiedName> {
    let whole = table.partition_of.as_ref().map(|of| &of.parent);
    whole.into_iter().chain(&table.inherits)
}

/// Returns the number of ancestors of a table.
fn depth(catalog: &Catalog, table: &Table, below: usize) -> usize {
    if below > catalog.tables.len() {
        return below;
    }
    let above = wholes(table).filter_map(|whole| catalog.table(whole));
    let depths = above.map(|whole| 1 + depth(catalog, whole, below + 1));
    depths.max().unwrap_or_default()
}
