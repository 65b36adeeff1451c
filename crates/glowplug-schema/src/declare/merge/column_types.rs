//! Determines the types of columns.

use glowplug::catalog::{DataType, ObjectName, QualifiedName};

use super::CatalogMerge;
use crate::declare::DeclaredColumn;
use crate::dialect::conventions::{MissingObject, UnknownTypeName};

impl CatalogMerge<'_> {
    /// Returns the type of a column; `None` if there is a problem, which is recorded.
    pub(super) fn data_type(
        &mut self,
        table: &QualifiedName,
        column: &DeclaredColumn,
    ) -> Option<DataType> {
        match self.words().data_type(&column.data_type, &self.catalog) {
            Ok(typed) => match typed.needs {
                None => Some(typed.data_type),
                Some(need) => self.bring(need, typed.data_type, table, column),
            },
            Err(unknown) => match self.said_before(column) {
                Some(data_type) => Some(data_type),
                None => {
                    self.unknown(unknown, column);
                    None
                }
            },
        }
    }

    /// Returns the type of an existing column that is declared with the same type.
    fn said_before(&self, column: &DeclaredColumn) -> Option<DataType> {
        let mut tables = self.baseline.tables.iter();
        tables.find_map(|table| {
            let mut columns = table.columns.iter();
            let same = columns.find(|before| {
                before.data_type.name == column.data_type.name
                    && self.words().is_same(&before.data_type, &column.data_type)
            })?;
            let name = self.comparison.whole(&table.name);
            let there = self.before().table(&name)?.column(&same.name)?;
            Some(there.data_type.clone())
        })
    }

    fn unknown(&mut self, unknown: UnknownTypeName, column: &DeclaredColumn) {
        let database = self.catalog.database;
        let similar: Vec<String> = unknown
            .similar
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let advice = match similar.as_slice() {
            [] => format!(
                "use one of the types that Diesel has for {database}, or declare it with its name \
                 in the database: `#[diesel(postgres_type(name = \"…\"))]` in `sql_types`"
            ),
            similar => format!("did you mean {}?", similar.join(" or ")),
        };
        let message = format!("{database} has no type `{}`", unknown.name);
        self.problem(column.type_mark, message, advice);
    }

    /// Adds what a type needs to the catalog.
    fn bring(
        &mut self,
        need: MissingObject,
        data_type: DataType,
        table: &QualifiedName,
        column: &DeclaredColumn,
    ) -> Option<DataType> {
        match need {
            MissingObject::Extension(extension) => {
                let object = ObjectName::Extension(extension.name.clone());
                let why = format!("it brings the type `{}`", data_type.name.name);
                self.catalog.extensions.push(extension);
                self.add(object, why);
                Some(data_type)
            }
            MissingObject::Type(name) => {
                self.new_enum(name, column);
                Some(data_type)
            }
            MissingObject::Values => Some(self.with_values(&data_type, table, column)),
        }
    }
}
