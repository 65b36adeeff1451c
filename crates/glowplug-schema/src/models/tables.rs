//! Collects the tables as in `schema.rs`, with what only the database knows about their columns.

mod data;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use glowplug::catalog::{Catalog, Column, DieselType, QualifiedName, Table};
use glowplug::error::{Error, Result};

use super::rust_type::{self, RustType};
use super::settings::Settings;
use super::{naming, paths};
use crate::declare::{self, Declared, DeclaredColumn, DeclaredTable, Source};
use crate::dialect::{self, Backend, CatalogIndex, Inference, Reference};
use crate::print::{self, PrintSchema};
use crate::rust::is_type;

pub(super) use data::{ModelColumn, ModelEnum, ModelTable, Parent, Tables, ValueSource, ValueType};

/// Collects the tables and enums of a catalog.
///
/// # Errors
/// The errors of `print-schema`; types in the settings that are not valid Rust types.
pub(super) fn find(
    catalog: &Catalog,
    schemas: &[PrintSchema],
    settings: &Settings,
    modules: &BTreeMap<PathBuf, Vec<String>>,
) -> Result<Tables> {
    let inference = dialect::of(catalog.database).inference()?;
    let overview = CatalogIndex::new(catalog);
    let mut tables = Tables::default();
    // The tables of the default schema get their names first.
    let mut schemas: Vec<&PrintSchema> = schemas.iter().collect();
    schemas.sort_by_key(|print| print.schema.is_some());
    for print in &schemas {
        let printed = printed(catalog, print, &mut tables.problems)?;
        tables.remarks.extend(printed.remarks);
        let place = print.file.as_deref().unwrap_or(Path::new("src/schema.rs"));
        let declared = declare::read(vec![Source::new(place, printed.text)])?;
        let (module, remark) = paths::schema_module(settings, modules, place);
        let look = Look {
            overview: &overview,
            inference,
            print,
            settings,
            declared: &declared,
            module,
        };
        tables.remarks.extend(remark);
        look.all(&mut tables)?;
    }
    super::relations::connect(&mut tables, &overview, inference, &schemas);
    Ok(tables)
}

/// Prints a schema; a patch that does not apply is left out and reported.
fn printed(
    catalog: &Catalog,
    print: &PrintSchema,
    problems: &mut Vec<String>,
) -> Result<print::Printed> {
    match print::print_schema(catalog, print) {
        Err(error @ Error::Patch { .. }) => {
            problems.push(error.to_string());
            let mut unpatched = print.clone();
            unpatched.patch_file = None;
            print::print_schema(catalog, &unpatched)
        }
        printed => printed,
    }
}

struct Look<'a> {
    overview: &'a CatalogIndex<'a>,
    inference: &'a dyn Inference,
    print: &'a PrintSchema,
    settings: &'a Settings,
    declared: &'a Declared,
    /// The module path of `schema.rs`.
    module: Vec<String>,
}

impl Look<'_> {
    fn all(&self, tables: &mut Tables) -> Result<()> {
        let known = tables.tables.iter().map(|known| known.name.clone());
        let mut known: HashSet<QualifiedName> = known.collect();
        for declared in &self.declared.tables {
            let name = self.in_database(&declared.name);
            // A patch may add tables that the database does not have.
            let Some(table) = self.overview.table(&name) else {
                continue;
            };
            if !known.insert(name.clone()) {
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

    fn backend(&self) -> &'static Backend {
        dialect::of(self.overview.catalog.database).backend()
    }

    /// Returns the name of a table, qualified with its schema.
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
            Some(column) if column.generated.is_some() => ValueSource::Computed,
            Some(column) if self.inference.is_auto_increment(table, column) => ValueSource::Counted,
            Some(column) if self.has_default(column) && is_time => ValueSource::Clock,
            Some(column) if self.has_default(column) => ValueSource::Default,
            _ => ValueSource::Nowhere,
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

    /// Returns true if a column or its domain has a default.
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
    ) -> Result<ValueType> {
        let data_type = &declared.data_type;
        if let Some(text) = self.chosen(declared, table, column)? {
            let own = RustType {
                text,
                needs: None,
                also: &[],
            };
            return Ok(ValueType::Type(rust_type::around(own, data_type)));
        }
        if let Some(known) = rust_type::of(self.backend(), data_type) {
            return Ok(ValueType::Type(known));
        }
        let known = column.and_then(|column| {
            let values = self.inference.values(self.overview, column)?;
            let own = self.sql_type(data_type)?;
            Some(self.number(own, values, table, column, tables))
        });
        let name = || column.map_or(&data_type.name, |column| &column.data_type.sql);
        Ok(match known {
            Some(number) => ValueType::Enum(number, data_type.clone()),
            None => ValueType::Nothing(name().clone()),
        })
    }

    /// Returns the path of the SQL type that `schema.rs` defines.
    fn sql_type(&self, data_type: &DieselType) -> Option<Vec<String>> {
        let mut types = self.declared.types.iter();
        let own = types.find(|own| own.rust_name == data_type.name)?;
        let path = [self.module.as_slice(), &own.module].concat();
        Some([path.as_slice(), std::slice::from_ref(&own.rust_name)].concat())
    }

    /// Returns the index of an enum, which is added if it is new.
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
        let of_column = dialect::of(catalog.database).capabilities().inline_enums;
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

    /// Returns the type that the settings name for a column.
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
        match is_type(text) {
            true => Ok(Some(text.clone())),
            false => Err(Error::Usage(format!("`{text}` is no type of Rust"))),
        }
    }
}

/// Returns the foreign keys of all printed schemas.
pub(super) fn references(
    overview: &CatalogIndex<'_>,
    inference: &dyn Inference,
    schemas: &[&PrintSchema],
) -> Vec<Reference> {
    let schemas = schemas.iter().map(|print| print.schema.as_deref());
    schemas
        .flat_map(|schema| inference.references(overview, schema))
        .collect()
}
