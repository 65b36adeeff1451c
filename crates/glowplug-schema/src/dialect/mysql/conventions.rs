//! How MySQL and MariaDB express what a `schema.rs` declares.

use glowplug::catalog::{
    Catalog, Column, DataType, DieselType, ForeignKey, Identity, ObjectName, QualifiedName, Table,
};
use glowplug::dialect::mysql::Mysql;

use super::format;
use super::is_mariadb;
use super::quote::identifier;
use super::types::{from_diesel, keys};
use crate::dialect::conventions::{
    AutoIncrementContext, ResolvedType, SchemaConventions, UnknownTypeName, UpdatedAtMethod,
    is_updated_at_column, usual_default,
};

impl SchemaConventions for Mysql {
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool {
        from_diesel::is_same(left, right)
    }

    fn is_alias(&self, left: &DieselType, right: &DieselType) -> bool {
        keys::is_alias(left, right)
    }

    fn is_no_key(&self, declared: &DieselType) -> bool {
        keys::is_no_key(declared)
    }

    fn key_type(&self, data_type: &DataType, catalog: &Catalog) -> Option<DataType> {
        keys::key_type(data_type, catalog)
    }

    fn kind<'t>(&self, data_type: &'t DataType) -> &'t str {
        match data_type.name.name.as_str() {
            "smallint" | "int" | "bigint" | "decimal" | "double" | "float" => "number",
            "text" | "varchar" | "char" => "text",
            "timestamp" | "date" | "datetime" => "time",
            other => other,
        }
    }

    fn data_type(
        &self,
        declared: &DieselType,
        catalog: &Catalog,
    ) -> Result<ResolvedType, UnknownTypeName> {
        from_diesel::data_type(declared, catalog)
    }

    fn with_length(&self, data_type: &DataType, length: Option<u64>) -> Option<DataType> {
        from_diesel::with_length(data_type, length)
    }

    fn has_values(&self, data_type: &DataType) -> bool {
        matches!(data_type.name.name.as_str(), "enum" | "set")
    }

    fn with_values(&self, data_type: &DataType, values: &[String]) -> DataType {
        from_diesel::with_values(data_type, values)
    }

    fn retype(
        &self,
        table: &mut Table,
        column: &str,
        data_type: DataType,
        laid: &mut Catalog,
    ) -> Option<ObjectName> {
        let column = table.columns.iter_mut().find(|of| of.name == column)?;
        if format::holds_json(column) {
            column.check = None;
            column.collation = None;
        }
        column.data_type = data_type;
        self.complete(column, laid);
        None
    }

    /// MariaDB's `json` is a text type with a check, which is added here.
    fn complete(&self, column: &mut Column, catalog: &Catalog) {
        if column.data_type.name.name == "json" && is_mariadb(catalog) {
            format::make_json(column, &catalog.table_defaults.0);
        }
    }

    fn has_type(&self, _: &Table, column: &Column, declared: &DieselType) -> bool {
        format::holds_json(column) && from_diesel::name(declared) == "json"
    }

    fn list(&self, columns: &[String]) -> String {
        let quoted: Vec<String> = columns.iter().map(|name| identifier(name)).collect();
        quoted.join(", ")
    }

    fn primary_key_name(&self, _: &QualifiedName) -> Option<String> {
        Some("PRIMARY".to_owned())
    }

    fn unique_name(&self, _: &QualifiedName, columns: &[String]) -> Option<String> {
        Some(columns.join("_"))
    }

    fn foreign_key_definition(&self, key: &ForeignKey, _: &Catalog) -> String {
        format::foreign_key(key)
    }

    fn index_method(&self) -> &'static str {
        "BTREE"
    }

    /// Returns the next free name of the kind that the server generates.
    fn foreign_key_name(&self, table: &Table, _: &str) -> Option<String> {
        let taken = |name: &String| {
            let mut names = table.constraints.iter().filter_map(|of| of.name.as_ref());
            names.any(|taken| taken == name)
        };
        let names = (1..).map(|number| format!("{}_ibfk_{number}", table.name.name));
        names.into_iter().find(|name| !taken(name))
    }

    fn name_limit(&self) -> usize {
        64
    }

    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String> {
        let is_time = matches!(data_type.name.name.as_str(), "timestamp" | "datetime");
        is_time.then(|| usual_default(catalog, data_type).unwrap_or_else(|| clock(catalog)))
    }

    fn auto_increment(
        &self,
        _: &QualifiedName,
        column: &mut Column,
        counting: AutoIncrementContext<'_>,
        _: &mut Catalog,
    ) -> bool {
        let is_number = |column: &Column| {
            let names = ["tinyint", "smallint", "mediumint", "int", "bigint"];
            names.contains(&column.data_type.name.name.as_str())
        };
        let keys: Vec<&Column> = counting
            .before
            .tables
            .iter()
            .filter_map(|table| match table.primary_key() {
                [key] => table.column(key).filter(|column| is_number(column)),
                _ => None,
            })
            .collect();
        let counting = keys.iter().filter(|key| key.identity.is_some()).count();
        if !is_number(column) || counting * 2 < keys.len() {
            return false;
        }
        column.identity = Some(Identity {
            always: false,
            sequence: None,
        });
        true
    }

    /// Uses `ON UPDATE` unless most of the other tables do without it.
    fn auto_update(
        &self,
        table: &mut Table,
        column: &str,
        catalog: &Catalog,
    ) -> Option<UpdatedAtMethod> {
        let others = catalog
            .tables
            .iter()
            .filter(|other| other.name != table.name);
        let others: Vec<&Column> = others.filter_map(|other| other.column(column)).collect();
        let kept = others.iter().filter_map(|other| other.on_update.as_ref());
        if !is_updated_at_column(column) || kept.clone().count() * 2 < others.len() {
            return None;
        }
        let on_update = kept
            .clone()
            .next()
            .cloned()
            .unwrap_or_else(|| clock(catalog));
        let column = table.columns.iter_mut().find(|of| of.name == column)?;
        column.default.as_ref()?;
        column.on_update = Some(on_update);
        Some(UpdatedAtMethod::Column)
    }
}

/// Returns the current timestamp in the spelling of the server, as far as the catalog shows it.
fn clock(catalog: &Catalog) -> String {
    let columns = || catalog.tables.iter().flat_map(|table| &table.columns);
    let defaults = columns().filter_map(|column| column.default.as_deref());
    let mut told = defaults.chain(columns().filter_map(|column| column.on_update.as_deref()));
    match is_mariadb(catalog) || told.any(|text| text.starts_with("current_timestamp(")) {
        true => "current_timestamp()".to_owned(),
        false => "CURRENT_TIMESTAMP".to_owned(),
    }
}
