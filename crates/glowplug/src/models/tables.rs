//! The tables as `schema.rs` has them, with what only the database knows of their columns.

mod data;

use std::path::Path;

use super::rust_type::{self, RustType};
use super::settings::Settings;
use super::{naming, paths};
use crate::catalog::{Catalog, Column, DieselType, QualifiedName, Table};
use crate::declare::{self, Declared, DeclaredColumn, DeclaredTable, Source};
use crate::dialect::{self, Inference, Overview, Reference};
use crate::error::{Error, Result};
use crate::model::Database;
use crate::print::{self, PrintSchema};

pub(super) use data::{Filled, Held, ModelColumn, ModelEnum, ModelTable, Parent, Tables};

/// Looks through a catalog.
///
/// # Errors
/// What hinders `print-schema`; Rust types in the settings that are none.
pub(super) fn find(
    catalog: &Catalog,
    schemas: &[PrintSchema],
    settings: &Settings,
) -> Result<Tables> {
    let inference = dialect::inference(catalog.database).ok_or_else(|| {
        let database = catalog.database;
        Error::Usage(format!("this build has no support for {database}"))
    })?;
    let overview = Overview::new(catalog);
    let mut tables = Tables::default();
    // Names go to the tables of the usual schema first.
    let mut schemas: Vec<&PrintSchema> = schemas.iter().collect();
    schemas.sort_by_key(|print| print.schema.is_some());
    for print in &schemas {
        let printed = print::print_schema(catalog, print)?;
        tables.remarks.extend(printed.remarks);
        let place = print.file.as_deref().unwrap_or(Path::new("src/schema.rs"));
        let declared = declare::read(vec![Source::new(place, printed.text)])?;
        let look = Look {
            overview: &overview,
            inference,
            print,
            settings,
            declared: &declared,
            module: paths::schema_module(settings, place),
        };
        look.all(&mut tables)?;
    }
    super::relations::connect(&mut tables, &overview, inference, &schemas);
    Ok(tables)
}

struct Look<'a> {
    overview: &'a Overview<'a>,
    inference: &'a dyn Inference,
    print: &'a PrintSchema,
    settings: &'a Settings,
    declared: &'a Declared,
    /// The path of `schema.rs`.
    module: Vec<String>,
}

impl Look<'_> {
    fn all(&self, tables: &mut Tables) -> Result<()> {
        for declared in &self.declared.tables {
            let name = self.in_database(&declared.name);
            // What a patch adds is no table of the database.
            let Some(table) = self.overview.table(&name) else {
                continue;
            };
            if tables.tables.iter().any(|known| known.name == name) {
                continue;
            }
            let wanted = &self.settings.tables;
            let wanted = wanted.is_empty()
                || wanted.contains(&name.to_string())
                || wanted.contains(&name.name);
            let table = self.table(declared, table, wanted, tables)?;
            tables.tables.push(table);
        }
        Ok(())
    }

    /// The name of a table with its schema.
    fn in_database(&self, name: &QualifiedName) -> QualifiedName {
        let schema = self.print.schema.as_deref();
        let default = schema.or(self.inference.default_schema(self.overview));
        QualifiedName {
            schema: name.schema.clone().or(default.map(str::to_owned)),
            name: name.name.clone(),
        }
    }

    fn table(
        &self,
        declared: &DeclaredTable,
        table: &Table,
        wanted: bool,
        tables: &mut Tables,
    ) -> Result<ModelTable> {
        let names: Vec<&str> = declared
            .columns
            .iter()
            .map(|column| column.rust_name.as_str())
            .collect();
        let fields = naming::field_names(&names);
        let existing = self.inference.columns(table);
        let mut columns = Vec::new();
        for (column, field) in declared.columns.iter().zip(fields) {
            let found = existing.iter().find(|of| of.name == column.name);
            let found = self.column(column, field, table, found.map(AsRef::as_ref), tables)?;
            let name = format!("{}.{}", table.name, column.name);
            tables
                .remarks
                .extend(found.remark(&name).filter(|_| wanted));
            columns.push(found);
        }
        let in_rust = |key: &String| {
            let column = declared.column(key);
            column.map_or_else(|| key.clone(), |column| column.rust_name.clone())
        };
        let path = [self.module.as_slice(), &declared.path.module].concat();
        let rust_name = declared.path.name.clone();
        Ok(ModelTable {
            struct_name: naming::struct_name(&declared.name.name),
            file_name: naming::file_name(&rust_name),
            wanted,
            path: [path.as_slice(), std::slice::from_ref(&rust_name)].concat(),
            name: table.name.clone(),
            key: declared.key.iter().map(in_rust).collect(),
            rust_name,
            columns,
            parents: Vec::new(),
            comment: table.comment.clone(),
        })
    }

    fn column(
        &self,
        declared: &DeclaredColumn,
        field: String,
        table: &Table,
        column: Option<&Column>,
        tables: &mut Tables,
    ) -> Result<ModelColumn> {
        let held = self.held(declared, table, column, tables)?;
        let is_time = matches!(
            declared.data_type.name.as_str(),
            "Date" | "Time" | "Timestamp" | "Timestamptz" | "Datetime" | "TimestamptzSqlite"
        );
        let filled = match column {
            Some(column) if column.generated.is_some() => Filled::Computed,
            Some(column) if self.inference.counts(table, column) => Filled::Counted,
            Some(column) if self.has_default(column) && is_time => Filled::Clock,
            Some(column) if self.has_default(column) => Filled::Default,
            _ => Filled::Nowhere,
        };
        Ok(ModelColumn {
            sql_name: declared.name.clone(),
            rust_name: declared.rust_name.clone(),
            field,
            nullable: declared.data_type.nullable,
            held,
            filled,
            comment: column.and_then(|column| column.comment.clone()),
        })
    }

    /// Whether a column has a default, of its own or of its domain.
    fn has_default(&self, column: &Column) -> bool {
        let domain = self.overview.domain(&column.data_type.name);
        column.default.is_some() || domain.is_some_and(|domain| domain.default.is_some())
    }

    fn held(
        &self,
        declared: &DeclaredColumn,
        table: &Table,
        column: Option<&Column>,
        tables: &mut Tables,
    ) -> Result<Held> {
        let data_type = &declared.data_type;
        if let Some(text) = self.chosen(declared, table, column)? {
            let own = RustType {
                text,
                needs: None,
                also: &[],
            };
            return Ok(Held::Type(rust_type::around(own, data_type)));
        }
        if let Some(known) = rust_type::of(self.overview.catalog.database, data_type) {
            return Ok(Held::Type(known));
        }
        let known = column.and_then(|column| {
            let values = self.inference.values(self.overview, column)?;
            let own = self.sql_type(data_type)?;
            Some(self.number(own, values, table, column, tables))
        });
        let name = || column.map_or(&data_type.name, |column| &column.data_type.sql);
        Ok(match known {
            Some(number) => Held::Enum(number, data_type.clone()),
            None => Held::Nothing(name().clone()),
        })
    }

    /// The path of the SQL type that `schema.rs` defines.
    fn sql_type(&self, data_type: &DieselType) -> Option<Vec<String>> {
        let mut types = self.declared.types.iter();
        let own = types.find(|own| own.rust_name == data_type.name)?;
        let path = [self.module.as_slice(), &own.module].concat();
        Some([path.as_slice(), std::slice::from_ref(&own.rust_name)].concat())
    }

    /// The number of an enum, which is taken up where it is new.
    fn number(
        &self,
        path: Vec<String>,
        values: Vec<String>,
        table: &Table,
        column: &Column,
        tables: &mut Tables,
    ) -> usize {
        if let Some(number) = tables.enums.iter().position(|of| of.path == path) {
            return number;
        }
        let catalog = self.overview.catalog;
        let of_column = catalog.database == Database::Mysql;
        let name = match of_column {
            true => format!("{}.{}", table.name, column.name),
            false => {
                let name = column.data_type.element.as_ref();
                name.unwrap_or(&column.data_type.name).name.clone()
            }
        };
        let words = match of_column {
            true => format!("{}_{}", naming::singular(&table.name.name), column.name),
            false => path.last().cloned().unwrap_or_default(),
        };
        let mut enums = catalog.enums.iter();
        let comment = enums.find(|of| of.name.name == name && !of_column);
        tables.enums.push(ModelEnum {
            rust_name: naming::type_name(&words, "Enum"),
            name,
            path,
            values,
            comment: comment.and_then(|of| of.comment.clone()),
            table: of_column.then(|| table.name.clone()),
        });
        tables.enums.len() - 1
    }

    /// The type that the settings name for a column.
    fn chosen(
        &self,
        declared: &DeclaredColumn,
        table: &Table,
        column: Option<&Column>,
    ) -> Result<Option<String>> {
        let types = &self.settings.types;
        let data_type = &declared.data_type;
        let names = [
            Some(format!("{}.{}", table.name, declared.name)),
            Some(format!("{}.{}", table.name.name, declared.name)),
            column.map(|column| column.data_type.sql.clone()),
            column.map(|column| {
                let data_type = &column.data_type;
                data_type
                    .element
                    .as_ref()
                    .unwrap_or(&data_type.name)
                    .name
                    .clone()
            }),
            Some(data_type.name.clone()),
        ];
        let Some(text) = names
            .into_iter()
            .flatten()
            .find_map(|name| types.get(&name))
        else {
            return Ok(None);
        };
        match syn::parse_str::<syn::Type>(text) {
            Ok(_) => Ok(Some(text.clone())),
            Err(_) => Err(Error::Usage(format!("`{text}` is no type of Rust"))),
        }
    }
}

/// The foreign keys of all printed schemas.
pub(super) fn references(
    overview: &Overview<'_>,
    inference: &dyn Inference,
    schemas: &[&PrintSchema],
) -> Vec<Reference> {
    let schemas = schemas.iter().map(|print| print.schema.as_deref());
    schemas
        .flat_map(|schema| inference.references(overview, schema))
        .collect()
}
