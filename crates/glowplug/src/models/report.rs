use std::path::PathBuf;

use serde::Serialize;

use super::Kind;

/// What became of the structs, and what stands in the files now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Every struct and enum: those that should be there, and others on the same tables.
    pub structs: Vec<Reported>,
    /// The files that something is added to.
    pub files: Vec<FileChange>,
    /// What cannot be made, and why.
    pub remarks: Vec<String>,
    /// What the project needs for what is added, in words.
    pub needs: Vec<String>,
}

/// A struct or an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reported {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// The table, or the enum, in the database.
    pub of: String,
    /// What became of it.
    pub state: State,
    /// The file it stands in, or is added to.
    pub file: PathBuf,
    /// The line, from 1, where it stands there already.
    pub line: Option<usize>,
    /// How it differs.
    pub differences: Vec<Difference>,
}

/// What became of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is missing, and is added.
    Missing,
    /// It is as it should be.
    Same,
    /// It differs.
    Differs,
}

/// How a struct or an enum differs from the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// In which way.
    pub difference: DifferenceKind,
    /// The field, or the value of an enum.
    pub field: Option<String>,
    /// What is expected.
    pub expected: Option<String>,
    /// What is there.
    pub found: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What to do.
    pub suggestion: String,
}

/// The ways in which a struct differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// A column has no field.
    MissingColumn,
    /// A field has no column.
    UnknownColumn,
    /// A field has another type.
    Type,
    /// A field takes `NULL`, or a default, where the column does not, or the other way round.
    Nullability,
    /// A field sets what only the database sets.
    Computed,
    /// Fields stand in another order than the columns, and are read by their order.
    Order,
    /// An enum lacks a value.
    MissingValue,
    /// An enum has a value that the database does not have.
    UnknownValue,
}

/// A file that something is added to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a new one.
    pub is_new: bool,
    /// What is added.
    pub added: String,
    /// All that is in it afterwards.
    #[serde(skip)]
    pub text: String,
}

impl Report {
    /// Whether something is missing or differs.
    pub fn found_something(&self) -> bool {
        self.structs.iter().any(|of| of.state != State::Same)
    }
}
