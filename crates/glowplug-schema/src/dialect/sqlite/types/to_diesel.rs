//! How Diesel reads an SQLite schema.

use std::borrow::Cow;

use glowplug::catalog::{Column, DataType, DieselType, QualifiedName, Table, TypeKind, TypeName};
use glowplug::dialect::sqlite::Sqlite;
use glowplug::dialect::sqlite::spelled_keys;

use crate::dialect::{CatalogIndex, Inference, Reference, TypeChoices, UnsupportedType, rust_name};

/// The names of the row id. Diesel takes the first that is not the name of a column.
const ROW_IDS: [&str; 3] = ["rowid", "oid", "_rowid_"];

impl Inference for Sqlite {
    fn prints(&self, _: &CatalogIndex<'_>, table: &Table, schema: Option<&str>) -> bool {
        let name = &table.name.name;
        let system = name
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("sqlite"));
        schema.is_none() && !system && !name.starts_with("__")
    }

    fn default_schema<'a>(&self, _: &CatalogIndex<'a>) -> Option<&'a str> {
        None
    }

    /// Returns the columns, with an implicit key before them.
    fn columns<'a>(&self, table: &'a Table) -> Vec<Cow<'a, Column>> {
        let mut columns: Vec<_> = table.columns.iter().map(Cow::Borrowed).collect();
        if let [key] = primary_key(table).as_slice()
            && table.column(key).is_none()
        {
            columns.insert(0, Cow::Owned(row_id(key)));
        }
        columns
    }

    fn primary_key(&self, _: &CatalogIndex<'_>, table: &Table) -> Vec<String> {
        primary_key(table)
    }

    fn references(&self, catalog: &CatalogIndex<'_>, _: Option<&str>) -> Vec<Reference> {
        let tables = catalog.catalog.tables.iter();
        let tables = tables.filter(|table| self.prints(catalog, table, None));
        tables
            .flat_map(|table| references(catalog, table))
            .collect()
    }

    /// Returns true for the row id, which is auto-increment under any name.
    fn is_auto_increment(&self, table: &Table, column: &Column) -> bool {
        let declared = column.data_type.sql.to_lowercase();
        is_row_id(table, &column.name, &declared)
    }

    fn column_type(
        &self,
        catalog: &CatalogIndex<'_>,
        table: &Table,
        column: &Column,
        choices: &TypeChoices<'_>,
    ) -> Result<DieselType, UnsupportedType> {
        let declared = column.data_type.sql.to_lowercase();
        let declared = match declared.as_str() {
            "generated always" => "",
            declared => declared,
        };
        let name = name(declared).ok_or_else(|| UnsupportedType(declared.to_owned()))?;
        let wide = name == "Integer"
            && choices.wide_row_ids
            && (is_row_id(table, &column.name, declared)
                || references_row_id(catalog, table, column));
        Ok(DieselType {
            name: if wide { "BigInt" } else { name }.to_owned(),
            sql_name: None,
            schema: None,
            imported: false,
            array: false,
            wrappers: Vec::new(),
            nullable_elements: false,
            unsigned: false,
            nullable: column.nullable,
            max_length: None,
        })
    }
}

/// Returns the type as which Diesel reads a declared type in lower case.
pub(in crate::dialect::sqlite) fn name(declared: &str) -> Option<&'static str> {
    let has = |part| declared.contains(part);
    let integer = has("int");
    let name = match declared {
        "boolean" | "bool" => "Bool",
        _ if has("tiny") && integer => "Bool",
        "int2" => "SmallInt",
        _ if has("small") && integer => "SmallInt",
        "int8" => "BigInt",
        _ if has("big") && integer => "BigInt",
        _ if integer => "Integer",
        _ if has("char") || has("clob") || has("text") => "Text",
        "" => "Binary",
        _ if has("blob") || has("binary") => "Binary",
        _ if has("float") || has("real") => "Float",
        _ if has("double") || has("num") || has("dec") => "Double",
        "datetime" | "timestamp" => "Timestamp",
        "date" => "Date",
        "time" => "Time",
        _ => return None,
    };
    Some(name)
}

/// Returns the key columns in table order, or else the row id.
fn primary_key(table: &Table) -> Vec<String> {
    let key = table.primary_key();
    if key.is_empty() {
        let free = ROW_IDS
            .into_iter()
            .find(|name| table.column(name).is_none());
        return free.map(str::to_owned).into_iter().collect();
    }
    let names = table.columns.iter().map(|column| &column.name);
    let in_key = |name: &&String| key.iter().any(|of| of.eq_ignore_ascii_case(name));
    names.filter(in_key).cloned().collect()
}

/// Returns the foreign keys, one for each column, with the names as spelled in the statement.
fn references(catalog: &CatalogIndex<'_>, table: &Table) -> Vec<Reference> {
    let mut references = Vec::new();
    for key in spelled_keys(table) {
        let implied = match catalog.table(&key.references) {
            Some(parent) if key.referenced.is_empty() => primary_key(parent),
            _ => Vec::new(),
        };
        for (place, column) in key.columns.into_iter().enumerate() {
            let named = key.referenced.get(place).cloned();
            references.push(Reference {
                child: table.name.clone(),
                columns: vec![column],
                parent: key.references.clone(),
                referenced: named.map_or_else(|| implied.clone(), |name| vec![name]),
            });
        }
    }
    references
}

/// Returns true if a column is an alias of the row id.
fn is_row_id(table: &Table, column: &str, declared: &str) -> bool {
    declared == "integer" && is_only_key(table, column) && has_row_id(table)
}

fn references_row_id(catalog: &CatalogIndex<'_>, table: &Table, column: &Column) -> bool {
    let in_rust = rust_name(&table.name.name, None);
    let mut keys = references(catalog, table);
    // Diesel searches for the column's name among Rust names.
    keys.retain(|key| {
        let mut columns = key.columns.iter();
        columns.all(|of| rust_name(of, Some(&in_rust)) == column.name)
    });
    // If there are several, Diesel uses the last one.
    keys.sort_by(|one, other| {
        (&one.parent, &one.referenced).cmp(&(&other.parent, &other.referenced))
    });
    let parent: Option<&QualifiedName> = keys.last().map(|key| &key.parent);
    let Some(parent) = parent.and_then(|parent| catalog.table(parent)) else {
        return false;
    };
    primary_key(parent).len() == 1 && has_row_id(parent)
}

fn is_only_key(table: &Table, column: &str) -> bool {
    matches!(primary_key(table).as_slice(), [key] if key == column)
}

fn has_row_id(table: &Table) -> bool {
    !table.options.iter().any(|option| option == "WITHOUT ROWID")
}

/// Returns the row id as a column.
fn row_id(name: &str) -> Column {
    Column {
        name: name.to_owned(),
        data_type: DataType {
            sql: "Integer".to_owned(),
            name: TypeName {
                schema: None,
                name: "integer".to_owned(),
            },
            kind: TypeKind::Base,
            element: None,
            base: None,
            length: None,
            unsigned: false,
        },
        nullable: false,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        storage: Vec::new(),
        owned_sequence: None,
        check: None,
        on_update: None,
        invisible: false,
        inherited: false,
        comment: None,
    }
}
