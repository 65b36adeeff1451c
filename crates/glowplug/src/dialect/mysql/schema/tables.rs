//! Reads tables with their columns, keys, indexes and triggers.

use super::creators::maker;
use super::triggers;
use super::{Context, Grouped, Reader, cell, columns, filled, indexes, keys, of, partitions};
use crate::catalog::{Definition, Makers, ObjectName, QualifiedName, RowSecurity, Table};
use crate::dialect::mysql::inspect::is_ours;
use crate::error::ServerError;
use crate::model::Row;

/// The parts of tables, by table name.
struct Parts<'a> {
    columns: &'a Grouped,
    indexes: Grouped,
    keys: Grouped,
    rules: Grouped,
    checks: Grouped,
    triggers: Grouped,
    partitions: Grouped,
}

impl Reader<'_> {
    pub(super) async fn tables(
        &mut self,
        context: &Context<'_>,
        rows: &[Row],
        columns: &Grouped,
        makers: &mut Makers,
    ) -> Result<Vec<Table>, ServerError> {
        let (indexes, checks) = if self.is_mariadb {
            (
                include_str!("indexes_mariadb.sql"),
                include_str!("checks_mariadb.sql"),
            )
        } else {
            (
                include_str!("indexes_mysql.sql"),
                include_str!("checks_mysql.sql"),
            )
        };
        let parts = Parts {
            columns,
            indexes: self.grouped(indexes).await?,
            keys: self.grouped(include_str!("keys.sql")).await?,
            rules: self.grouped(include_str!("rules.sql")).await?,
            checks: self.grouped(checks).await?,
            triggers: self.grouped(include_str!("triggers.sql")).await?,
            partitions: self.grouped(include_str!("partitions.sql")).await?,
        };
        let triggers = parts.triggers.values().flatten();
        let made = triggers.filter_map(|row| {
            let object = ObjectName::Trigger(QualifiedName::plain(cell(row, 0)), cell(row, 1));
            maker(row, object, 5, Some(6), context)
        });
        makers.0.extend(made);
        let is_named = self.only.is_some();
        let is_hidden = |row: &Row| !is_named && is_ours(&cell(row, 0));
        let is_table = |row: &&Row| cell(row, 1) != "SEQUENCE" && !is_hidden(row);
        let tables = rows.iter().filter(is_table);
        let mut tables: Vec<Table> = tables.map(|row| table(row, &parts, context)).collect();
        tables.sort_by(|left, right| left.name.cmp(&right.name));
        if self.is_mariadb {
            self.periods(&mut tables).await?;
        }
        Ok(tables)
    }
}

fn table(row: &Row, parts: &Parts<'_>, context: &Context<'_>) -> Table {
    let name = cell(row, 0);
    let collation = cell(row, 3);
    let checks = of(&parts.checks, &name);
    let (mut constraints, indexes) = indexes::indexes(of(&parts.indexes, &name), context);
    let (keys, rules) = (of(&parts.keys, &name), of(&parts.rules, &name));
    constraints.extend(keys::foreign_keys(keys, rules, context));
    constraints.extend(keys::checks(checks, context));
    constraints.sort_by(|left, right| left.name.cmp(&right.name));
    let columns = of(parts.columns, &name).iter();
    Table {
        columns: columns
            .map(|row| columns::column(row, &collation, checks, context))
            .collect(),
        constraints,
        indexes,
        triggers: triggers::triggers(&name, of(&parts.triggers, &name)),
        policies: Vec::new(),
        rules: Vec::new(),
        row_security: RowSecurity::default(),
        partitioned: partitions::partitioned(of(&parts.partitions, &name)),
        partition_of: None,
        inherits: Vec::new(),
        unlogged: false,
        of_type: None,
        replica_identity: None,
        options: options(row, &collation, context),
        virtual_module: None,
        sql: Definition::default(),
        comment: filled(row, 5),
        name: QualifiedName::plain(name),
    }
}

/// Returns the options that are not defaults: engine, collation, and those given at creation.
fn options(row: &Row, collation: &str, context: &Context<'_>) -> Vec<String> {
    let mut options = Vec::new();
    if let Some(engine) = filled(row, 2).filter(|engine| *engine != context.engine) {
        options.push(format!("ENGINE={engine}"));
    }
    if !collation.is_empty() && collation != context.collation {
        options.push(format!("COLLATE={collation}"));
    }
    if cell(row, 1) == "SYSTEM VERSIONED" {
        options.push("WITH SYSTEM VERSIONING".to_owned());
    }
    let said = cell(row, 4);
    let said = said.split_whitespace().filter(|one| *one != "partitioned");
    options.extend(said.map(option));
    options.sort();
    options
}

/// Formats an option such as `row_format=COMPRESSED`. On MariaDB, options of an engine are quoted.
fn option(said: &str) -> String {
    match said.split_once('=') {
        Some((name, value)) if !name.starts_with('`') => format!("{}={value}", name.to_uppercase()),
        _ => said.to_owned(),
    }
}
