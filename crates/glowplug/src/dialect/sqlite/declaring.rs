//! What the pieces of a declaration are on SQLite.

use super::types::from_diesel;
use super::{schema, words};
use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, DataType, Deferral, DieselType, ForeignKey,
    Identity, Index, IndexKey, QualifiedName, Table,
};
use crate::dialect::declaring::{
    Counting, Declaring, Reference, Touch, Typed, UnknownType, usual_default,
};

/// SQLite's own.
pub(in crate::dialect) struct Sqlite;

impl Declaring for Sqlite {
    fn is_same(&self, left: &DieselType, right: &DieselType) -> bool {
        from_diesel::is_same(left, right)
    }

    fn data_type(&self, declared: &DieselType, catalog: &Catalog) -> Result<Typed, UnknownType> {
        from_diesel::data_type(declared, catalog)
    }

    fn with_length(&self, _: &DataType, _: Option<u64>) -> Option<DataType> {
        None
    }

    fn primary_key(&self, _: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("PRIMARY KEY ({})", words::names(columns));
        let kind = ConstraintKind::PrimaryKey {
            columns: columns.to_vec(),
            include: Vec::new(),
        };
        constraint(None, kind, definition)
    }

    fn unique(&self, _: &QualifiedName, columns: &[String]) -> Constraint {
        let definition = format!("UNIQUE ({})", words::names(columns));
        let kind = ConstraintKind::Unique {
            columns: columns.to_vec(),
            include: Vec::new(),
            nulls_not_distinct: false,
        };
        constraint(None, kind, definition)
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
        let definition = schema::foreign_key(&key, Deferral::None);
        constraint(name, ConstraintKind::Foreign(key), definition)
    }

    fn foreign_key_name(&self, _: &Table, _: &str) -> Option<String> {
        None
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
        usize::MAX
    }

    fn now(&self, data_type: &DataType, catalog: &Catalog) -> Option<String> {
        let is_time = matches!(data_type.name.name.as_str(), "timestamp" | "datetime");
        is_time.then(|| {
            usual_default(catalog, data_type).unwrap_or_else(|| "CURRENT_TIMESTAMP".to_owned())
        })
    }

    /// A key of type `INTEGER` counts in any case; the others may say that no number comes twice.
    fn count(
        &self,
        _: &QualifiedName,
        column: &mut Column,
        counting: Counting<'_>,
        _: &mut Catalog,
    ) -> bool {
        match column.data_type.name.name.as_str() {
            "integer" => {}
            "bigint" if counting.wide_row_ids => {
                column.data_type = from_diesel::written("INTEGER");
            }
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

    fn touch(&self, _: &mut Table, _: &str, _: &Catalog) -> Option<Touch> {
        None
    }
}

/// The key of a table, if it is the number of its rows.
fn counting_key(table: &Table) -> Option<&Column> {
    let [key] = table.primary_key() else {
        return None;
    };
    let column = table.column(key)?;
    let is_number = column.data_type.sql.eq_ignore_ascii_case("integer");
    let has_number = !table.options.iter().any(|option| option == "WITHOUT ROWID");
    (is_number && has_number).then_some(column)
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
