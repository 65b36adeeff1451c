//! The values that a setting accepts, checked in the same way for a typed field and for a JSON
//! value.

use serde_json::Value;

use crate::error::{Error, Result};

/// The provider of the language model.
pub(crate) const LLM_PROVIDER: SettingKind = SettingKind::Text { max: 50 };
/// The name of the language model.
pub(crate) const LLM_CODENAME: SettingKind = SettingKind::Text { max: 100 };
/// The model's temperature.
pub(crate) const LLM_TEMPERATURE: SettingKind = SettingKind::Number { min: 0.1, max: 2.0 };

/// The values that a setting accepts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SettingKind {
    /// `true` or `false`.
    Switch,
    /// Text of 1 to this many characters, not blank.
    Text {
        /// The maximum number of characters.
        max: usize,
    },
    /// A number within these limits.
    Number {
        /// The minimum.
        min: f64,
        /// The maximum.
        max: f64,
    },
    /// An integer within these limits.
    Integer {
        /// The minimum.
        min: u8,
        /// The maximum.
        max: u8,
    },
    /// A colour as `#RRGGBB`.
    Color,
}

/// A value to be checked.
pub(crate) enum Candidate<'a> {
    Switch,
    Text(&'a str),
    Number(f64),
    Other,
}

impl From<&bool> for Candidate<'_> {
    fn from(_: &bool) -> Self {
        Self::Switch
    }
}

impl<'a> From<&'a String> for Candidate<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}

impl From<&f64> for Candidate<'_> {
    fn from(value: &f64) -> Self {
        Self::Number(*value)
    }
}

impl From<&u8> for Candidate<'_> {
    fn from(value: &u8) -> Self {
        Self::Number(f64::from(*value))
    }
}

impl<'a> From<&'a Value> for Candidate<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Bool(_) => Self::Switch,
            Value::String(text) => Self::Text(text),
            Value::Number(number) => number.as_f64().map_or(Self::Other, Self::Number),
            _ => Self::Other,
        }
    }
}

impl SettingKind {
    /// Describes the limits, for an error message.
    fn limits(self) -> String {
        match self {
            Self::Switch => "must be true or false".into(),
            Self::Text { max } => format!("must be text of 1 to {max} characters, not blank"),
            Self::Number { min, max } => format!("must be a number from {min:?} to {max:?}"),
            Self::Integer { min, max } => format!("must be an integer from {min} to {max}"),
            Self::Color => "must be a colour as #RRGGBB".into(),
        }
    }

    fn admits(self, candidate: &Candidate<'_>) -> bool {
        match (self, candidate) {
            (Self::Switch, Candidate::Switch) => true,
            (Self::Text { max }, Candidate::Text(text)) => {
                !text.trim().is_empty() && !text.contains('\0') && text.chars().count() <= max
            }
            (Self::Number { min, max }, Candidate::Number(n)) => (min..=max).contains(n),
            (Self::Integer { min, max }, Candidate::Number(n)) => {
                n.fract() == 0.0 && (f64::from(min)..=f64::from(max)).contains(n)
            }
            (Self::Color, Candidate::Text(text)) => text
                .strip_prefix('#')
                .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit())),
            _ => false,
        }
    }

    /// Checks a value.
    ///
    /// # Errors
    /// `InvalidInput` with the setting's name and its limits.
    pub(crate) fn check<'a>(
        self,
        name: &'static str,
        candidate: impl Into<Candidate<'a>>,
    ) -> Result<()> {
        if self.admits(&candidate.into()) {
            return Ok(());
        }
        Err(Error::invalid(name, self.limits()))
    }
}
