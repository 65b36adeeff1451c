//! One call of the data layer with its values, and what a contender answers.

use std::fmt;
use std::ops::Deref;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use tomori_db::page::Cursor;

/// How many rows a page has.
pub const PAGE: i64 = 20;
/// How many rows are asked for: one more says whether there is a next page.
pub const PROBE: i64 = PAGE + 1;
/// The secret of the API keys.
pub const SECRET: &str = "8iRZzjOOcEVxCNyPHtHuTwTkl3Rm1DZ5";
/// The setting that a config update changes.
pub const SETTING: &str = "humanizer_degree";
/// The type of all memories that calls write, but for a purge.
pub const TYPE: &str = "general";

/// A place in a list: after the row with this time and key.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Place {
    /// When the row was written.
    pub created_at: DateTime<Utc>,
    /// Its key.
    pub key: i64,
    /// The same, as tomori-db gave it out.
    pub cursor: Cursor,
}

/// A time and a key before every row of a list that is newest first.
#[must_use]
pub fn start() -> (DateTime<Utc>, i64) {
    let year_9999 = DateTime::from_timestamp(253_402_300_799, 0);
    (year_9999.unwrap_or_default(), i64::MAX)
}

/// The time and the key to go on after.
#[must_use]
pub fn after(place: Option<Place>) -> (DateTime<Utc>, i64) {
    place.map_or_else(start, |place| (place.created_at, place.key))
}

/// A key of Discord, in the form that a contender takes: Discord's libraries give numbers, and the
/// tables hold text.
#[derive(Debug, Clone, Serialize)]
#[serde(into = "String")]
pub struct Snowflake {
    /// The number.
    pub number: u64,
    text: String,
}

impl Snowflake {
    /// The key with this number.
    #[must_use]
    pub fn new(number: u64) -> Self {
        let text = number.to_string();
        Self { number, text }
    }

    /// The same as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Deref for Snowflake {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Snowflake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Snowflake> for String {
    fn from(key: Snowflake) -> Self {
        key.text
    }
}

/// One call with its values.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Call {
    /// Take a connection and give it back. The limit asks the server once instead.
    Checkout,
    /// Store a memory of a user.
    Add {
        user: Snowflake,
        guild: Snowflake,
        content: String,
    },
    /// Load the state of the bot.
    State { guild: Snowflake },
    /// A page of a user's memories, by key.
    Page {
        user: Snowflake,
        guild: Snowflake,
        after: Option<Place>,
    },
    /// The same by counting.
    OffsetPage {
        user: Snowflake,
        guild: Snowflake,
        offset: i64,
    },
    /// Change one setting.
    SetConfig { guild: Snowflake, value: u8 },
    /// Search among the memories of a server.
    Search { guild: Snowflake, term: String },
    /// Store a thousand memories; user and server also as keys, for COPY.
    Bulk {
        user: Snowflake,
        guild: Snowflake,
        user_id: i64,
        server_id: i64,
        contents: Vec<String>,
    },
    /// Store an API key, and read it back.
    Key { server_id: i64, key: String },
    /// Move all memories of a user to another one.
    Transfer {
        from: Snowflake,
        to: Snowflake,
        guild: Snowflake,
    },
    /// Count the memories of a server.
    Statistics { guild: Snowflake },
    /// Delete the memories of a type.
    Purge {
        memory_type: String,
        before: DateTime<Utc>,
    },
    /// What one incoming message needs: state, user, memories of the user and of the server.
    Message { user: Snowflake, guild: Snowflake },
}

/// What came back, in the contender's own types.
pub trait Rows: Send {
    /// The same as JSON, for the comparison; never called while the clock runs.
    fn json(&self) -> Value;
}

impl<T: Serialize + Send> Rows for T {
    fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// An answer of any contender.
pub type Answer = Box<dyn Rows>;

/// What is equal in the answers of all contenders: without keys and times that a write makes,
/// and times to the millisecond, for JavaScript knows no finer ones.
#[must_use]
pub fn comparable(value: Value, writes: bool) -> Value {
    match value {
        Value::Array(items) => items
            .into_iter()
            .map(|item| comparable(item, writes))
            .collect(),
        Value::Object(members) => members
            .into_iter()
            .filter(|(name, _)| !writes || !is_made(name))
            .map(|(name, value)| (name, comparable(value, writes)))
            .collect(),
        Value::String(text) => match DateTime::parse_from_rfc3339(&text) {
            Ok(time) => time.timestamp_millis().into(),
            Err(_) => Value::String(text),
        },
        // 2 and 2.0 are one number.
        Value::Number(number) => number.as_f64().into(),
        other => other,
    }
}

fn is_made(name: &str) -> bool {
    matches!(name, "memory_id" | "created_at" | "updated_at")
}
