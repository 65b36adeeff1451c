//! The filters of a search among memories.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::MemoryType;
use crate::error::Result;
use crate::id::DiscordUserId;
use crate::input;

/// The maximum number of characters of a search term.
pub const MAX_TERM: usize = 200;

/// The filters of a search among the personal memories of a server.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonalSearch {
    /// Text that the memory contains, case-insensitive, without the white space around it; `%`, `_`
    /// and `\` are matched literally.
    pub term: String,
    /// Only memories of this user.
    pub user: Option<DiscordUserId>,
    /// Only memories of this type.
    pub memory_type: Option<MemoryType>,
    /// Only memories written at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Only memories written before this time.
    pub before: Option<DateTime<Utc>>,
}

/// The filters of a search among the memories of a server as a whole.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerSearch {
    /// Text that the memory contains, case-insensitive, without the white space around it; `%`, `_`
    /// and `\` are matched literally.
    pub term: String,
    /// Only memories of this type.
    pub memory_type: Option<MemoryType>,
    /// Only memories written at this time or later.
    pub from: Option<DateTime<Utc>>,
    /// Only memories written before this time.
    pub before: Option<DateTime<Utc>>,
}

impl PersonalSearch {
    /// Creates a search for this term only.
    #[must_use]
    pub fn new(term: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            ..Self::default()
        }
    }
}

impl ServerSearch {
    /// Creates a search for this term only.
    #[must_use]
    pub fn new(term: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            ..Self::default()
        }
    }
}

/// Shows the filters without the term, which may be part of a memory.
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

/// Shows the filters without the term, which may be part of a memory.
impl fmt::Debug for ServerSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerSearch")
            .field("memory_type", &self.memory_type)
            .field("from", &self.from)
            .field("before", &self.before)
            .finish_non_exhaustive()
    }
}

/// Returns the ILIKE pattern for a trimmed term, after checking the limits of the term and the
/// times.
pub(super) fn pattern(
    term: &str,
    from: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
) -> Result<String> {
    let term = term.trim();
    input::text("term", term, 1..=MAX_TERM)?;
    from.map_or(Ok(()), |time| input::moment("from", time))?;
    before.map_or(Ok(()), |time| input::moment("before", time))?;
    Ok(input::contains_pattern(term))
}
