//! The data that declarations are read into.

use glowplug::catalog::{DieselType, QualifiedName};
use glowplug::error::{Excerpt, FileProblem, Location, ProblemPlace};
use glowplug::sql;

use super::Source;

/// The declarations in the files of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The tables, in the order of the files.
    pub tables: Vec<DeclaredTable>,
    /// The joins declared with `joinable!`.
    pub joins: Vec<DeclaredJoin>,
    /// The SQL types that the project defines.
    pub types: Vec<DeclaredType>,
    /// Whether the macros are invoked as in the first release of Diesel: `table!` without a path.
    pub(super) is_old: bool,
    pub(super) sources: Sources,
}

/// A table declared with `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredTable {
    /// Its name, with the schema if one is given.
    pub name: QualifiedName,
    /// The columns of its primary key, by their names in the database.
    pub key: Vec<String>,
    /// Its columns.
    pub columns: Vec<DeclaredColumn>,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Its path in Rust.
    pub path: RustPath,
    /// The location of its name.
    pub mark: Mark,
}

/// A name in Rust and its module. All values compare equal: names in Rust make no difference to the
/// database.
#[derive(Clone, Debug, Default)]
pub struct RustPath {
    /// The modules of the file around it, outermost first.
    pub module: Vec<String>,
    /// Its name.
    pub name: String,
}

/// A column of a `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredColumn {
    /// Its name in the database.
    pub name: String,
    /// Its name in Rust.
    pub rust_name: String,
    /// Its type.
    pub data_type: DieselType,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Its location.
    pub mark: Mark,
    /// The location of its type.
    pub type_mark: Mark,
}

/// A join declared with `joinable!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredJoin {
    /// The referencing table.
    pub child: QualifiedName,
    /// The referenced table; its primary key is referenced.
    pub parent: QualifiedName,
    /// The referencing column, by its name in the database.
    pub column: String,
    /// Its location.
    pub mark: Mark,
}

/// A SQL type that the project defines: a struct that derives `SqlType`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredType {
    /// The name of the struct.
    pub rust_name: String,
    /// Its module.
    pub module: Vec<String>,
    /// Its name in the database.
    pub name: String,
    /// Its schema, if one is given.
    pub schema: Option<String>,
    /// Its location.
    pub mark: Mark,
}

/// A location in one of the files. All values compare equal: locations make no difference to the
/// database.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mark {
    pub(super) file: usize,
    pub(super) start: usize,
    pub(super) length: usize,
}

/// The files. All values compare equal, as all locations do.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources(pub(super) Vec<Source>);

impl PartialEq for RustPath {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for RustPath {}

impl PartialEq for Mark {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Mark {}

impl PartialEq for Sources {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Sources {}

impl Declared {
    /// Returns the table with this name and schema, as they are written in the file.
    pub fn table(&self, name: &QualifiedName) -> Option<&DeclaredTable> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// Removes the doc comments of one file, if the project does not keep them in the database.
    pub fn forget_docs(&mut self, file: usize) {
        let tables = self.tables.iter_mut();
        for table in tables.filter(|table| table.mark.file == file) {
            table.docs = None;
            for column in &mut table.columns {
                column.docs = None;
            }
        }
    }

    /// Returns the location of a mark.
    pub fn location(&self, mark: Mark) -> Location {
        self.sources.location(mark)
    }
}

impl DeclaredTable {
    /// Returns the column with this name in the database.
    pub fn column(&self, name: &str) -> Option<&DeclaredColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Sources {
    pub(super) fn location(&self, mark: Mark) -> Location {
        let Some(source) = self.0.get(mark.file) else {
            return nowhere();
        };
        let (line, column, excerpt) =
            sql::excerpt(source.text.as_bytes(), mark.start as u64, mark.length)
                .expect("memory can be read");
        Location {
            path: source.path.clone(),
            line,
            column,
            excerpt,
        }
    }

    pub(super) fn problem(&self, mark: Mark, message: String, advice: String) -> FileProblem {
        FileProblem {
            message,
            place: ProblemPlace::Point(Box::new(self.location(mark))),
            advice,
        }
    }
}

/// Returns the location of something that was not read from a file.
fn nowhere() -> Location {
    Location {
        path: "schema.rs".into(),
        line: 1,
        column: 1,
        excerpt: Excerpt::default(),
    }
}
