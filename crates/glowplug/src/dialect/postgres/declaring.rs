//! What the pieces of a declaration are on PostgreSQL.

mod count;
mod expressions;
mod names;
mod retype;
mod touch;

use super::quote::{quote, quote_all};
use super::types::from_diesel;
use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, DataType, Deferral, DieselType, ForeignKey, Index,
    IndexKey, ObjectName, QualifiedName, Table,
};
use crate::dialect::declaring::{
    Counting, Declaring, Reference, Touch, Typed, UnknownType, usual_default,
};

/// PostgreSQL's own.
pub(in crate::dialect) struct Postgres;

/// How many bytes of a name PostgreSQL keeps.
const NAME_LIMIT: usize = 63;

impl Declaring for Postgres {
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool {
        from_diesel::is_same(left, right)
    }

    fn data_type(&self, declared: &DieselType, catalog: &Catalog) -> Result<Typed, UnknownType> {
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

    fn primary_key(&self, table: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("PRIMARY KEY ({})", quote_all(columns));
        let kind = ConstraintKind::PrimaryKey {
            columns: columns.to_vec(),
            include: Vec::new(),
        };
        constraint(names::object(&table.name, "", "pkey"), kind, definition)
    }

    fn unique(&self, table: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("UNIQUE ({})", quote_all(columns));
        let kind = ConstraintKind::Unique {
            columns: columns.to_vec(),
            include: Vec::new(),
            nulls_not_distinct: false,
        };
        constraint(
            names::object(&table.name, &columns.join("_"), "key"),
            kind,
            definition,
        )
    }

    fn foreign_key(
        &self,
        name: Option<String>,
        key: Reference<'_>,
        catalog: &Catalog,
    ) -> Constraint {
        let definition = format!(
            "FOREIGN KEY ({}) REFERENCES {}({})",
            quote_all(key.columns),
            qualified(key.table, catalog),
            quote_all(key.referenced)
        );
        let kind = ConstraintKind::Foreign(ForeignKey {
            columns: key.columns.to_vec(),
            references: key.table.clone(),
            referenced: key.referenced.to_vec(),
            on_update: Default::default(),
            on_delete: Default::default(),
            sets: Vec::new(),
            matching: Default::default(),
        });
        constraint(name.unwrap_or_default(), kind, definition)
    }

    fn foreign_key_name(&self, table: &Table, column: &str) -> Option<String> {
        Some(names::object(&table.name.name, column, "fkey"))
    }

    fn index(&self, name: String, column: &str) -> Index {
        Index {
            name,
            unique: false,
            method: "btree".to_owned(),
            keys: vec![IndexKey {
                column: Some(column.to_owned()),
                expression: None,
                collation: None,
                operator_class: None,
                descending: false,
                nulls_first: false,
                prefix: None,
            }],
            include: Vec::new(),
            predicate: None,
            nulls_not_distinct: false,
            valid: true,
            options: Vec::new(),
            comment: None,
        }
    }

    fn name_limit(&self) -> usize {
        NAME_LIMIT
    }

    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String> {
        let is_time = matches!(data_type.name.name.as_str(), "timestamp" | "timestamptz");
        is_time.then(|| usual_default(catalog, data_type).unwrap_or_else(|| "now()".to_owned()))
    }

    fn count(
        &self,
        table: &QualifiedName,
        column: &mut Column,
        counting: Counting<'_>,
        laid: &mut Catalog,
    ) -> bool {
        count::count(table, column, counting.before, laid)
    }

    fn touch(&self, table: &mut Table, column: &str, catalog: &Catalog) -> Option<Touch> {
        touch::trigger(table, column, catalog).map(Touch::Trigger)
    }
}

fn constraint(name: String, kind: ConstraintKind, definition: String) -> Constraint {
    Constraint {
        name: Some(name),
        kind,
        definition,
        deferral: Deferral::None,
        validated: true,
        no_inherit: false,
        comment: None,
    }
}

/// A name, with its schema where that is not the one whose names stand alone.
fn qualified(name: &QualifiedName, catalog: &Catalog) -> String {
    match &name.schema {
        Some(schema) if !catalog.is_default(Some(schema)) => {
            format!("{}.{}", quote(schema), quote(&name.name))
        }
        _ => quote(&name.name).into_owned(),
    }
}
