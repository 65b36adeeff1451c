//! The rows of a case, and whether they are still there.

use std::collections::BTreeMap;

use glowplug::catalog::{Catalog, Column, QualifiedName, Table};
use glowplug::model::Database;
use glowplug::session::{Access, Session};

use super::bench::Bench;
use super::renames::Renames;

/// The rows of each table.
pub(super) struct Rows(BTreeMap<QualifiedName, Content>);

/// The rows of a table.
struct Content {
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

impl Rows {
    pub(super) async fn read(session: &mut dyn Session, catalog: &Catalog) -> Result<Self, String> {
        let mut tables = BTreeMap::new();
        // Rows stand in partitions, which may leave their table.
        let postgres = catalog.database == Database::Postgres;
        let whole = |table: &&Table| !(postgres && table.partitioned.is_some());
        for table in catalog.tables.iter().filter(whole) {
            let columns = columns(table, catalog.database);
            let rows = values(session, catalog.database, &table.name, &columns).await?;
            tables.insert(table.name.clone(), Content { columns, rows });
        }
        Ok(Self(tables))
    }

    /// Compares the values of the columns that are in both schemas and have the same type there.
    pub(super) async fn check(
        &self,
        bench: &mut Bench,
        renames: &Renames,
        before: &Catalog,
        after: &Catalog,
    ) -> Result<(), String> {
        for (name, content) in &self.0 {
            let now = renames.table(name);
            let (Some(was), Some(is)) = (before.table(name), after.table(&now)) else {
                continue;
            };
            let common: Vec<(usize, String)> = content
                .columns
                .iter()
                .enumerate()
                .map(|(index, column)| (index, renames.column(name, column)))
                .filter(|(index, column)| {
                    if content.columns[*index] == ROWID && was.column(ROWID).is_none() {
                        return keeps_rowids(was, is);
                    }
                    let was = was.column(&content.columns[*index]);
                    let both = was.zip(is.column(column));
                    both.is_some_and(|(was, is)| keeps_values(was, is))
                })
                .collect();
            let rows = content.rows.iter();
            let mut expected: Vec<Vec<Option<String>>> = rows
                .map(|row| {
                    common
                        .iter()
                        .map(|(index, _)| row[*index].clone())
                        .collect()
                })
                .collect();
            expected.sort();
            let names: Vec<String> = common.into_iter().map(|(_, column)| column).collect();
            let found = values(&mut *bench.session, after.database, &now, &names).await?;
            if found != expected && !names.is_empty() {
                return Err(format!(
                    "the rows of {now} {names:?} did not survive:\nwere {expected:?}\n\
                     are {found:?}"
                ));
            }
        }
        Ok(())
    }
}

/// Whether the values of a column are to stay: what is computed may be computed in another way, but
/// not what was and is no longer.
fn keeps_values(was: &Column, is: &Column) -> bool {
    was.data_type == is.data_type && (was.generated.is_none() || is.generated.is_none())
}

fn columns(table: &Table, database: Database) -> Vec<String> {
    let rowid = (database == Database::Sqlite && has_rowid(table)).then(|| ROWID.to_owned());
    let columns = table.columns.iter();
    columns
        .map(|column| column.name.clone())
        .chain(rowid)
        .collect()
}

/// What SQLite calls the number of a row.
const ROWID: &str = "_rowid_";

fn has_rowid(table: &Table) -> bool {
    let without = table.options.iter().any(|option| option == "WITHOUT ROWID");
    !without && table.virtual_module.is_none() && table.column(ROWID).is_none()
}

/// Whether the rows of a table have the numbers that they had, whatever else changes.
fn keeps_rowids(was: &Table, is: &Table) -> bool {
    let key = |table: &Table| table.primary_key().to_vec();
    has_rowid(is) && key(was) == key(is)
}

/// The values of some columns, sorted.
async fn values(
    session: &mut dyn Session,
    database: Database,
    table: &QualifiedName,
    columns: &[String],
) -> Result<Vec<Vec<Option<String>>>, String> {
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let quote = |name: &str| match database {
        Database::Mysql => format!("`{}`", name.replace('`', "``")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    };
    let list: Vec<String> = columns.iter().map(|name| quote(name)).collect();
    let schema = table.schema.as_deref().map(|schema| quote(schema) + ".");
    let sql = format!(
        "SELECT {} FROM {}{}",
        list.join(", "),
        schema.unwrap_or_default(),
        quote(&table.name)
    );
    let shown = session.query_text(&sql, Access::ReadOnly).await;
    let mut rows = shown
        .map_err(|error| format!("{sql}: {}", error.message))?
        .rows;
    rows.sort();
    Ok(rows)
}
