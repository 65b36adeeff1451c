//! The `[models]` section of a project's settings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// What is generated, and where: `[models]` of a project's settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// A folder with one file for each table, or one file (`….rs`) for all.
    pub out: Option<PathBuf>,
    /// The kinds of structs that are generated for each table; all if empty.
    pub kinds: Vec<Kind>,
    /// Additional derives of all structs and enums: `serde::Serialize`.
    pub derives: Vec<String>,
    /// Rust types by column (`users.created_at`) or by type, as the database or Diesel names it
    /// (`timestamptz`, `Timestamptz`).
    pub types: BTreeMap<String, String>,
    /// The module of `schema.rs`, if it does not follow from its path: `crate::schema`.
    pub schema_module: Option<String>,
    /// What is neither added nor compared: structs (`UserPatch`) and fields (`User.age`).
    pub ignore: Vec<String>,
    /// Only these tables, if any are named.
    #[serde(skip)]
    pub tables: Vec<String>,
}

/// The purpose of a struct or enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Rows that are read.
    Row,
    /// Rows that are inserted.
    New,
    /// Changes of a row.
    Patch,
    /// The values of an enum.
    Enum,
}

impl Kind {
    /// The kinds of structs that a table has.
    pub(super) const STRUCTS: [Self; 3] = [Self::Row, Self::New, Self::Patch];
}

impl Settings {
    /// Returns true if structs of this kind are generated.
    pub(super) fn makes(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Returns true if a struct, or a field of it, is ignored.
    pub(super) fn ignores(&self, name: &str, field: Option<&str>) -> bool {
        self.ignore.iter().any(|pattern| match field {
            None => pattern == name,
            Some(field) => pattern
                .split_once('.')
                .is_some_and(|(of, ignored)| of == name && ignored == field),
        })
    }

    /// Returns true if each table has a file of its own.
    pub(super) fn has_folder(&self, out: &Path) -> bool {
        out.extension().is_none_or(|extension| extension != "rs")
    }
}
