//! Which types of PostgreSQL contain another type, and which columns therefore hold its values.

use super::{Catalog, Composite, DataType, Domain, DomainCheck, QualifiedName, Range, Table};

/// A type of PostgreSQL that is based on another type or contains it.
#[derive(Clone, Copy, Debug)]
pub enum MadeOf<'c> {
    /// A domain over the type, or over arrays of it.
    Domain(&'c Domain),
    /// A composite type with an attribute of the type, or of arrays of it.
    Composite(&'c Composite),
    /// A range over the type.
    Range(&'c Range),
    /// The row type of a table with a column of the type.
    Row(&'c Table),
}

impl<'c> MadeOf<'c> {
    /// Returns its name.
    pub const fn name(self) -> &'c QualifiedName {
        match self {
            Self::Domain(of) => &of.name,
            Self::Composite(of) => &of.name,
            Self::Range(of) => &of.name,
            Self::Row(of) => &of.name,
        }
    }
}

impl Catalog {
    /// Returns the types that directly contain a type, each once; not those that contain them in
    /// turn.
    pub fn made_of(&self, of: &QualifiedName) -> Vec<MadeOf<'_>> {
        let domains = self.domains.iter();
        let domains = domains.filter(|domain| domain.data_type.holds(of));
        let composites = self.composites.iter().filter(|composite| {
            let mut attributes = composite.attributes.iter();
            attributes.any(|(_, data_type, _)| data_type.holds(of))
        });
        let ranges = self.ranges.iter().filter(|range| range.is_of(of));
        let tables = self.tables.iter();
        let tables = tables.filter(|table| table.columns.iter().any(|own| own.data_type.holds(of)));
        (domains.map(MadeOf::Domain))
            .chain(composites.map(MadeOf::Composite))
            .chain(ranges.map(MadeOf::Range))
            .chain(tables.map(MadeOf::Row))
            .filter(|made| made.name() != of)
            .collect()
    }

    /// Returns true if a column holds values of a type, directly or within other types.
    pub fn is_held(&self, of: &QualifiedName) -> bool {
        self.is_in_a_column(of)
            || self
                .made_of(of)
                .iter()
                .any(|made| !matches!(made, MadeOf::Row(_)) && self.is_held(made.name()))
    }

    /// Returns true if a column holds values of a type within arrays, composites or ranges.
    pub fn is_nested(&self, of: &QualifiedName) -> bool {
        let of_columns = self.tables.iter().flat_map(|table| &table.columns);
        let arrays = of_columns
            .filter(|column| column.data_type.element.is_some())
            .any(|column| column.data_type.holds(of));
        arrays
            || self.made_of(of).into_iter().any(|made| match made {
                MadeOf::Domain(domain) if domain.data_type.element.is_none() => {
                    self.is_nested(&domain.name)
                }
                MadeOf::Row(table) => self.is_held(&table.name),
                other => self.is_held(other.name()),
            })
    }

    fn is_in_a_column(&self, of: &QualifiedName) -> bool {
        let mut columns = self.tables.iter().flat_map(|table| &table.columns);
        let multirange = self.ranges.iter().find(|range| range.name == *of);
        let multirange = multirange.and_then(Range::multirange);
        columns.any(|column| {
            column.data_type.holds(of)
                || multirange
                    .as_ref()
                    .is_some_and(|multirange| column.data_type.holds(multirange))
        })
    }
}

impl DataType {
    /// Returns true if its values are of the given type, or arrays of it.
    pub fn holds(&self, of: &QualifiedName) -> bool {
        let own = self.element.as_ref().unwrap_or(&self.name);
        own.name == of.name && own.schema == of.schema
    }
}

impl Domain {
    /// Returns true if it rejects values that it accepted before.
    pub fn is_stricter_than(&self, before: &Self) -> bool {
        let is_new = |check: &&DomainCheck| {
            let mut checks = before.checks.iter();
            check.validated
                && !checks.any(|old| old.validated && old.definition == check.definition)
        };
        before.nullable && !self.nullable || self.checks.iter().any(|check| is_new(&check))
    }
}

impl Range {
    /// Returns the value of an option in the definition.
    pub fn option(&self, name: &str) -> Option<&str> {
        let mut options = self.definition.split(", ");
        options.find_map(|option| option.strip_prefix(name)?.strip_prefix(" = "))
    }

    /// Returns the multirange type that is created with it.
    pub fn multirange(&self) -> Option<QualifiedName> {
        let name = last_name(self.option("multirange_type_name")?);
        Some(QualifiedName {
            schema: self.name.schema.clone(),
            name,
        })
    }

    fn is_of(&self, of: &QualifiedName) -> bool {
        self.option("subtype").map(last_name).as_ref() == Some(&of.name)
    }
}

/// Returns the name after the schema, without quotes.
fn last_name(text: &str) -> String {
    let Some(quoted) = text.strip_suffix('"') else {
        return text.rsplit('.').next().unwrap_or(text).to_owned();
    };
    let start = match quoted.rfind("\".\"").map(|at| at + 3) {
        Some(start) => start,
        None => quoted.find('"').map_or(0, |at| at + 1),
    };
    quoted[start..].replace("\"\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::last_name;

    #[test]
    fn names_are_read_without_schema_and_quotes() {
        for (text, name) in [
            ("mood", "mood"),
            ("other.mood", "mood"),
            ("other.\"My Mood\"", "My Mood"),
            ("\"o.t\".\"My Mood\"", "My Mood"),
            ("\"a\"\"b\"", "a\"b"),
        ] {
            assert_eq!(last_name(text), name, "{text}");
        }
    }
}
