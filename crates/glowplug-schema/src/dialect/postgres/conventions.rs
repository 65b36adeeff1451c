//! How declared tables and columns are expressed in PostgreSQL.

mod auto_increment;
mod expressions;
mod names;
mod retype;
mod updated_at_trigger;

use glowplug::catalog::{
    Catalog, Column, DataType, DieselType, ForeignKey, ObjectName, QualifiedName, Table,
};
use glowplug::dialect::postgres::Postgres;

use super::quote::{quote, quote_all};
use super::types::from_diesel;
use crate::dialect::conventions::{
    AutoIncrementContext, ResolvedType, SchemaConventions, UnknownTypeName, UpdatedAtMethod,
    usual_default,
};

/// Maximum length of an identifier in bytes; PostgreSQL truncates longer ones.
const NAME_LIMIT: usize = 63;

impl SchemaConventions for Postgres {
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool {
        from_diesel::is_same(left, right)
    }

    fn kind<'t>(&self, data_type: &'t DataType) -> &'t str {
        match data_type.name.name.as_str() {
            "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" => "number",
            "text" | "varchar" | "bpchar" | "char" | "citext" | "name" => "text",
            "timestamp" | "timestamptz" | "date" => "time",
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

    fn retype(
        &self,
        table: &mut Table,
        column: &str,
        data_type: DataType,
        laid: &mut Catalog,
    ) -> Option<ObjectName> {
        retype::retype(table, column, data_type, laid)
    }

    fn list(&self, columns: &[String]) -> String {
        quote_all(columns)
    }

    fn primary_key_name(&self, table: &QualifiedName) -> Option<String> {
        Some(names::object(&table.name, "", "pkey"))
    }

    fn unique_name(&self, table: &QualifiedName, columns: &[String]) -> Option<String> {
        Some(names::object(&table.name, &columns.join("_"), "key"))
    }

    fn foreign_key_definition(&self, key: &ForeignKey, catalog: &Catalog) -> String {
        let on_delete = key
            .on_delete
            .written()
            .map(|action| format!(" ON DELETE {action}"));
        format!(
            "FOREIGN KEY ({}) REFERENCES {}({}){}",
            quote_all(&key.columns),
            qualified(&key.references, catalog),
            quote_all(&key.referenced),
            on_delete.unwrap_or_default()
        )
    }

    fn foreign_key_name(&self, table: &Table, column: &str) -> Option<String> {
        Some(names::object(&table.name.name, column, "fkey"))
    }

    fn name_limit(&self) -> usize {
        NAME_LIMIT
    }

    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String> {
        let is_time = matches!(data_type.name.name.as_str(), "timestamp" | "timestamptz");
        is_time.then(|| usual_default(catalog, data_type).unwrap_or_else(|| "now()".to_owned()))
    }

    fn auto_increment(
        &self,
        table: &QualifiedName,
        column: &mut Column,
        counting: AutoIncrementContext<'_>,
        laid: &mut Catalog,
    ) -> bool {
        auto_increment::make_auto_increment(table, column, counting.before, laid)
    }

    fn auto_update(
        &self,
        table: &mut Table,
        column: &str,
        catalog: &Catalog,
    ) -> Option<UpdatedAtMethod> {
        updated_at_trigger::trigger(table, column, catalog).map(UpdatedAtMethod::Trigger)
    }
}

/// Returns a quoted name, qualified unless it is in the default schema.
fn qualified(name: &QualifiedName, catalog: &Catalog) -> String {
    match &name.schema {
        Some(schema) if !catalog.is_default(Some(schema)) => {
            format!("{}.{}", quote(schema), quote(&name.name))
        }
        _ => quote(&name.name).into_owned(),
    }
}
