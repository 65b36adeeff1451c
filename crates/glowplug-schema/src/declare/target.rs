//! Computes the catalog that a declaration means: the existing catalog with the differences
//! applied.

use std::collections::BTreeMap;

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug::error::{FileProblem, Location, Result};
use serde::Serialize;

use super::Declared;
use super::difference::{Comparison, says_lengths, tells_aliases};
use super::merge::CatalogMerge;
use crate::dialect::{self, CatalogIndex};

/// Options for interpreting a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether doc comments are stored as comments in the database (`with_docs` of
    /// `[print_schema]`).
    pub docs: bool,
    /// The values of enums that are new or change, by name (`mood`, `schema.mood`), on MySQL by
    /// column (`users.mood`): `table!` cannot express them.
    pub values: BTreeMap<String, Vec<String>>,
    /// SQLite: whether the rowid is `BigInt` (`sqlite_integer_primary_key_is_bigint`).
    pub wide_row_ids: bool,
    /// The additions that `table!` cannot express.
    pub additions: Additions,
    /// Objects that stay although they are not declared: `kind name`, with `*` for any characters.
    pub keep: Vec<String>,
}

/// The additions that are made to a declaration automatically.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Additions {
    /// An index for each new foreign key.
    pub indexes: bool,
    /// A default for columns like `created_at` and `updated_at`.
    pub times: bool,
    /// Whatever updates `updated_at` (a trigger, `ON UPDATE`), if the project has such a thing.
    pub touch: bool,
    /// Auto-increment for new primary keys.
    pub counting: bool,
}

/// The catalog that a declaration means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The catalog. Extensions that are added have no version, because the server chooses it.
    pub catalog: Catalog,
    /// The objects that were added although they are not declared.
    pub additions: Vec<Addition>,
    /// Questions that the user has to answer. The catalog holds what is assumed in the meantime.
    pub open: Vec<OpenQuestion>,
}

/// An object that is added to a declaration, and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Addition {
    /// The object, or the column that is changed.
    pub object: ObjectName,
    /// The reason.
    pub why: String,
}

/// A question that the declaration does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenQuestion {
    /// A type that does not exist, and whose values are not given. It is assumed to be an enum
    /// without values.
    Values {
        /// The type; on MySQL the table and the column.
        name: QualifiedName,
        /// The location where it is declared or first used.
        place: Box<Location>,
    },
    /// An object that is not declared uses one that is dropped. It is assumed to be dropped too.
    Used {
        /// The object that uses it.
        object: ObjectName,
        /// The object that is dropped.
        gone: ObjectName,
    },
    /// A foreign key whose `joinable!` is missing; users remove it for other reasons too. It is
    /// assumed to be dropped.
    Unjoined {
        /// The foreign key.
        constraint: ObjectName,
    },
}

impl OpenQuestion {
    /// Returns the object that would be dropped although the declaration does not say so.
    pub const fn goes(&self) -> Option<&ObjectName> {
        match self {
            Self::Used { object, .. } | Self::Unjoined { constraint: object } => Some(object),
            Self::Values { .. } => None,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            docs: false,
            values: BTreeMap::new(),
            wide_row_ids: false,
            additions: Additions::all(),
            keep: Vec::new(),
        }
    }
}

impl Additions {
    /// Returns the options with everything enabled.
    pub const fn all() -> Self {
        Self {
            indexes: true,
            times: true,
            touch: true,
            counting: true,
        }
    }

    /// Returns the options with everything disabled.
    pub const fn none() -> Self {
        Self {
            indexes: false,
            times: false,
            touch: false,
            counting: false,
        }
    }
}

/// Applies a declaration to a catalog. `baseline` is what would be printed for that catalog,
/// filtered and patched as in the project: only what is declared differently changes.
///
/// # Errors
/// [`Error::Files`](glowplug::Error::Files) with all places that have no meaning in this database;
/// [`Error::Usage`](glowplug::Error::Usage) for values of something that is not an enum.
pub fn target(
    from: &Catalog,
    baseline: &Declared,
    declared: &Declared,
    options: &Options,
) -> Result<Target> {
    let dialect = dialect::of(from.database);
    let words = dialect.conventions()?;
    let inference = dialect.inference()?;
    let comparison = Comparison {
        catalog: from,
        words,
        schema: inference.default_schema(&CatalogIndex::new(from)),
        lengths: says_lengths(baseline, declared),
        aliases: tells_aliases(words, baseline, declared),
    };
    let difference = comparison.difference(baseline, declared);
    let mut lay = CatalogMerge::new(comparison, baseline, declared, options);
    lay.all(&difference);
    lay.finish()
}

/// The problems of a declaration.
pub(super) type Problems = Vec<FileProblem>;
