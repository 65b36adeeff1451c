//! Diesel's SQL types, as they appear in `table!`.

use std::fmt;

use serde::Serialize;

/// The type of a column in `table!`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DieselType {
    /// The name of the SQL type in Rust, without wrappers: `Int4`, `Mood`.
    pub name: String,
    /// The type's name in the database, if the Rust type is the project's own
    /// (`#[diesel(postgres_type(name = "mood"))]`).
    pub sql_name: Option<String>,
    /// The schema of that type in the database.
    pub schema: Option<String>,
    /// Whether the Rust type is imported from other code of the project, so that its name in the
    /// database is unknown.
    pub imported: bool,
    /// `Array<…>`.
    pub array: bool,
    /// `Range<…>` and `Multirange<…>` around the name, outermost first, below `Array`.
    pub wrappers: Vec<String>,
    /// `Array<Nullable<…>>`.
    pub nullable_elements: bool,
    /// `Unsigned<…>`.
    pub unsigned: bool,
    /// `Nullable<…>` around it all.
    pub nullable: bool,
    /// `#[max_length = …]`.
    pub max_length: Option<u64>,
}

impl fmt::Display for DieselType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let around = |yes: bool, wrapper: &'static str| yes.then_some(wrapper);
        let outer = [
            around(self.nullable, "Nullable"),
            around(self.array, "Array"),
            around(self.nullable_elements, "Nullable"),
            around(self.unsigned, "Unsigned"),
        ];
        let outer = outer.into_iter().flatten();
        let all: Vec<&str> = outer
            .chain(self.wrappers.iter().map(String::as_str))
            .collect();
        for wrapper in &all {
            write!(formatter, "{wrapper}<")?;
        }
        formatter.write_str(&self.name)?;
        formatter.write_str(&">".repeat(all.len()))
    }
}
