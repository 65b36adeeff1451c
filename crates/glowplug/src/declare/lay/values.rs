//! The values of enums, which `table!` cannot say.

use super::Lay;
use crate::catalog::{DataType, EnumType, QualifiedName};
use crate::declare::{DeclaredColumn, Mark, Open};
use crate::model::Database;

impl Lay<'_> {
    /// Adds an enum that a column needs.
    pub(super) fn new_enum(&mut self, name: QualifiedName, column: &DeclaredColumn) {
        let values = self.values_of(&name);
        if values.is_none() {
            let place = self.declared.types.iter().find(|own| own.name == name.name);
            let mark = place.map_or(column.type_mark, |own| own.mark);
            self.ask_values(name.clone(), mark);
        }
        self.catalog.enums.push(EnumType {
            name,
            values: values.unwrap_or_default(),
            comment: None,
        });
    }

    /// An enum or set of MySQL, whose values stand in its column.
    pub(super) fn with_values(
        &mut self,
        data_type: &DataType,
        table: &QualifiedName,
        column: &DeclaredColumn,
    ) -> DataType {
        let name = QualifiedName::new(&table.name, &column.name);
        match self.options.values.get(&name.to_string()) {
            Some(values) => self.words().with_values(data_type, values),
            None => {
                self.ask_values(name, column.type_mark);
                data_type.clone()
            }
        }
    }

    /// Gives enums that were there the values that are said for them.
    pub(super) fn change_values(&mut self) {
        for (name, values) in &self.options.values {
            let is_meant = |of: &QualifiedName| of.to_string() == *name || of.name == *name;
            let mut known = self.change_column_values(name, values);
            for of in self
                .catalog
                .enums
                .iter_mut()
                .filter(|of| is_meant(&of.name))
            {
                of.values.clone_from(values);
                known = true;
            }
            if !known {
                self.unknown_values.push(name.clone());
            }
        }
    }

    /// The same for columns that have values of their own; tells whether one does.
    fn change_column_values(&mut self, name: &str, values: &[String]) -> bool {
        let words = self.words();
        let mut known = false;
        for table in &mut self.catalog.tables {
            let of = &table.name.name;
            let columns = table.columns.iter_mut();
            let columns = columns.filter(|column| format!("{of}.{}", column.name) == name);
            for column in columns {
                let data_type = words.with_values(&column.data_type, values);
                known |= matches!(data_type.name.name.as_str(), "enum" | "set");
                column.data_type = data_type;
            }
        }
        known && self.catalog.database == Database::Mysql
    }

    fn values_of(&self, name: &QualifiedName) -> Option<Vec<String>> {
        let values = &self.options.values;
        let found = values
            .get(&name.to_string())
            .or_else(|| values.get(&name.name));
        found.cloned()
    }

    fn ask_values(&mut self, name: QualifiedName, mark: Mark) {
        self.open.push(Open::Values {
            name,
            place: Box::new(self.declared.location(mark)),
        });
    }
}
