use super::Source;
use crate::catalog::{DieselType, QualifiedName};
use crate::error::{Excerpt, FileProblem, Location, Place};
use crate::sql;

/// What files of `table!` declare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The tables, in the order of the files.
    pub tables: Vec<DeclaredTable>,
    /// What `joinable!` says of them.
    pub joins: Vec<DeclaredJoin>,
    /// The types of the project's own.
    pub types: Vec<DeclaredType>,
    /// Whether the macros are called as the first release of Diesel called them: `table!` without
    /// a path.
    pub(super) is_old: bool,
    pub(super) sources: Sources,
}

/// A `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredTable {
    /// Its name, and the schema where one is given.
    pub name: QualifiedName,
    /// The columns of its key, by the names they have in the database.
    pub key: Vec<String>,
    /// Its columns.
    pub columns: Vec<DeclaredColumn>,
    /// Its doc comment.
    pub docs: Option<String>,
    /// What it is called in Rust.
    pub path: RustPath,
    /// Where its name stands.
    pub mark: Mark,
}

/// A name in Rust and the module it stands in. All are equal: it does not matter to the database
/// how something is called in Rust.
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
    /// Where it stands.
    pub mark: Mark,
    /// Where its type stands.
    pub type_mark: Mark,
}

/// A `joinable!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredJoin {
    /// The table that references.
    pub child: QualifiedName,
    /// The table that is referenced, by its key.
    pub parent: QualifiedName,
    /// The column that references, by the name it has in the database.
    pub column: String,
    /// Where it stands.
    pub mark: Mark,
}

/// A type of the project's own: a struct that derives `SqlType`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredType {
    /// The name of the struct.
    pub rust_name: String,
    /// The module it stands in.
    pub module: Vec<String>,
    /// Its name in the database.
    pub name: String,
    /// Its schema where one is given.
    pub schema: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

/// A place in one of the files. All are equal: it does not matter where something is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mark {
    pub(super) file: usize,
    pub(super) start: usize,
    pub(super) length: usize,
}

/// The files; all are equal, as all places are.
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
    /// The table of this name and schema, as they are written.
    pub fn table(&self, name: &QualifiedName) -> Option<&DeclaredTable> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// Forgets the doc comments of one of the files: they are not kept in the database.
    pub fn forget_docs(&mut self, file: usize) {
        let tables = self.tables.iter_mut();
        for table in tables.filter(|table| table.mark.file == file) {
            table.docs = None;
            for column in &mut table.columns {
                column.docs = None;
            }
        }
    }

    /// Where something stands.
    pub fn location(&self, mark: Mark) -> Location {
        self.sources.location(mark)
    }
}

impl DeclaredTable {
    /// The column of this name in the database.
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
            place: Place::Point(Box::new(self.location(mark))),
            advice,
        }
    }
}

/// Of what was not read from a file.
fn nowhere() -> Location {
    Location {
        path: "schema.rs".into(),
        line: 1,
        column: 1,
        excerpt: Excerpt::default(),
    }
}
