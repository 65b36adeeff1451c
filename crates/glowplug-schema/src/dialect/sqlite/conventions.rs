//! How SQLite expresses what a `schema.rs` declares.

use glowplug::catalog::{
    Catalog, Column, DataType, Deferral, DieselType, ForeignKey, Identity, QualifiedName, Table,
};
use glowplug::dialect::sqlite::Sqlite;

use super::types::from_diesel;
use super::{layout, quote};
use crate::dialect::conventions::{
    AutoIncrementContext, ResolvedType, SchemaConventions, UnknownTypeName, UpdatedAtMethod,
    usual_default,
};

impl SchemaConventions for Sqlite {
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool {
        from_diesel::is_same(left, right)
    }

    fn kind<'t>(&self, data_type: &'t DataType) -> &'t str {
        match data_type.name.name.as_str() {
            "smallint" | "integer" | "int" | "bigint" | "decimal" | "numeric" | "double"
            | "float" => "number",
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

    fn with_length(&self, _: &DataType, _: Option<u64>) -> Option<DataType> {
        None
    }

    /// Accepts both integer types for a row id, which is 64 bits wide, however it is printed.
    fn has_type(&self, table: &Table, column: &Column, declared: &DieselType) -> bool {
        counting_key(table) == Some(column)
            && ["integer", "bigint"].contains(&from_diesel::name(declared).as_str())
    }

    fn list(&self, columns: &[String]) -> String {
        quote::names(columns)
    }

    fn primary_key_name(&self, _: &QualifiedName) -> Option<String> {
        None
    }

    fn unique_name(&self, _: &QualifiedName, _: &[String]) -> Option<String> {
        None
    }

    fn foreign_key_definition(&self, key: &ForeignKey, _: &Catalog) -> String {
        layout::foreign_key(key, Deferral::None)
    }

    fn foreign_key_name(&self, _: &Table, _: &str) -> Option<String> {
        None
    }

    fn name_limit(&self) -> usize {
        usize::MAX
    }

    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String> {
        let is_time = matches!(data_type.name.name.as_str(), "timestamp" | "datetime");
        is_time.then(|| {
            usual_default(catalog, data_type).unwrap_or_else(|| "CURRENT_TIMESTAMP".to_owned())
        })
    }

    /// Makes the key auto-increment, which an `INTEGER` key always is; `AUTOINCREMENT` additionally
    /// prevents the reuse of numbers.
    fn auto_increment(
        &self,
        _: &QualifiedName,
        column: &mut Column,
        counting: AutoIncrementContext<'_>,
        _: &mut Catalog,
    ) -> bool {
        match column.data_type.name.name.as_str() {
            "integer" => {}
            "bigint" => column.data_type = from_diesel::written("INTEGER"),
            _ => return false,
        }
        let keys: Vec<&Column> = counting
            .before
            .tables
            .iter()
            .filter_map(counting_key)
            .collect();
        let autoincrement = keys.iter().filter(|key| key.identity.is_some()).count();
        if autoincrement * 2 <= keys.len() {
            return false;
        }
        column.identity = Some(Identity {
            always: false,
            sequence: None,
        });
        true
    }

    fn counts_as_another(&self, before: &DataType, after: &DataType) -> Option<&'static str> {
        (before != after).then_some(
            "SQLite numbers an INTEGER PRIMARY KEY alone, which holds 64 bits; it is printed as \
             `BigInt` with `sqlite_integer_primary_key_is_bigint = true` in diesel.toml",
        )
    }

    fn auto_update(&self, _: &mut Table, _: &str, _: &Catalog) -> Option<UpdatedAtMethod> {
        None
    }
}

/// Returns the primary key of a table if it is the row id.
fn counting_key(table: &Table) -> Option<&Column> {
    let [key] = table.primary_key() else {
        return None;
    };
    let column = table.column(key)?;
    let is_number = column.data_type.sql.eq_ignore_ascii_case("integer");
    let has_number = !table.options.iter().any(|option| option == "WITHOUT ROWID");
    (is_number && has_number).then_some(column)
}
