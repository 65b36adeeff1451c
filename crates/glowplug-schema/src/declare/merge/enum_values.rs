//! Sets the values of enums, which `table!` cannot express.

use glowplug::catalog::{DataType, EnumType, QualifiedName};

use super::CatalogMerge;
use crate::declare::{DeclaredColumn, Mark, OpenQuestion};

impl CatalogMerge<'_> {
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

    /// Sets the values of a MySQL enum or set, which are part of the column's type.
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

    /// Gives existing enums the values that the options name for them.
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

    /// Changes the values of columns whose type includes them; returns true if there is such a
    /// column.
    fn change_column_values(&mut self, name: &str, values: &[String]) -> bool {
        let words = self.words();
        let mut known = false;
        for table in &mut self.catalog.tables {
            let of = &table.name.name;
            let columns = table.columns.iter_mut();
            let columns = columns.filter(|column| format!("{of}.{}", column.name) == name);
            for column in columns {
                let data_type = words.with_values(&column.data_type, values);
                known |= words.has_values(&data_type);
                column.data_type = data_type;
            }
        }
        known
    }

    fn values_of(&self, name: &QualifiedName) -> Option<Vec<String>> {
        let values = &self.options.values;
        let found = values
            .get(&name.to_string())
            .or_else(|| values.get(&name.name));
        found.cloned()
    }

    fn ask_values(&mut self, name: QualifiedName, mark: Mark) {
        self.open.push(OpenQuestion::Values {
            name,
            place: Box::new(self.declared.location(mark)),
        });
    }
}
