//! The settings in `[print_schema]` of `diesel.toml`, with every key of `diesel` 2.3.

mod reading;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use regex::Regex;

/// All settings: one section, or several named ones (`[print_schema.archive]`).
#[derive(Clone, Debug)]
pub struct PrintSchemas {
    /// Whether there are several sections.
    pub several: bool,
    /// The sections by key; the one without a key is `default`.
    pub settings: BTreeMap<String, PrintSchema>,
}

/// What is printed, and how.
#[derive(Clone, Debug, Default)]
pub struct PrintSchema {
    /// The path of the file.
    pub file: Option<PathBuf>,
    /// What is documented.
    pub with_docs: Docs,
    /// The tables that may appear in the same query.
    pub allow_tables_to_appear_in_same_query_config: Together,
    /// The tables that are printed.
    pub filter: Filter,
    /// The order of columns.
    pub column_sorting: Sorting,
    /// The schema, if it is not the default one. Its tables are printed in a module.
    pub schema: Option<String>,
    /// A unified diff that is applied to the text.
    pub patch_file: Option<PathBuf>,
    /// The imports of each `table!`.
    pub import_types: Option<Vec<String>>,
    /// Whether types that Diesel does not have are defined; true by default.
    pub generate_missing_sql_type_definitions: Option<bool>,
    /// The types that are not defined, by patterns of their names.
    pub except_custom_type_definitions: Vec<Regex>,
    /// The derives of these types in addition to `SqlType`.
    pub custom_type_derives: Option<Vec<String>>,
    /// SQLite: whether `INTEGER PRIMARY KEY` is `BigInt`.
    pub sqlite_integer_primary_key_is_bigint: Option<bool>,
    /// PostgreSQL: the domains that are types of their own.
    pub pg_domains_as_custom_types: Vec<Regex>,
}

/// What is documented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// Objects with a comment in the database, and the others with a generic text.
    Everything,
    /// Objects with a comment in the database.
    Comments,
    /// Nothing.
    #[default]
    Nothing,
}

/// The order of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// As in the table.
    #[default]
    Position,
    /// By name.
    Name,
}

/// The tables that may appear in the same query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Together {
    /// The tables that are connected by foreign keys.
    Related,
    /// All tables.
    #[default]
    All,
    /// No tables.
    Nothing,
}

/// The tables that are printed.
#[derive(Clone, Debug, Default)]
pub enum Filter {
    /// The tables whose name matches one of the patterns.
    Only(Vec<Regex>),
    /// The tables whose name matches none of the patterns.
    Except(Vec<Regex>),
    /// All tables.
    #[default]
    All,
}

impl Default for PrintSchemas {
    fn default() -> Self {
        Self {
            several: false,
            settings: [("default".to_owned(), PrintSchema::default())].into(),
        }
    }
}

impl PrintSchemas {
    /// Resolves paths, which are relative to the folder of `diesel.toml`.
    pub fn set_base(&mut self, base: &Path) {
        for settings in self.settings.values_mut() {
            let paths = [&mut settings.file, &mut settings.patch_file];
            for path in paths.into_iter().flatten() {
                // An absolute path replaces the base.
                *path = base.join(&*path);
            }
        }
    }
}

impl PrintSchema {
    /// Returns true if types that Diesel does not have are defined.
    pub fn defines_types(&self) -> bool {
        self.generate_missing_sql_type_definitions.unwrap_or(true)
    }

    /// Returns what these types derive.
    pub(super) fn derives(&self) -> Vec<String> {
        const SQL_TYPE: &str = "diesel::sql_types::SqlType";
        let mut derives = self.custom_type_derives.clone().unwrap_or_default();
        if !derives.iter().any(|derive| derive == SQL_TYPE) {
            derives.push(SQL_TYPE.to_owned());
        }
        derives
    }
}

impl Docs {
    /// The names of the settings.
    pub const NAMES: &[&str] = &[
        "database-comments-fallback-to-auto-generated-doc-comment",
        "only-database-comments",
        "no-doc-comments",
    ];

    /// Returns the setting of this name.
    pub fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        [Self::Everything, Self::Comments, Self::Nothing]
            .get(place)
            .copied()
    }
}

impl Sorting {
    /// The names of the settings.
    pub const NAMES: &[&str] = &["ordinal_position", "name"];

    /// Returns the setting of this name.
    pub fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        [Self::Position, Self::Name].get(place).copied()
    }
}

impl Together {
    /// The names of the settings.
    pub const NAMES: &[&str] = &["fk_related_tables", "all_tables", "none"];

    /// Returns the setting of this name.
    pub fn named(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        [Self::Related, Self::All, Self::Nothing]
            .get(place)
            .copied()
    }
}

impl Filter {
    /// Returns true if a table of this name is printed.
    pub fn takes(&self, table: &str) -> bool {
        let found = |patterns: &[Regex]| patterns.iter().any(|pattern| pattern.is_match(table));
        match self {
            Self::Only(patterns) => found(patterns),
            Self::Except(patterns) => !found(patterns),
            Self::All => true,
        }
    }
}
