//! The text and the type of a memory, with their limits.

use std::borrow::Cow;
use std::fmt;
use std::io::Write as _;
use std::ops::Deref;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::input;

/// The maximum number of characters of a memory.
pub const MAX_CONTENT: usize = 1_000;
/// The maximum number of characters of a memory's type.
pub const MAX_TYPE: usize = 50;

/// The text of a memory: 1 to 1,000 characters, not blank. Its `Debug` shows no text.
#[derive(Clone, PartialEq, Eq, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Text)]
#[serde(try_from = "String", into = "String")]
pub struct MemoryContent(String);

impl MemoryContent {
    /// Creates the text of a memory.
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

/// Read values are not checked again, because the table's constraints hold for them.
impl FromSql<Text, Pg> for MemoryContent {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(std::str::from_utf8(value.as_bytes())?.to_owned()))
    }
}

/// The type of a memory, for example `general` or `learned_by_tomori`: 1 to 50 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Text)]
#[serde(try_from = "String", into = "String")]
pub struct MemoryType(Cow<'static, str>);

impl MemoryType {
    /// `general`, the default of the table.
    pub const GENERAL: Self = Self(Cow::Borrowed("general"));
    /// `learned_by_tomori`: written by the bot itself.
    pub const LEARNED_BY_TOMORI: Self = Self(Cow::Borrowed("learned_by_tomori"));
    /// `temporary`: deleted by the nightly purge after a year.
    pub const TEMPORARY: Self = Self(Cow::Borrowed("temporary"));
    /// `test`: memories of the test data.
    pub const TEST: Self = Self(Cow::Borrowed("test"));

    /// Creates the type with this name.
    ///
    /// # Errors
    /// `InvalidInput` for a blank name, more than 50 characters, or a NUL character.
    pub fn new(name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        input::text("memory_type", &name, 1..=MAX_TYPE)?;
        Ok(Self(Cow::Owned(name)))
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `general`, as in the table.
impl Default for MemoryType {
    fn default() -> Self {
        Self::GENERAL
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
        memory_type.0.into_owned()
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
        let name = std::str::from_utf8(value.as_bytes())?;
        Ok(Self(Cow::Owned(name.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_1_to_1000_characters() {
        assert!(MemoryContent::new("").is_err());
        assert!(MemoryContent::new(" \n").is_err());
        assert!(MemoryContent::new("ü".repeat(1_000)).is_ok());
        assert!(MemoryContent::new("ü".repeat(1_001)).is_err());
    }
}
