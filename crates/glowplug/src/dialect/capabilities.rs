//! The capabilities of each database. Code outside the dialects' folders asks for a capability,
//! never for the name of the database.

/// The capabilities of one database.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// A server hosts the databases, and a database must exist before a session can be opened.
    pub has_server: bool,
    /// Whether a database exists is not told to a user who has no privilege on it.
    pub hides_databases: bool,
    /// DDL is transactional. Otherwise each statement commits implicitly.
    pub transactional_ddl: bool,
    /// A script can be sent as one text, and its rows are returned as text.
    pub simple_queries: bool,
    /// Scratch databases are cached for the next run.
    pub cached_scratch: bool,
    /// A scratch database can be confined to a user without any other privilege.
    pub confined_scratch: bool,
    /// A schema can be selected by its name.
    pub schemas: bool,
    /// Names in a catalog are always qualified, also those in the default schema.
    pub qualified_names: bool,
    /// Most changes rebuild the whole table, with its columns and constraints.
    pub table_rebuild: bool,
    /// A foreign key may reference a table that does not exist yet.
    pub forward_references: bool,
    /// `CREATE TABLE` also creates the table's indexes.
    pub inline_indexes: bool,
    /// An enum is a part of its column's type, not a named type.
    pub inline_enums: bool,
    /// The server creates an index on the columns of a foreign key.
    pub implicit_foreign_key_indexes: bool,
    /// Dropping a column removes it from an index, rather than dropping the index.
    pub indexes_outlive_columns: bool,
    /// The server rejects `NOT NULL` on a column that is in a foreign key.
    pub foreign_keys_pin_columns: bool,
    /// Objects that use a column must be dropped while its type changes.
    pub dependents_block_retyping: bool,
    /// The server reports the dependencies of views, triggers and expressions.
    pub reports_dependencies: bool,
    /// Primary key columns may be nullable.
    pub nullable_primary_keys: bool,
    /// The names of the implicit row id that every row has.
    pub row_id_names: &'static [&'static str],
    /// The scopes in which names are unique.
    pub names: NameScopes,
    /// What `ALTER … RENAME` can rename besides tables and columns.
    pub renames: Renames,
}

/// The scopes in which the names of objects on tables are unique.
#[derive(Clone, Copy, Debug)]
pub struct NameScopes {
    /// The scope of index names.
    pub indexes: NameScope,
    /// The scope of foreign key names.
    pub foreign_keys: NameScope,
    /// The scope of trigger names.
    pub triggers: NameScope,
    /// Indexes, and constraints backed by one, share a namespace with tables.
    pub indexes_are_relations: bool,
}

/// The scope in which a name is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameScope {
    /// Its table.
    Table,
    /// Its schema.
    Schema,
}

/// What can be renamed besides tables and columns.
#[derive(Clone, Copy, Debug)]
pub struct Renames {
    /// Whether indexes can be renamed.
    pub indexes: bool,
    /// Which constraints can be renamed.
    pub constraints: RenamedConstraints,
    /// Whether types, sequences, views and functions can be renamed.
    pub others: bool,
}

/// The constraints that can be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenamedConstraints {
    /// All constraints.
    All,
    /// Constraints that are indexes.
    Unique,
    /// None.
    None,
}
