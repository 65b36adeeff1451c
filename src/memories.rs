//! `personal_memories` and `server_memories`: a row is one thing that the bot remembers, of one
//! user in one server ([`personal`]) or of a server as a whole ([`server`]).
//!
//! A memory is 1 to 1,000 characters and never blank. Lists are newest first and paged by key;
//! nothing here prints a memory's text.
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

pub mod personal;
pub mod server;
mod statistics;

use std::fmt;
use std::io::Write as _;
use std::ops::Deref;

use chrono::{DateTime, Utc};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::id::DiscordUserId;
use crate::input;

pub use statistics::{CategoryStatistics, MemoryCategory, TypeStatistics, statistics};

/// The most characters of a memory.
pub const MAX_CONTENT: usize = 1_000;
/// The most characters of a memory's type.
pub const MAX_TYPE: usize = 50;
/// The most memories of one bulk insert.
pub const MAX_BULK: usize = 10_000;
/// The most characters of a search term.
pub const MAX_TERM: usize = 200;
/// How many rows one statement of a purge deletes at the most.
const PURGE_CHUNK: usize = 5_000;

/// The text of a memory: 1 to 1,000 characters, not blank. Its `Debug` shows no text.
#[derive(Clone, PartialEq, Eq, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Text)]
#[serde(try_from = "String", into = "String")]
pub struct MemoryContent(String);

impl MemoryContent {
    /// The text as a memory.
    ///
    /// # Errors
    /// `InvalidInput` for blank text, more than 1,000 characters, or a NUL character.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        input::text("memory_content", &text, 1..=MAX_CONTENT)?;
        Ok(Self(text))
    }
}

impl Deref for MemoryContent {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MemoryContent {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::new(text)
    }
}

impl From<MemoryContent> for String {
    fn from(content: MemoryContent) -> Self {
        content.0
    }
}

impl fmt::Debug for MemoryContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryContent({} bytes)", self.0.len())
    }
}

impl ToSql<Text, Pg> for MemoryContent {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

/// The table's constraints hold for what is read: it is not checked again.
impl FromSql<Text, Pg> for MemoryContent {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(std::str::from_utf8(value.as_bytes())?.to_owned()))
    }
}

/// The kind of a memory, for example `general` or `learned_by_tomori`: 1 to 50 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Text)]
#[serde(try_from = "String", into = "String")]
pub struct MemoryType(String);

impl MemoryType {
    /// The type with this name.
    ///
    /// # Errors
    /// `InvalidInput` for a blank name, more than 50 characters, or a NUL character.
    pub fn new(name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        input::text("memory_type", &name, 1..=MAX_TYPE)?;
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `general`, as in the table.
impl Default for MemoryType {
    fn default() -> Self {
        Self("general".into())
    }
}

impl TryFrom<String> for MemoryType {
    type Error = Error;

    fn try_from(name: String) -> Result<Self> {
        Self::new(name)
    }
}

impl From<MemoryType> for String {
    fn from(memory_type: MemoryType) -> Self {
        memory_type.0
    }
}

impl fmt::Display for MemoryType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToSql<Text, Pg> for MemoryType {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<Text, Pg> for MemoryType {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(std::str::from_utf8(value.as_bytes())?.to_owned()))
    }
}

/// A memory to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMemory {
    /// The text.
    pub memory_content: MemoryContent,
    /// The kind; `general` unless told.
    #[serde(default)]
    pub memory_type: MemoryType,
}

impl NewMemory {
    /// A memory of this type.
    ///
    /// # Errors
    /// `InvalidInput` with the field that is outside its limits.
    pub fn new(content: impl Into<String>, memory_type: impl Into<String>) -> Result<Self> {
        Ok(Self {
            memory_content: MemoryContent::new(content)?,
            memory_type: MemoryType::new(memory_type)?,
        })
    }

    /// A memory of the type `general`.
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

/// What to change of a memory; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryPatch {
    /// The new text.
    #[serde(default)]
    pub memory_content: Option<MemoryContent>,
    /// The new kind.
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

/// The ILIKE pattern for a term.
fn pattern(term: &str) -> Result<String> {
    input::text("term", term, 1..=MAX_TERM)?;
    Ok(input::contains_pattern(term))
}

/// The columns of a bulk insert: texts and types.
fn columns(memories: &[NewMemory]) -> Result<(Vec<&MemoryContent>, Vec<&MemoryType>)> {
    if memories.is_empty() || memories.len() > MAX_BULK {
        return Err(Error::invalid("memories", "must be 1 to 10,000 at once"));
    }
    Ok(memories
        .iter()
        .map(|memory| (&memory.memory_content, &memory.memory_type))
        .unzip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_text() {
        let memory = NewMemory::general("a secret crush").unwrap();
        let search = PersonalSearch::new("a secret crush");
        let shown = format!(
            "{memory:?} {search:?} {:?}",
            ServerSearch::new("a secret crush")
        );
        assert!(!shown.contains("secret"), "{shown}");
    }

    #[test]
    fn content_is_1_to_1000_characters() {
        assert!(MemoryContent::new("").is_err());
        assert!(MemoryContent::new(" \n").is_err());
        assert!(MemoryContent::new("ü".repeat(1_000)).is_ok());
        assert!(MemoryContent::new("ü".repeat(1_001)).is_err());
    }
}
