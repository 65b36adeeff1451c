//! A path into a JSON document; parsed before it is used and bound as `text[]`, never concatenated
//! into SQL.
//!
//! ```
//! use tomori_db::path::ConfigPath;
//!
//! let path: ConfigPath = "ui.theme".parse()?;
//! assert_eq!(path.segments(), ["ui", "theme"]);
//!
//! // Quotes, braces and commas are just characters.
//! let odd: ConfigPath = r#"ui,admin."{x}""#.parse()?;
//! assert_eq!(odd.segments(), ["ui,admin", r#""{x}""#]);
//! # Ok::<(), tomori_db::Error>(())
//! ```

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Array, Text};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The maximum number of segments of a path.
pub const MAX_SEGMENTS: usize = 16;
/// The maximum size of a segment in bytes.
pub const MAX_SEGMENT_BYTES: usize = 128;

/// A path of 1 to 16 segments of 1 to 128 bytes each.
#[derive(Debug, Clone, PartialEq, Eq, Hash, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Array<Text>)]
#[serde(try_from = "Form", into = "Form")]
pub struct ConfigPath(Vec<String>);

impl ConfigPath {
    /// Creates a path from segments, in which a dot is an ordinary character.
    ///
    /// # Errors
    /// `InvalidInput` without a segment or with more than 16, and for a segment that is empty,
    /// longer than 128 bytes or contains a NUL character.
    pub fn from_segments<S: Into<String>>(segments: impl IntoIterator<Item = S>) -> Result<Self> {
        let segments: Vec<String> = segments.into_iter().map(Into::into).collect();
        if segments.is_empty() || segments.len() > MAX_SEGMENTS {
            return Err(Error::invalid("path", "must have 1 to 16 segments"));
        }
        for segment in &segments {
            if segment.is_empty() || segment.len() > MAX_SEGMENT_BYTES {
                return Err(Error::invalid(
                    "path",
                    "must have segments of 1 to 128 bytes",
                ));
            }
            if segment.contains('\0') {
                return Err(Error::invalid("path", "must not contain the NUL character"));
            }
        }
        Ok(Self(segments))
    }

    /// Returns the segments, outermost first.
    #[must_use]
    pub fn segments(&self) -> &[String] {
        &self.0
    }
}

impl FromStr for ConfigPath {
    type Err = Error;

    /// Splits at dots; every other character is part of its segment.
    fn from_str(text: &str) -> Result<Self> {
        Self::from_segments(text.split('.'))
    }
}

/// The serialized form: text with dots, or a list of segments if one of them contains a dot.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Text(String),
    Segments(Vec<String>),
}

impl TryFrom<Form> for ConfigPath {
    type Error = Error;

    fn try_from(form: Form) -> Result<Self> {
        match form {
            Form::Text(text) => text.parse(),
            Form::Segments(segments) => Self::from_segments(segments),
        }
    }
}

impl From<ConfigPath> for Form {
    fn from(path: ConfigPath) -> Self {
        if path.0.iter().any(|segment| segment.contains('.')) {
            return Self::Segments(path.0);
        }
        Self::Text(path.to_string())
    }
}

/// For display: control characters are replaced, and dots are left as they are.
impl fmt::Display for ConfigPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.join(".");
        f.write_str(&text.replace(char::is_control, "\u{fffd}"))
    }
}

impl ToSql<Array<Text>, Pg> for ConfigPath {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Array<Text>, Pg>::to_sql(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn segments_without_dots_survive_their_text(
            segments in prop::collection::vec(r#"[a-z"'{},\\ äé%$\[\]]{1,20}"#, 1..=16)
        ) {
            let path = ConfigPath::from_segments(segments.clone()).unwrap();
            prop_assert_eq!(path.segments(), &segments);
            prop_assert_eq!(path.to_string().parse::<ConfigPath>().unwrap(), path);
        }

        #[test]
        fn every_path_survives_serialisation(
            segments in prop::collection::vec("[a-z.\"{}, é]{1,20}", 1..=16)
        ) {
            let path = ConfigPath::from_segments(segments).unwrap();
            let json = serde_json::to_string(&path).unwrap();
            prop_assert_eq!(serde_json::from_str::<ConfigPath>(&json).unwrap(), path);
        }

        #[test]
        fn no_text_makes_the_path_panic(text in ".*") {
            let _ = text.parse::<ConfigPath>();
        }
    }

    #[test]
    fn empty_long_and_deep_paths_are_refused() {
        for text in ["", ".", "a.", ".a", "a..b", "a\0b"] {
            assert!(text.parse::<ConfigPath>().is_err(), "{text:?}");
        }
        assert!("a".repeat(129).parse::<ConfigPath>().is_err());
        assert!(["a"; 17].join(".").parse::<ConfigPath>().is_err());
        assert!(["a"; 16].join(".").parse::<ConfigPath>().is_ok());
    }
}
