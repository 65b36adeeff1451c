//! Inserts rows into the tables that a change affects, and checks what became of them.

use std::collections::{BTreeSet, HashSet};

use glowplug::catalog::{Catalog, Column, QualifiedName, Table};
use glowplug::error::{Error, Result};
use glowplug::model::Database;
use glowplug::session::Access;
use serde::Serialize;

use super::candidate_rows;
use crate::dialect::{self, sample_rows};
use crate::scratch::Scratch;

/// The number of rows per table.
pub(super) const ROWS: u32 = 3;

/// A row, with its values as text.
type Shown = Vec<Option<String>>;

/// The generated rows.
pub(crate) struct SampleRows {
    database: Database,
    tables: Vec<Sample>,
    pub(crate) unfilled: Vec<QualifiedName>,
}

struct Sample {
    table: QualifiedName,
    columns: Vec<Column>,
    /// The columns that a trigger may set to the time of each change.
    stamped: Vec<String>,
    rows: Vec<Shown>,
}

/// Rows or values that changed while a migration was applied and reverted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// The table.
    pub table: QualifiedName,
    /// The columns whose values were lost or changed; empty if whole rows were lost.
    pub columns: Vec<String>,
    /// The number of rows before.
    pub before: usize,
    /// The number of rows after.
    pub after: usize,
}

impl SampleRows {
    /// Returns no rows.
    pub(super) const fn none(database: Database) -> Self {
        Self {
            database,
            tables: Vec::new(),
            unfilled: Vec::new(),
        }
    }

    /// Inserts generated rows into these tables and those that they reference; into all tables if
    /// it is not known which are affected.
    pub(crate) async fn fill(
        scratch: &mut Scratch,
        catalog: &Catalog,
        affected: Option<&BTreeSet<QualifiedName>>,
    ) -> Result<Self> {
        let mut filled = Self::none(catalog.database);
        for table in in_order(catalog, affected) {
            let mut rows = 0;
            for row in 1..=ROWS {
                let inserted = insert(scratch, catalog, table, row).await;
                rows += u32::from(inserted);
                if !inserted {
                    break;
                }
            }
            if rows == 0 {
                filled.unfilled.push(table.name.clone());
            }
        }
        // Triggers may have written to earlier tables, so all are read at the end.
        let dialect = dialect::of(catalog.database);
        for table in in_order(catalog, affected) {
            if filled.unfilled.contains(&table.name) {
                continue;
            }
            let stored = table
                .columns
                .iter()
                .filter(|column| column.generated.is_none());
            let columns: Vec<Column> = stored.cloned().collect();
            let rows = read(scratch, catalog.database, &table.name, &columns).await?;
            let stamped = table
                .columns
                .iter()
                .filter(|column| !table.triggers.is_empty() && dialect.is_time(&column.data_type));
            filled.tables.push(Sample {
                table: table.name.clone(),
                stamped: stamped.map(|column| column.name.clone()).collect(),
                columns,
                rows,
            });
        }
        Ok(filled)
    }

    pub(super) fn rows(&self) -> usize {
        self.tables.iter().map(|sample| sample.rows.len()).sum()
    }

    pub(super) const fn tables(&self) -> usize {
        self.tables.len()
    }

    /// Returns the rows and values that changed. The schema must be the same as before.
    pub(super) async fn lost(&self, scratch: &mut Scratch) -> Result<Vec<Lost>> {
        let mut lost = Vec::new();
        for sample in &self.tables {
            let rows = read(scratch, self.database, &sample.table, &sample.columns).await?;
            let columns = changed_columns(sample, &rows);
            if rows.len() < sample.rows.len() || !columns.is_empty() {
                lost.push(Lost {
                    table: sample.table.clone(),
                    columns,
                    before: sample.rows.len(),
                    after: rows.len(),
                });
            }
        }
        Ok(lost)
    }
}

fn changed_columns(sample: &Sample, rows: &[Shown]) -> Vec<String> {
    if rows.len() < sample.rows.len() {
        return Vec::new();
    }
    let values = |rows: &[Shown], index: usize| {
        let mut values: Vec<_> = rows.iter().map(|row| row[index].clone()).collect();
        values.sort();
        values
    };
    let columns = sample.columns.iter().enumerate();
    let columns = columns.filter(|(_, column)| !sample.stamped.contains(&column.name));
    let changed = columns.filter(|(index, _)| values(rows, *index) != values(&sample.rows, *index));
    changed.map(|(_, column)| column.name.clone()).collect()
}

/// Returns the tables, referenced tables first.
fn in_order<'c>(
    catalog: &'c Catalog,
    affected: Option<&BTreeSet<QualifiedName>>,
) -> Vec<&'c Table> {
    let mut seen = HashSet::new();
    let mut ordered = Vec::new();
    for table in &catalog.tables {
        if affected.is_none_or(|affected| affected.contains(&table.name)) {
            visit(catalog, table, &mut seen, &mut ordered);
        }
    }
    ordered
}

fn visit<'c>(
    catalog: &'c Catalog,
    table: &'c Table,
    seen: &mut HashSet<&'c QualifiedName>,
    ordered: &mut Vec<&'c Table>,
) {
    if !seen.insert(&table.name) {
        return;
    }
    for constraint in &table.constraints {
        let key = constraint.foreign_key();
        if let Some(next) = key.and_then(|key| catalog.table(&key.references)) {
            visit(catalog, next, seen, ordered);
        }
    }
    // Rows of a partition are inserted through its parent.
    if table.partition_of.is_none() && table.virtual_module.is_none() {
        ordered.push(table);
    }
}

/// Tries to insert a row with each guess in turn; returns true if one succeeds.
async fn insert(scratch: &mut Scratch, catalog: &Catalog, table: &Table, row: u32) -> bool {
    for way in candidate_rows::ways(catalog, table, row) {
        if let Some(sql) = sample_rows::insert(catalog, table, row, &way)
            && scratch.changing().run(&sql).await.is_ok()
        {
            return true;
        }
    }
    false
}

async fn read(
    scratch: &mut Scratch,
    database: Database,
    table: &QualifiedName,
    columns: &[Column],
) -> Result<Vec<Shown>> {
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let sql = sample_rows::select(database, table, columns);
    let shown = scratch.session().query_text(&sql, Access::ReadOnly).await;
    let mut rows = shown
        .map_err(|source| Error::Server {
            doing: "reading the rows of the scratch database",
            source: Box::new(source),
        })?
        .rows;
    rows.sort();
    Ok(rows)
}
