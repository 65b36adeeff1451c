//! The types of columns.

use super::Lay;
use crate::catalog::{DataType, ObjectName, QualifiedName};
use crate::declare::DeclaredColumn;
use crate::dialect::declaring::{Need, UnknownType};

impl Lay<'_> {
    /// The type that a column is to have; `None` when that is a problem, which is noted.
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

    /// The type of a column that is there and declared with the same words.
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

    fn unknown(&mut self, unknown: UnknownType, column: &DeclaredColumn) {
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

    /// Lays what a type needs.
    fn bring(
        &mut self,
        need: Need,
        data_type: DataType,
        table: &QualifiedName,
        column: &DeclaredColumn,
    ) -> Option<DataType> {
        match need {
            Need::Extension(extension) => {
                let object = ObjectName::Extension(extension.name.clone());
                let why = format!("it brings the type `{}`", data_type.name.name);
                self.catalog.extensions.push(extension);
                self.add(object, why);
                Some(data_type)
            }
            Need::Type(name) => {
                self.new_enum(name, column);
                Some(data_type)
            }
            Need::Values => Some(self.with_values(&data_type, table, column)),
        }
    }
}
