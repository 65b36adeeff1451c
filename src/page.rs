//! Pagination of lists: limits, cursors and offsets.
//!
//! Lists are ordered by `(created_at, key)`, newest first. A [`Cursor`] is a position after a row:
//! the next page is found by an index at any depth, and no row is skipped or repeated while others
//! insert and delete. [`Offset`] counts rows instead: it is more common, but every skipped row is
//! read, and rows shift between pages.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::input;

/// The maximum number of rows of one page.
pub const MAX_LIMIT: i64 = 100;

/// The number of rows of a page: 1 to 100, 20 by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(i64);

impl Limit {
    /// Creates a limit of this many rows.
    ///
    /// # Errors
    /// `InvalidInput` outside 1 to 100.
    pub fn new(rows: i64) -> Result<Self> {
        if (1..=MAX_LIMIT).contains(&rows) {
            return Ok(Self(rows));
        }
        Err(Error::invalid("limit", "must be 1 to 100 rows"))
    }

    /// Returns the number of rows.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Returns one row more than the page holds: that row shows whether there is a next page.
    pub(crate) const fn probe(self) -> i64 {
        self.0 + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(20)
    }
}

/// A page by offset: skip a number of rows, then take a number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// How many rows to take.
    pub(crate) limit: Limit,
    /// How many rows to skip.
    pub(crate) offset: i64,
}

impl Offset {
    /// Takes `limit` rows after skipping `offset`.
    ///
    /// # Errors
    /// `InvalidInput` when the limit is outside 1 to 100 or the offset is negative.
    pub fn new(limit: i64, offset: i64) -> Result<Self> {
        let limit = Limit::new(limit)?;
        if offset < 0 {
            return Err(Error::invalid("offset", "must not be negative"));
        }
        Ok(Self { limit, offset })
    }
}

/// A page by key: a number of rows after a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageRequest {
    /// How many rows to take.
    pub limit: Limit,
    /// Where the previous page ended; `None` for the first page.
    pub after: Option<Cursor>,
}

impl PageRequest {
    /// Creates a request for the first page, of at most `limit` rows.
    ///
    /// # Errors
    /// `InvalidInput` when the limit is outside 1 to 100.
    pub fn first(limit: i64) -> Result<Self> {
        Ok(Self {
            limit: Limit::new(limit)?,
            after: None,
        })
    }

    /// Returns a request for the page after this cursor, with the same limit.
    #[must_use]
    pub const fn after(self, cursor: Cursor) -> Self {
        Self {
            after: Some(cursor),
            ..self
        }
    }

    /// Returns the cursor to start from; for the first page one before every row.
    pub(crate) fn start(&self) -> Cursor {
        self.after.unwrap_or(Cursor {
            created_at: DateTime::<Utc>::MAX_UTC,
            key: i64::MAX,
        })
    }
}

/// The rows of a page, and where the next page starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<Cursor>,
}

/// A row that has a position in a list ordered by `(created_at, key)`.
pub(crate) trait Keyed {
    /// Returns the cursor of this row.
    fn cursor(&self) -> Cursor;
}

impl<T> Page<T> {
    /// Builds a page from the rows of a query that asked for [`Limit::probe`] rows.
    pub(crate) fn from_probe(mut items: Vec<T>, limit: Limit) -> Self
    where
        T: Keyed,
    {
        let rows = usize::try_from(limit.get()).unwrap_or(usize::MAX);
        let more = items.len() > rows;
        items.truncate(rows);
        let next = items.last().filter(|_| more).map(Keyed::cursor);
        Self { items, next }
    }
}

/// A position in a list: after the row with this time and key.
///
/// Its text form is opaque and safe in a URL: a version, microseconds since 1970, the key, and the
/// first bytes of their SHA-256, with which a changed text is refused. It grants no access: a query
/// always filters by its own user and server too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// When the row was written.
    pub(crate) created_at: DateTime<Utc>,
    /// The row's key, which orders rows with the same time.
    pub(crate) key: i64,
}

const VERSION: u8 = 1;
const CHECK_BYTES: usize = 6;

impl Cursor {
    /// Creates the cursor after the row with this time (truncated to the microsecond) and key.
    #[must_use]
    pub(crate) fn new(created_at: DateTime<Utc>, key: i64) -> Self {
        let micros = created_at.timestamp_micros();
        Self {
            created_at: DateTime::from_timestamp_micros(micros).unwrap_or(created_at),
            key,
        }
    }

    fn payload(&self) -> [u8; 17] {
        let mut bytes = [0; 17];
        bytes[0] = VERSION;
        bytes[1..9].copy_from_slice(&self.created_at.timestamp_micros().to_be_bytes());
        bytes[9..].copy_from_slice(&self.key.to_be_bytes());
        bytes
    }

    fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (payload, check) = bytes.split_at_checked(17)?;
        if payload[0] != VERSION || check != &Sha256::digest(payload)[..CHECK_BYTES] {
            return None;
        }
        let micros = i64::from_be_bytes(payload[1..9].try_into().ok()?);
        let created_at = DateTime::from_timestamp_micros(micros)?;
        input::moment("cursor", created_at).ok()?;
        Some(Self {
            created_at,
            key: i64::from_be_bytes(payload[9..].try_into().ok()?),
        })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let payload = self.payload();
        let mut bytes = payload.to_vec();
        bytes.extend_from_slice(&Sha256::digest(payload)[..CHECK_BYTES]);
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::decode(text).ok_or_else(|| {
            Error::invalid("cursor", "must be a cursor of an earlier page, unchanged")
        })
    }
}

impl TryFrom<String> for Cursor {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_survives_its_text(micros in -9_000_000_000_000_000i64..9_000_000_000_000_000, key: i64) {
            let cursor = Cursor::new(DateTime::from_timestamp_micros(micros).unwrap(), key);
            prop_assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
            let json = serde_json::to_string(&cursor).unwrap();
            prop_assert_eq!(serde_json::from_str::<Cursor>(&json).unwrap(), cursor);
        }

        #[test]
        fn a_changed_cursor_is_refused(key: i64, position in 0usize..31, letter in "[A-Za-z0-9_-]") {
            let text = Cursor::new(DateTime::UNIX_EPOCH, key).to_string();
            let mut changed = text.clone();
            changed.replace_range(position..=position, &letter);
            prop_assume!(changed != text);
            prop_assert!(changed.parse::<Cursor>().is_err());
        }

        #[test]
        fn no_text_makes_the_cursor_panic(text in ".*") {
            let _ = text.parse::<Cursor>();
        }
    }

    #[test]
    fn a_limit_is_1_to_100() {
        assert!(Limit::new(0).is_err());
        assert!(Limit::new(1).is_ok());
        assert!(Limit::new(100).is_ok());
        assert!(Limit::new(101).is_err());
        assert!(Offset::new(1, -1).is_err());
    }
}
