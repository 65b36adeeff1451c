use std::collections::BTreeMap;

use serde::Serialize;

use super::Declared;
use super::difference::{Comparison, says_lengths, tells_aliases};
use super::lay::Lay;
use crate::catalog::{Catalog, ObjectName, QualifiedName};
use crate::dialect::declaring::declaring;
use crate::dialect::{Overview, inference};
use crate::error::{Error, FileProblem, Location, Result};

/// How a declaration is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether doc comments are the comments of the database (`with_docs` of `[print_schema]`).
    pub docs: bool,
    /// The values of enums that are new or get others, by name (`mood`, `schema.mood`), on MySQL by
    /// column (`users.mood`): `table!` cannot say them.
    pub values: BTreeMap<String, Vec<String>>,
    /// SQLite: whether the number of a row is `BigInt` (`sqlite_integer_primary_key_is_bigint`).
    pub wide_row_ids: bool,
    /// What is added that `table!` cannot say.
    pub additions: Additions,
    /// What stays although it is not declared: `kind name`, with `*` for any characters.
    pub keep: Vec<String>,
}

/// What comes along with what is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Additions {
    /// An index for a new foreign key.
    pub indexes: bool,
    /// A default for `created_at`, `updated_at` and the like.
    pub times: bool,
    /// What keeps `updated_at`, where the project has such a thing.
    pub touch: bool,
    /// Keys that count by themselves.
    pub counting: bool,
}

/// The catalog that a declaration means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The catalog. Extensions that come along have no version: it is the server's choice.
    pub catalog: Catalog,
    /// What is in it that is not declared.
    pub additions: Vec<Addition>,
    /// What a person has to decide. The catalog holds what is assumed meanwhile.
    pub open: Vec<Open>,
}

/// What comes along, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Addition {
    /// The object, or the column that is made so.
    pub object: ObjectName,
    /// Why.
    pub why: String,
}

/// A question that the declaration does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// A type that is not there, and whose values are not said. It is assumed to be an enum
    /// without values.
    Values {
        /// The type; on MySQL the table and the column.
        name: QualifiedName,
        /// Where it is declared, or used first.
        place: Box<Location>,
    },
    /// What is not declared uses what goes. It is assumed to go too.
    Used {
        /// What uses it.
        object: ObjectName,
        /// What goes.
        gone: ObjectName,
    },
    /// A foreign key without its `joinable!`, which people leave out for other reasons too. It is
    /// assumed to go.
    Unjoined {
        /// The foreign key.
        constraint: ObjectName,
    },
}

impl Open {
    /// What would go although nobody says so.
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
    /// Everything.
    pub const fn all() -> Self {
        Self {
            indexes: true,
            times: true,
            touch: true,
            counting: true,
        }
    }

    /// Nothing.
    pub const fn none() -> Self {
        Self {
            indexes: false,
            times: false,
            touch: false,
            counting: false,
        }
    }
}

/// Lays a declaration onto a catalog. `baseline` is what would be printed of that catalog, filtered
/// and patched as the project does it: only what is declared otherwise changes.
///
/// # Errors
/// [`Error::Files`] with all places that mean nothing in this database; [`Error::Usage`] for values
/// of what is no enum.
pub fn target(
    from: &Catalog,
    baseline: &Declared,
    declared: &Declared,
    options: &Options,
) -> Result<Target> {
    let words = declaring(from.database)
        .ok_or_else(|| Error::Usage(format!("this build has no support for {}", from.database)))?;
    let inference = inference(from.database);
    let comparison = Comparison {
        catalog: from,
        words,
        schema: inference.and_then(|of| of.default_schema(&Overview::new(from))),
        lengths: says_lengths(baseline, declared),
        aliases: tells_aliases(words, baseline, declared),
    };
    let difference = comparison.difference(baseline, declared);
    let mut lay = Lay::new(comparison, baseline, declared, options);
    lay.all(&difference);
    lay.finish()
}

/// A problem of a declaration.
pub(super) type Problems = Vec<FileProblem>;
