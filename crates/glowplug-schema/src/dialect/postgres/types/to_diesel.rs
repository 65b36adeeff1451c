//! Maps a PostgreSQL schema to what Diesel infers from it.

mod partitions;

use std::borrow::Cow;

use glowplug::catalog::{
    Column, ConstraintKind, DataType, DieselType, Domain, QualifiedName, Table, TypeKind, TypeName,
};
use glowplug::dialect::postgres::Postgres;
use heck::ToUpperCamelCase;

use crate::dialect::inference::COMMON_TYPES;
use crate::dialect::{CatalogIndex, Inference, Reference, TypeChoices, UnsupportedType};

/// Diesel's default schema, whatever the `search_path`.
const DEFAULT_SCHEMA: &str = "public";

/// Rust names of the types that Diesel has for PostgreSQL in addition to the common ones.
const TYPES: &[&str] = &[
    "BigSerial",
    "Bpchar",
    "Bytea",
    "Cidr",
    "Citext",
    "Datemultirange",
    "Daterange",
    "Inet",
    "Int4multirange",
    "Int4range",
    "Int8multirange",
    "Int8range",
    "Interval",
    "Json",
    "Jsonb",
    "MacAddr",
    "MacAddr8",
    "Macaddr",
    "Macaddr8",
    "Money",
    "Nummultirange",
    "Numrange",
    "Oid",
    "PgLsn",
    "Range",
    "Record",
    "Serial",
    "SmallSerial",
    "Timestamptz",
    "Tsmultirange",
    "Tsrange",
    "Tstzmultirange",
    "Tstzrange",
    "Uuid",
];

impl Inference for Postgres {
    fn prints(&self, _: &CatalogIndex<'_>, table: &Table, schema: Option<&str>) -> bool {
        !table.name.name.starts_with("__")
            && table.name.schema.as_deref() == Some(schema.unwrap_or(DEFAULT_SCHEMA))
    }

    fn default_schema<'a>(&self, _: &CatalogIndex<'a>) -> Option<&'a str> {
        Some(DEFAULT_SCHEMA)
    }

    fn columns<'a>(&self, table: &'a Table) -> Vec<Cow<'a, Column>> {
        table.columns.iter().map(Cow::Borrowed).collect()
    }

    /// Returns the key as Diesel finds it: with the constraints of a table whose *name* is that of
    /// a primary key of any table. A partition has the primary key of its partitioned table.
    fn primary_key(&self, catalog: &CatalogIndex<'_>, table: &Table) -> Vec<String> {
        let own = partitions::key(catalog, table);
        let namesakes = table.constraints.iter().filter_map(|constraint| {
            let columns = match &constraint.kind {
                ConstraintKind::Unique { columns, .. } => columns,
                ConstraintKind::Foreign(key) => &key.columns,
                _ => return None,
            };
            let name = constraint.name.as_deref()?;
            catalog.names_a_primary_key(name).then_some(columns)
        });
        let mut columns: Vec<(usize, &String)> = own.iter().enumerate().collect();
        columns.extend(namesakes.flat_map(|columns| columns.iter().enumerate()));
        columns.sort_by_key(|(place, _)| *place);
        columns.into_iter().map(|(_, name)| name.clone()).collect()
    }

    fn references(&self, catalog: &CatalogIndex<'_>, schema: Option<&str>) -> Vec<Reference> {
        let schema = Some(schema.unwrap_or(DEFAULT_SCHEMA));
        let within = |name: &QualifiedName| name.schema.as_deref() == schema;
        let tables = catalog
            .catalog
            .tables
            .iter()
            .filter(|table| within(&table.name));
        tables
            .flat_map(|table| partitions::references(catalog, table))
            .filter(|reference| within(&reference.parent))
            .collect()
    }

    fn values(&self, catalog: &CatalogIndex<'_>, column: &Column) -> Option<Vec<String>> {
        let data_type = &column.data_type;
        let name = data_type.element.as_ref().or(data_type.base.as_ref());
        let name = name.unwrap_or(&data_type.name);
        let mut enums = catalog.catalog.enums.iter();
        let found = enums.find(|of| of.name.name == name.name && of.name.schema == name.schema);
        found.map(|found| found.values.clone())
    }

    fn column_type(
        &self,
        catalog: &CatalogIndex<'_>,
        _: &Table,
        column: &Column,
        choices: &TypeChoices<'_>,
    ) -> Result<DieselType, UnsupportedType> {
        let domain = domain(catalog, &column.data_type);
        let own_type = choices
            .domains
            .iter()
            .any(|pattern| domain.is_some_and(|domain| pattern.is_match(&domain.name.name)));
        let named = match own_type {
            true => &column.data_type.name,
            false => type_name(&column.data_type, domain),
        };
        let (array, name) = match named.name.strip_prefix('_') {
            Some(element) => (true, element),
            None => (false, named.name.as_str()),
        };
        let rust_name = name.to_upper_camel_case();
        let provided =
            COMMON_TYPES.contains(&rust_name.as_str()) || TYPES.contains(&rust_name.as_str());
        let schema = named.schema.as_deref().unwrap_or("pg_catalog");
        Ok(DieselType {
            name: rust_name,
            sql_name: (!provided).then(|| name.to_owned()),
            schema: (!provided && schema != DEFAULT_SCHEMA).then(|| schema.to_owned()),
            imported: false,
            array,
            wrappers: Vec::new(),
            nullable_elements: array,
            unsigned: false,
            nullable: column.nullable && domain.is_none_or(|domain| domain.nullable),
            max_length: column.data_type.length.map(u64::from),
        })
    }
}

/// Returns the domain that is a column's type.
fn domain<'a>(catalog: &CatalogIndex<'a>, data_type: &DataType) -> Option<&'a Domain> {
    let is_domain = data_type.kind == TypeKind::Domain && data_type.element.is_none();
    is_domain.then(|| catalog.domain(&data_type.name)).flatten()
}

/// Returns the type that Diesel uses: for a domain its base type, which may be a domain again.
fn type_name<'a>(data_type: &'a DataType, domain: Option<&'a Domain>) -> &'a TypeName {
    match (domain, &data_type.base) {
        (Some(domain), _) => &domain.data_type.name,
        // A domain that belongs to an extension.
        (None, Some(base)) if data_type.element.is_none() => base,
        _ => &data_type.name,
    }
}
