//! `personal_memories` and `server_memories`: one row is one thing that the bot remembers, about
//! one user in one server ([`personal`]) or about a server as a whole ([`server`]).
//!
//! A memory is 1 to 1,000 characters and never blank. Lists are newest first and paged by key;
//! nothing here logs or prints a memory's text.
//!
//! ```no_run
//! # use tomori_db::{memories, Result};
//! # use tomori_db::memories::{NewMemory, PersonalSearch};
//! # use tomori_db::page::PageRequest;
//! # async fn example(conn: &diesel_async::AsyncPgConnection) -> Result<()> {
//! let guild = "123456789012345678".parse()?;
//! let user = "987654321098765432".parse()?;
//! memories::personal::insert(conn, user, guild, &NewMemory::general("likes green tea")?).await?;
//!
//! let page = memories::personal::list(conn, user, guild, PageRequest::first(20)?).await?;
//! if let Some(place) = page.next {
//!     memories::personal::list(conn, user, guild, PageRequest::first(20)?.after(place)).await?;
//! }
//!
//! let search = PersonalSearch { user: Some(user), ..PersonalSearch::new("tea") };
//! memories::personal::search(conn, guild, &search, PageRequest::default()).await?;
//! # Ok(())
//! # }
//! ```

mod content;
pub mod personal;
mod search;
pub mod server;
mod statistics;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

pub use content::{MAX_CONTENT, MAX_TYPE, MemoryContent, MemoryType};
use search::pattern;
pub use search::{MAX_TERM, PersonalSearch, ServerSearch};
pub use statistics::{CategoryStatistics, MemoryCategory, TypeStatistics, statistics};

/// The maximum number of memories of one bulk insert.
pub const MAX_BULK: usize = 10_000;

/// The type for a nightly purge.
pub const PURGED_TYPE: MemoryType = MemoryType::TEMPORARY;
/// The age for a nightly purge: a year.
pub const PURGE_AGE: TimeDelta = TimeDelta::days(365);

/// A memory to store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMemory {
    /// The text.
    pub memory_content: MemoryContent,
    /// The type; `general` by default.
    #[serde(default)]
    pub memory_type: MemoryType,
}

impl NewMemory {
    /// Creates a memory of this type.
    ///
    /// # Errors
    /// `InvalidInput` with the field that is outside its limits.
    pub fn new(content: impl Into<String>, memory_type: impl Into<String>) -> Result<Self> {
        Ok(Self {
            memory_content: MemoryContent::new(content)?,
            memory_type: MemoryType::new(memory_type)?,
        })
    }

    /// Creates a memory of the type `learned_by_tomori`, which the bot wrote by itself.
    ///
    /// # Errors
    /// `InvalidInput` when the text is outside its limits.
    pub fn learned_by_tomori(content: impl Into<String>) -> Result<Self> {
        Ok(Self {
            memory_content: MemoryContent::new(content)?,
            memory_type: MemoryType::LEARNED_BY_TOMORI,
        })
    }

    /// Creates a memory of the type `general`.
    ///
    /// # Errors
    /// `InvalidInput` when the text is outside its limits.
    pub fn general(content: impl Into<String>) -> Result<Self> {
        Ok(Self {
            memory_content: MemoryContent::new(content)?,
            memory_type: MemoryType::default(),
        })
    }
}

/// The fields of a memory to change; a field that is `None` is left unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryPatch {
    /// The new text.
    #[serde(default)]
    pub memory_content: Option<MemoryContent>,
    /// The new type.
    #[serde(default)]
    pub memory_type: Option<MemoryType>,
}

impl MemoryPatch {
    fn check(&self) -> Result<()> {
        if *self == Self::default() {
            return Err(Error::invalid(
                "patch",
                "must change the content or the type",
            ));
        }
        Ok(())
    }
}

/// Returns the columns of a bulk insert: texts and types.
fn columns(memories: &[NewMemory]) -> Result<(Vec<&MemoryContent>, Vec<&MemoryType>)> {
    if memories.is_empty() || memories.len() > MAX_BULK {
        return Err(Error::invalid("memories", "must be 1 to 10,000 at once"));
    }
    Ok(memories
        .iter()
        .map(|memory| (&memory.memory_content, &memory.memory_type))
        .unzip())
}
