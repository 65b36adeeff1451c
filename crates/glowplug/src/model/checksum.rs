use std::fmt;

use serde::Serialize;

/// What the text of a migration comes to: SHA-256 over `up` and `after`, with line endings,
/// a byte order mark and a final newline left out of account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Checksum(String);

impl Checksum {
    /// A checksum as it is stored: 64 hexadecimal digits.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
