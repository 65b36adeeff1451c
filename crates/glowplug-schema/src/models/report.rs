//! The report about the structs of a project.

use std::fmt;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use super::Kind;

/// The state of the structs, and the changed files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// All structs and enums: those that should exist, and others of the same tables.
    pub structs: Vec<Reported>,
    /// The files with additions.
    pub files: Vec<FileChange>,
    /// Remarks: what cannot be generated and why, which files were skipped.
    pub remarks: Vec<String>,
    /// Problems in the settings: a patch that does not apply.
    pub problems: Vec<String>,
    /// The crates and features that the project needs for the additions.
    pub needs: Vec<Need>,
}

/// Something a project needs for its structs; in JSON the text of [`Need::fmt`](std::fmt::Display).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// A crate.
    pub dependency: Option<&'static str>,
    /// A feature of `diesel`.
    pub feature: Option<&'static str>,
    /// A line of the project's own code.
    pub line: Option<String>,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dependency = self.dependency.map(|name| format!("crate `{name}`"));
        let feature = self
            .feature
            .map(|name| format!("feature `{name}` of `diesel`"));
        let parts = [dependency, feature, self.line.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join(", and "))
    }
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A struct or an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reported {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// The table, or the enum, in the database.
    pub of: String,
    /// Its state.
    pub state: State,
    /// The file that contains it, or to which it is added.
    pub file: PathBuf,
    /// The line, from 1, if it exists already.
    pub line: Option<usize>,
    /// The differences.
    pub differences: Vec<Difference>,
}

/// The state of a struct or enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The struct is missing, and is added.
    Missing,
    /// The struct is as it should be.
    Same,
    /// The struct differs.
    Differs,
}

/// A difference between a struct or an enum and the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The kind of difference.
    pub difference: DifferenceKind,
    /// The field, or the value of an enum.
    pub field: Option<String>,
    /// The expected type, value or order.
    pub expected: Option<String>,
    /// The type, value or order that was found.
    pub found: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// A suggestion for how to fix it.
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
    /// A field is optional and the column is not, or the other way round.
    Nullability,
    /// A field sets a column that only the database sets.
    Computed,
    /// The fields have another order than the columns, and are read by position.
    Order,
    /// An enum lacks a value.
    MissingValue,
    /// An enum has a value that the database does not have.
    UnknownValue,
}

/// A file with additions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// The path of the file.
    pub path: PathBuf,
    /// Whether the file is new.
    pub is_new: bool,
    /// The text that is added.
    pub added: String,
    /// The whole text of the file with the additions.
    #[serde(skip)]
    pub text: String,
}

impl Report {
    /// Returns true if something is missing or differs, or the settings have a problem.
    pub fn found_something(&self) -> bool {
        !self.problems.is_empty() || self.structs.iter().any(|of| of.state != State::Same)
    }
}
