//! What to search for.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::MemoryType;
use crate::error::Result;
use crate::id::DiscordUserId;
use crate::input;

/// The most characters of a search term.
pub const MAX_TERM: usize = 200;

/// What to search for among the personal memories of a server.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonalSearch {
    /// Text that the memory contains, in any case; `%`, `_` and `\` mean themselves.
    pub term: String,
    /// Of this user alone.
    pub user: Option<DiscordUserId>,
    /// Of this type alone.
    pub memory_type: Option<MemoryType>,
    /// Written at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Written before this time.
    pub before: Option<DateTime<Utc>>,
}

/// What to search for among the memories of a server as a whole.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerSearch {
    /// Text that the memory contains, in any case; `%`, `_` and `\` mean themselves.
    pub term: String,
    /// Of this type alone.
    pub memory_type: Option<MemoryType>,
    /// Written at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Written before this time.
    pub before: Option<DateTime<Utc>>,
}

impl PersonalSearch {
    /// A search for this term alone.
    #[must_use]
    pub fn new(term: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            ..Self::default()
        }
    }
}

impl ServerSearch {
    /// A search for this term alone.
    #[must_use]
    pub fn new(term: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            ..Self::default()
        }
    }
}

/// The filters without the term, which may be a piece of a memory.
impl fmt::Debug for PersonalSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonalSearch")
            .field("user", &self.user)
            .field("memory_type", &self.memory_type)
            .field("from", &self.from)
            .field("before", &self.before)
            .finish_non_exhaustive()
    }
}

/// The filters without the term, which may be a piece of a memory.
impl fmt::Debug for ServerSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerSearch")
            .field("memory_type", &self.memory_type)
            .field("from", &self.from)
            .field("before", &self.before)
            .finish_non_exhaustive()
    }
}

/// The ILIKE pattern for a term, once the times beside it were found to be within their limits.
pub(super) fn pattern(
    term: &str,
    from: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
) -> Result<String> {
    input::text("term", term, 1..=MAX_TERM)?;
    from.map_or(Ok(()), |time| input::moment("from", time))?;
    before.map_or(Ok(()), |time| input::moment("before", time))?;
    Ok(input::contains_pattern(term))
}
