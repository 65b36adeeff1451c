//! What the pieces of a declaration are on MySQL and MariaDB.

use super::layout;
use super::reserved::identifier;
use super::types::{from_diesel, keys};
use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, DataType, Deferral, DieselType, ForeignKey,
    Identity, Index, IndexKey, QualifiedName, Table,
};
use crate::dialect::declaring::{
    Counting, Declaring, Reference, Touch, Typed, UnknownType, notes_change, usual_default,
};

/// MySQL's own.
pub(in crate::dialect) struct Mysql;

impl Declaring for Mysql {
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

    fn data_type(&self, declared: &DieselType, catalog: &Catalog) -> Result<Typed, UnknownType> {
        from_diesel::data_type(declared, catalog)
    }

    fn with_length(&self, data_type: &DataType, length: Option<u64>) -> Option<DataType> {
        from_diesel::with_length(data_type, length)
    }

    fn with_values(&self, data_type: &DataType, values: &[String]) -> DataType {
        from_diesel::with_values(data_type, values)
    }

    fn primary_key(&self, _: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("PRIMARY KEY ({})", list(columns));
        let kind = ConstraintKind::PrimaryKey {
            columns: columns.to_vec(),
            include: Vec::new(),
        };
        constraint(Some("PRIMARY".to_owned()), kind, definition)
    }

    fn unique(&self, _: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("UNIQUE ({})", list(columns));
        let kind = ConstraintKind::Unique {
            columns: columns.to_vec(),
            include: Vec::new(),
            nulls_not_distinct: false,
        };
        constraint(Some(columns.join("_")), kind, definition)
    }

    fn foreign_key(&self, name: Option<String>, key: Reference<'_>, _: &Catalog) -> Constraint {
        let key = ForeignKey {
            columns: key.columns.to_vec(),
            references: key.table.clone(),
            referenced: key.referenced.to_vec(),
            on_update: Default::default(),
            on_delete: Default::default(),
            sets: Vec::new(),
            matching: Default::default(),
        };
        let definition = layout::foreign_key(&key);
        constraint(name, ConstraintKind::Foreign(key), definition)
    }

    /// The next free name of those that the server gives.
    fn foreign_key_name(&self, table: &Table, _: &str) -> Option<String> {
        let taken = |name: &String| {
            let mut names = table.constraints.iter().filter_map(|of| of.name.as_ref());
            names.any(|taken| taken == name)
        };
        let names = (1..).map(|number| format!("{}_ibfk_{number}", table.name.name));
        names.into_iter().find(|name| !taken(name))
    }

    fn index(&self, name: String, column: &str) -> Index {
        Index {
            name,
            unique: false,
            method: "BTREE".to_owned(),
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
        64
    }

    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String> {
        let is_time = matches!(data_type.name.name.as_str(), "timestamp" | "datetime");
        is_time.then(|| usual_default(catalog, data_type).unwrap_or_else(|| clock(catalog)))
    }

    fn count(
        &self,
        _: &QualifiedName,
        column: &mut Column,
        counting: Counting<'_>,
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

    /// `ON UPDATE`, where most of the other tables have it.
    fn touch(&self, table: &mut Table, column: &str, catalog: &Catalog) -> Option<Touch> {
        let others = catalog
            .tables
            .iter()
            .filter(|other| other.name != table.name);
        let others: Vec<&Column> = others.filter_map(|other| other.column(column)).collect();
        let kept = others.iter().filter_map(|other| other.on_update.as_ref());
        if !notes_change(column) || kept.clone().count() * 2 < others.len() {
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
        Some(Touch::Column)
    }
}

/// The clock as the server writes it, as far as the catalog shows that.
fn clock(catalog: &Catalog) -> String {
    let columns = || catalog.tables.iter().flat_map(|table| &table.columns);
    let defaults = columns().filter_map(|column| column.default.as_deref());
    let mut told = defaults.chain(columns().filter_map(|column| column.on_update.as_deref()));
    let mariadb = told.any(|text| text.starts_with("current_timestamp("));
    match mariadb {
        true => "current_timestamp()".to_owned(),
        false => "CURRENT_TIMESTAMP".to_owned(),
    }
}

fn constraint(name: Option<String>, kind: ConstraintKind, definition: String) -> Constraint {
    Constraint {
        name,
        kind,
        definition,
        deferral: Deferral::None,
        validated: true,
        no_inherit: false,
        comment: None,
    }
}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| identifier(name)).collect();
    quoted.join(", ")
}
