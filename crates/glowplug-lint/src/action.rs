//! What a statement does, as data: as much of it as the rules ask for.

/// A byte range of a script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The name of an object as the database stores it; names of MySQL and SQLite are in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    pub(crate) span: Span,
}

impl Name {
    /// Returns the key of the object in a schema: names of the default schema have no prefix.
    pub(crate) fn key(&self) -> String {
        match self.schema.as_deref() {
            None | Some("public" | "main") => self.name.clone(),
            Some(schema) => format!("{schema}.{}", self.name),
        }
    }
}

/// What a statement does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    CreateTable(Box<CreateTable>),
    AlterTable {
        table: Name,
        alter: Box<Alter>,
    },
    CreateIndex(Index),
    DropIndex {
        names: Vec<Name>,
        /// MySQL names it.
        table: Option<Name>,
        concurrently: bool,
        if_exists: bool,
    },
    Reindex {
        /// An index, unless a table is named.
        index: Option<Name>,
        table: Option<Name>,
        concurrently: bool,
    },
    CreateType {
        name: Name,
        values: Vec<String>,
    },
    AddEnumValue {
        kind: Name,
        value: String,
    },
    RenameEnumValue {
        from: String,
    },
    CreateDomain {
        name: Name,
        base: Option<Type>,
        is_checked: bool,
    },
    /// `ALTER DOMAIN … ADD` a check or `NOT NULL` that existing rows are tested against, or not.
    ConstrainDomain {
        name: Name,
        validates: bool,
    },
    CreateView {
        name: Name,
        replaces: bool,
        materialized: bool,
        /// Every word of its query, in lower case.
        words: Vec<String>,
    },
    CreateFunction {
        name: Name,
        is_volatile: bool,
        is_definer: bool,
        sets_search_path: bool,
    },
    CreateTrigger {
        table: Option<Name>,
    },
    /// Another object, and its kind in lower case.
    Create {
        kind: &'static str,
    },
    Drop {
        kind: &'static str,
        names: Vec<Name>,
        cascade: bool,
    },
    /// Renames an object that is no table, or moves it to another schema.
    Rename {
        kind: &'static str,
        name: Name,
    },
    RefreshView {
        name: Name,
        concurrently: bool,
    },
    Truncate {
        tables: Vec<Name>,
        cascade: bool,
    },
    Update {
        table: Name,
        has_condition: bool,
    },
    Delete {
        table: Name,
        has_condition: bool,
    },
    Insert {
        /// Whether its rows come from a query.
        is_query: bool,
    },
    Vacuum {
        tables: Vec<Name>,
        full: bool,
    },
    Cluster {
        table: Option<Name>,
    },
    CreateDatabase,
    /// `SET name = value`, with the value in lower case; `RESET` is a value of `default`.
    Set {
        name: String,
        value: String,
    },
    Pragma {
        name: String,
        value: Option<String>,
    },
    Grant,
    Begin,
    Commit,
    Rollback,
    /// Code of the database's own language, which may do anything.
    Program,
    /// Understood, and of no concern.
    Harmless,
    /// A definition that is not understood.
    Unknown,
}

impl Action {
    /// Returns the table that it creates or changes.
    pub(crate) const fn table(&self) -> Option<&Name> {
        match self {
            Self::CreateTable(create) => Some(&create.name),
            Self::AlterTable { table, .. } => Some(table),
            Self::CreateIndex(index) => Some(&index.table),
            _ => None,
        }
    }
}

/// One change of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Alter {
    AddColumn(Box<Column>),
    DropColumn {
        name: String,
    },
    RenameColumn {
        from: String,
        to: String,
    },
    RenameTable(Name),
    RenameConstraint {
        from: String,
        to: String,
    },
    SetSchema(String),
    SetType {
        column: String,
        kind: Type,
        collation: bool,
        using: bool,
    },
    SetDefault {
        column: String,
    },
    DropDefault {
        column: String,
    },
    SetNotNull {
        column: String,
    },
    DropNotNull {
        column: String,
    },
    /// `ADD GENERATED … AS IDENTITY` on a column that exists, and the like.
    Identity,
    AddConstraint(Constraint),
    DropConstraint {
        name: String,
        kind: Option<&'static str>,
    },
    ValidateConstraint {
        name: String,
    },
    AddIndex(Index),
    DropIndex {
        name: String,
    },
    /// `SET LOGGED`, `SET UNLOGGED`, `SET TABLESPACE`, `SET ACCESS METHOD`: the clause.
    Rewrite(&'static str),
    /// `ALTER COLUMN … SET EXPRESSION`
    SetExpression,
    AttachPartition {
        partition: Name,
    },
    DetachPartition {
        partition: Name,
        concurrently: bool,
    },
    Triggers,
    /// MySQL: `MODIFY`, or `CHANGE` with the old name.
    ModifyColumn {
        old: String,
        column: Box<Column>,
    },
    ConvertCharset,
    /// MySQL: `ENGINE`, `FORCE`, `ROW_FORMAT` and the like: the clause.
    Rebuild(&'static str),
    Algorithm(String),
    Lock(String),
    Harmless,
    Unknown,
}

/// A new table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CreateTable {
    pub(crate) name: Name,
    pub(crate) temporary: bool,
    pub(crate) if_not_exists: bool,
    pub(crate) columns: Vec<Column>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) partition_of: Option<Name>,
    /// Whether it is the partition for what no other one takes.
    pub(crate) is_default_partition: bool,
    /// Whether its columns come from elsewhere: a query, `LIKE`, a parent or a type.
    pub(crate) copies: bool,
    /// Whether it is virtual or foreign.
    pub(crate) foreign: bool,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) kind: Option<Type>,
    pub(crate) not_null: bool,
    pub(crate) default: Option<Expression>,
    pub(crate) primary_key: bool,
    pub(crate) unique: bool,
    pub(crate) check: Option<Span>,
    /// The words of its check, in lower case.
    pub(crate) check_words: Vec<String>,
    pub(crate) reference: Option<Reference>,
    pub(crate) generated: Option<Generated>,
    /// An identity of PostgreSQL, or `AUTO_INCREMENT`.
    pub(crate) increments: bool,
    pub(crate) collation: bool,
    /// MySQL: a character set.
    pub(crate) charset: bool,
}

impl Column {
    /// Returns true if it is an identity or a `serial`, which are not null.
    pub(crate) fn is_numbered(&self) -> bool {
        self.increments || self.kind.as_ref().is_some_and(Type::is_serial)
    }
}

/// How a generated column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Generated {
    Stored,
    Virtual,
}

/// A type, spelled in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Type {
    /// The key of its name, in lower case.
    pub(crate) name: String,
    pub(crate) arguments: Vec<String>,
    pub(crate) array: bool,
    pub(crate) unsigned: bool,
    pub(crate) span: Span,
}

impl Type {
    /// Returns an argument that is a number.
    pub(crate) fn number(&self, place: usize) -> Option<u64> {
        self.arguments.get(place)?.parse().ok()
    }

    /// Returns true if it has the same meaning, wherever it is written.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.arguments == other.arguments
            && self.array == other.array
            && self.unsigned == other.unsigned
    }

    /// Returns true if it is a number with a sequence of its own.
    pub(crate) fn is_serial(&self) -> bool {
        matches!(self.name.as_str(), "serial" | "bigserial" | "smallserial")
    }
}

/// The default of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) span: Span,
    pub(crate) is_null: bool,
    /// Whether it is in parentheses.
    pub(crate) grouped: bool,
    /// The functions that it calls, in lower case, including words such as `current_timestamp`.
    pub(crate) calls: Vec<String>,
}

/// A foreign key's other end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) table: Name,
    pub(crate) span: Span,
    /// `cascade`, `set null` and so on.
    pub(crate) on_delete: Option<String>,
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constraint {
    pub(crate) name: Option<String>,
    pub(crate) kind: ConstraintKind,
    pub(crate) span: Span,
    pub(crate) not_valid: bool,
    pub(crate) not_enforced: bool,
}

/// Kinds of constraints.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ConstraintKind {
    PrimaryKey {
        columns: Vec<String>,
        index: Option<String>,
    },
    Unique {
        columns: Vec<String>,
        index: Option<String>,
    },
    Check {
        /// The columns that it proves to be not null.
        not_null: Vec<String>,
        /// Every word of it, in lower case.
        words: Vec<String>,
    },
    ForeignKey {
        columns: Vec<String>,
        reference: Reference,
    },
    Exclusion,
    NotNull {
        column: String,
    },
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Index {
    pub(crate) name: Option<Name>,
    pub(crate) table: Name,
    /// Names of columns; an expression is `None`.
    pub(crate) columns: Vec<Option<String>>,
    pub(crate) unique: bool,
    pub(crate) partial: bool,
    /// It is partial, and leaves out only rows in which one of its columns is null.
    pub(crate) skips_nulls: bool,
    pub(crate) concurrently: bool,
    pub(crate) if_not_exists: bool,
    /// On a partitioned table alone.
    pub(crate) only: bool,
    /// MySQL: `fulltext` or `spatial`.
    pub(crate) special: Option<&'static str>,
    pub(crate) span: Span,
}
