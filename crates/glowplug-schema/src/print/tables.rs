//! Determines the tables and columns that are printed, as Diesel infers them from a catalog.

use std::borrow::Cow;

use glowplug::catalog::{Catalog, Column, DieselType, ObjectName, QualifiedName, Table};
use glowplug::error::{Error, Result};

use super::custom_types;
use super::distinct_names::distinct;
use super::joins::{self, Joins};
use super::settings::{PrintSchema, Sorting};
use crate::dialect::{self, CatalogIndex, Inference, TypeChoices, rust_name};
use crate::rust::is_name;

/// The tables and joins that are printed.
pub(super) struct PrintedTables {
    /// The tables, by name.
    pub(super) tables: Vec<PrintedTable>,
    /// The joins, ordered.
    pub(super) joins: Joins,
    /// Tables and columns that cannot be printed.
    pub(super) left_out: Vec<ObjectName>,
    /// The reasons.
    pub(super) remarks: Vec<String>,
}

/// A table that is printed.
pub(super) struct PrintedTable {
    pub(super) name: TableName,
    /// The columns of the primary key, by their names in Rust.
    pub(super) primary_key: Vec<String>,
    pub(super) columns: Vec<PrintedColumn>,
    pub(super) comment: Option<String>,
}

/// A column that is printed.
pub(super) struct PrintedColumn {
    pub(super) sql_name: String,
    pub(super) rust_name: String,
    pub(super) data_type: DieselType,
    pub(super) comment: Option<String>,
}

/// The names of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TableName {
    pub(super) sql_name: String,
    pub(super) rust_name: String,
    /// The schema, if it is not the default one.
    pub(super) schema: Option<String>,
}

impl TableName {
    /// Returns the names of a table, for a project with this default schema.
    pub(super) fn new(name: &QualifiedName, default: Option<&str>) -> Self {
        let schema = name.schema.clone();
        Self {
            sql_name: name.name.clone(),
            rust_name: rust_name(&name.name, None),
            schema: schema.filter(|schema| Some(schema.as_str()) != default),
        }
    }

    /// Returns the name in SQL, qualified with the schema.
    pub(super) fn full_sql_name(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.sql_name),
            None => self.sql_name.clone(),
        }
    }

    /// Returns the name in Rust, qualified with the schema.
    pub(super) fn full_rust_name(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", rust_name(schema, None), self.rust_name),
            None => self.rust_name.clone(),
        }
    }
}

/// Finds what is printed.
///
/// # Errors
/// A `schema` setting on SQLite; a database whose feature is not enabled.
pub(super) fn find(catalog: &Catalog, settings: &PrintSchema) -> Result<PrintedTables> {
    let dialect = dialect::of(catalog.database);
    let inference = dialect.inference()?;
    let schema = settings.schema.as_deref();
    if !dialect.capabilities().schemas && schema.is_some() {
        return Err(Error::Usage(format!(
            "{} has no schemas: remove `schema` from the settings",
            catalog.database
        )));
    }
    let mut found = PrintedTables {
        tables: Vec::new(),
        joins: Joins::default(),
        left_out: Vec::new(),
        remarks: Vec::new(),
    };
    let overview = &CatalogIndex::new(catalog);
    let mut tables: Vec<&Table> = overview.printable().collect();
    tables.retain(|table| {
        inference.prints(overview, table, schema) && settings.filter.takes(&table.name.name)
    });
    tables.sort_by(|one, other| one.name.name.cmp(&other.name.name));
    let look = Look {
        catalog: overview,
        settings,
        inference,
    };
    for (table, name) in tables.iter().zip(look.names(&tables)) {
        found
            .tables
            .extend(look.table(table, name, &mut found.left_out, &mut found.remarks));
    }
    found.joins = joins::find(overview, inference, schema, &found.tables);
    Ok(found)
}

/// Gives the columns of a table distinct names in Rust.
fn tell_apart(columns: &mut [PrintedColumn]) {
    let given = columns
        .iter()
        .map(|column| (&*column.sql_name, column.rust_name.clone()));
    let chosen = distinct(given);
    for (column, chosen) in columns.iter_mut().zip(chosen) {
        column.rust_name = chosen;
    }
}

struct Look<'a> {
    catalog: &'a CatalogIndex<'a>,
    settings: &'a PrintSchema,
    inference: &'a dyn Inference,
}

impl Look<'_> {
    /// Returns the names of tables, distinct in Rust.
    fn names(&self, tables: &[&Table]) -> Vec<TableName> {
        let default = self.inference.default_schema(self.catalog);
        let names = tables
            .iter()
            .map(|table| TableName::new(&table.name, default));
        let mut names: Vec<TableName> = names.collect();
        let given = names
            .iter()
            .map(|name| (&*name.sql_name, name.rust_name.clone()));
        let chosen = distinct(given);
        for (name, chosen) in names.iter_mut().zip(chosen) {
            name.rust_name = chosen;
        }
        names
    }

    fn table(
        &self,
        table: &Table,
        name: TableName,
        left_out: &mut Vec<ObjectName>,
        remarks: &mut Vec<String>,
    ) -> Option<PrintedTable> {
        let key = self.inference.primary_key(self.catalog, table);
        if key.is_empty() {
            left_out.push(ObjectName::Table(table.name.clone()));
            remarks.push(format!(
                "table `{}` is left out: it has no primary key, which `table!` needs",
                table.name
            ));
            return None;
        }
        let mut columns = Vec::new();
        for column in self.columns(table).iter() {
            match self.column(table, column, &name.rust_name) {
                Ok(found) => columns.push(found),
                Err(unknown) if key.contains(&column.name) => {
                    left_out.push(ObjectName::Table(table.name.clone()));
                    remarks.push(format!(
                        "table `{}` is left out: Diesel has no type for `{unknown}` of its key `{}`",
                        table.name, column.name
                    ));
                    return None;
                }
                Err(unknown) => {
                    left_out.push(ObjectName::Column(table.name.clone(), column.name.clone()));
                    remarks.push(format!(
                        "column `{}.{}` is left out: Diesel has no type for `{unknown}`",
                        table.name, column.name
                    ));
                }
            }
        }
        tell_apart(&mut columns);
        let in_rust = |key: &String| {
            let mut columns = columns.iter();
            let column = columns.find(|column| column.sql_name == *key)?;
            Some(column.rust_name.clone())
        };
        Some(PrintedTable {
            primary_key: key.iter().filter_map(in_rust).collect(),
            columns,
            comment: table.comment.clone(),
            name,
        })
    }

    fn columns<'a>(&self, table: &'a Table) -> Vec<Cow<'a, Column>> {
        let mut columns = self.inference.columns(table);
        if self.settings.column_sorting == Sorting::Name {
            columns.sort_by(|one, other| self.inference.order(&one.name, &other.name));
        }
        columns
    }

    /// Returns the column, or the type that Diesel does not support.
    fn column(
        &self,
        table: &Table,
        column: &Column,
        in_table: &str,
    ) -> Result<PrintedColumn, String> {
        let settings = self.settings;
        let choices = TypeChoices {
            domains: &settings.pg_domains_as_custom_types,
            wide_row_ids: settings.sqlite_integer_primary_key_is_bigint == Some(true),
        };
        let data_type = self
            .inference
            .column_type(self.catalog, table, column, &choices)
            .map_err(|unknown| unknown.0)?;
        let in_rust = rust_name(&column.name, Some(in_table));
        let database = self.catalog.catalog.database;
        if let Some(name) = custom_types::name(database, settings, in_table, &in_rust, &data_type)
            && !is_name(&name)
        {
            return Err(data_type.sql_name.unwrap_or(name));
        }
        Ok(PrintedColumn {
            sql_name: column.name.clone(),
            rust_name: in_rust,
            data_type,
            comment: column.comment.clone(),
        })
    }
}
