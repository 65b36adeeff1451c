//! Rows in every table that a change touches, and what became of them.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::guess;
use crate::catalog::{Catalog, QualifiedName, Table};
use crate::dialect::sample;
use crate::error::{Error, Result};
use crate::model::Database;
use crate::scratch::Scratch;
use crate::session::Access;

/// How many rows a table gets.
const ROWS: u32 = 3;

/// A row as it is shown to people.
type Shown = Vec<Option<String>>;

/// The rows that were made up.
pub(super) struct Filled {
    database: Database,
    tables: Vec<Sample>,
    pub(super) unfilled: Vec<QualifiedName>,
}

struct Sample {
    table: QualifiedName,
    columns: Vec<String>,
    /// Those that a trigger may set to the time of each change.
    stamped: Vec<String>,
    rows: Vec<Shown>,
}

/// Rows that a migration and its way back did not leave as they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// Where they were.
    pub table: QualifiedName,
    /// The columns whose values are gone or changed; empty when whole rows are gone.
    pub columns: Vec<String>,
    /// How many rows there were.
    pub before: usize,
    /// How many there are.
    pub after: usize,
}

impl Filled {
    /// Makes rows up for these tables and for those that they reference; for all, when it is not
    /// known which matter.
    pub(super) async fn fill(
        scratch: &mut Scratch,
        catalog: &Catalog,
        touched: Option<&BTreeSet<QualifiedName>>,
    ) -> Result<Self> {
        let mut filled = Self {
            database: catalog.database,
            tables: Vec::new(),
            unfilled: Vec::new(),
        };
        for table in in_order(catalog, touched) {
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
        // Triggers may have written into tables that came earlier.
        for table in in_order(catalog, touched) {
            if filled.unfilled.contains(&table.name) {
                continue;
            }
            let stored = table
                .columns
                .iter()
                .filter(|column| column.generated.is_none());
            let columns: Vec<String> = stored.map(|column| column.name.clone()).collect();
            let rows = read(scratch, catalog.database, &table.name, &columns).await?;
            let stamped = table.columns.iter().filter(|column| {
                let name = &column.data_type.name.name;
                !table.triggers.is_empty() && (name.contains("time") || name == "date")
            });
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

    /// What is not as it was. The schema must be as it was.
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
    let columns = columns.filter(|(_, column)| !sample.stamped.contains(column));
    let changed = columns.filter(|(index, _)| values(rows, *index) != values(&sample.rows, *index));
    changed.map(|(_, column)| column.clone()).collect()
}

/// The tables, those that others reference first.
fn in_order<'c>(catalog: &'c Catalog, touched: Option<&BTreeSet<QualifiedName>>) -> Vec<&'c Table> {
    let mut seen = HashSet::new();
    let mut ordered = Vec::new();
    for table in &catalog.tables {
        if touched.is_none_or(|touched| touched.contains(&table.name)) {
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
    // Rows of a partition come in through the whole.
    if table.partition_of.is_none() && table.virtual_module.is_none() {
        ordered.push(table);
    }
}

/// Tries to insert a row, in one way after the other.
async fn insert(scratch: &mut Scratch, catalog: &Catalog, table: &Table, row: u32) -> bool {
    for way in guess::ways(catalog, table, row) {
        if let Some(sql) = sample::insert(catalog, table, row, &way)
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
    columns: &[String],
) -> Result<Vec<Shown>> {
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let sql = sample::select(database, table, &columns);
    let shown = scratch.session().show(&sql, Access::ReadOnly).await;
    let mut rows = shown
        .map_err(|source| Error::Server {
            doing: "reading the rows of the scratch database",
            source: Box::new(source),
        })?
        .rows;
    rows.sort();
    Ok(rows)
}
