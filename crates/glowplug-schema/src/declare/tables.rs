//! Converts parsed `table!` declarations to [`DeclaredTable`].

use diesel_table_macro_syntax::{ColumnDef, TableDecl};
use glowplug::catalog::QualifiedName;
use syn::Attribute;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::declarations::{Declarations, Piece};
use super::paths::{self, ByName, Imports, Seen};
use super::read::Reader;
use super::{DeclaredColumn, DeclaredTable, DeclaredType, RustPath};

/// A table with its name and module in Rust.
pub(super) struct Named {
    pub(super) rust_name: String,
    pub(super) module: Vec<String>,
    pub(super) table: DeclaredTable,
}

/// Returns all declared tables.
pub(super) fn read(
    found: &Declarations,
    types: &[DeclaredType],
    reader: &mut Reader,
) -> Vec<Named> {
    let types = paths::by_name(types);
    let tables = found.tables.iter();
    tables.map(|piece| table(piece, &types, reader)).collect()
}

fn table(piece: &Piece<TableDecl>, types: &ByName<'_>, reader: &mut Reader) -> Named {
    let syntax = &piece.syntax;
    let seen = Seen {
        module: &piece.module,
        imports: &Imports::of(&syntax.use_statements),
        types,
    };
    let defined = syntax.column_defs.iter();
    let columns: Vec<DeclaredColumn> = defined
        .map(|defined| column(defined, piece.file, &seen, reader))
        .collect();
    let key = match &syntax.primary_keys {
        Some(key) => key
            .keys
            .iter()
            .map(|name| name.unraw().to_string())
            .collect(),
        None => vec!["id".to_owned()],
    };
    Named {
        rust_name: syntax.table_name.unraw().to_string(),
        module: piece.module.clone(),
        table: DeclaredTable {
            name: name(syntax),
            key: key
                .into_iter()
                .map(|name| in_database(&columns, name))
                .collect(),
            columns,
            docs: docs(&syntax.meta),
            path: RustPath {
                module: piece.module.clone(),
                name: syntax.table_name.unraw().to_string(),
            },
            mark: reader.mark(piece.file, syntax.table_name.span()),
        },
    }
}

/// Returns the name in the database of a column that is named as in Rust. A key may name something
/// that is not a column: `rowid`.
fn in_database(columns: &[DeclaredColumn], name: String) -> String {
    let column = columns.iter().find(|column| column.rust_name == name);
    column.map_or(name, |column| column.name.clone())
}

/// Returns the name of a table. Diesel writes `#[sql_name = "schema.table"]` if the name in Rust
/// differs and a schema is given.
fn name(syntax: &TableDecl) -> QualifiedName {
    let Some(schema) = &syntax.schema else {
        return QualifiedName::plain(&syntax.sql_name);
    };
    let schema = schema.unraw().to_string();
    let in_rust = |name: &str| name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    match syntax.sql_name.split_once('.') {
        Some((before, name)) if in_rust(before) == in_rust(&schema) => {
            QualifiedName::new(before, name)
        }
        _ => QualifiedName::new(schema, &syntax.sql_name),
    }
}

fn column(
    defined: &ColumnDef,
    file: usize,
    seen: &Seen<'_>,
    reader: &mut Reader,
) -> DeclaredColumn {
    let mark = reader.mark(file, defined.column_name.span());
    let mut data_type = paths::read(&defined.tpe, seen);
    if let Some(length) = &defined.max_length {
        match length.base10_parse() {
            Ok(length) => data_type.max_length = Some(length),
            Err(error) => reader.malformed(file, &error),
        }
    }
    DeclaredColumn {
        name: defined.sql_name.clone(),
        rust_name: defined.column_name.unraw().to_string(),
        data_type,
        docs: docs(&defined.meta),
        mark,
        type_mark: reader.mark(file, defined.tpe.span()),
    }
}

/// Returns the doc comment, each line trimmed, as `print-schema` writes it.
fn docs(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(
            |attribute| match &attribute.meta.require_name_value().ok()?.value {
                syn::Expr::Lit(literal) => match &literal.lit {
                    syn::Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
        )
        .flat_map(|text| {
            let lines = text.split('\n').map(|line| line.trim().to_owned());
            lines.collect::<Vec<_>>()
        })
        .collect();
    match lines.is_empty() {
        true => None,
        false => Some(lines.join("\n")),
    }
}
