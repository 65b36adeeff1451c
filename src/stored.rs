//! A typed jsonb value as it was found in a row: sound, or broken by somebody's hand.
//!
//! One broken row must not keep the others from loading, so decoding never fails: who uses the
//! value asks for it and gets the error then.

use std::collections::BTreeMap;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output};
use diesel::sql_types::Jsonb;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::error::{Error, Result};

/// What was wrong with a stored value, without the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The setting.
    pub(crate) field: String,
    /// What is wrong and what is allowed.
    pub(crate) problem: String,
}

impl Broken {
    fn of(self, row: String) -> Error {
        Error::Corrupt {
            what: row,
            field: self.field,
            problem: self.problem,
        }
    }
}

/// A type that one jsonb column holds.
pub trait StoredJson: Sized {
    /// Decodes and checks a JSON text.
    ///
    /// # Errors
    /// `InvalidInput` with the setting and its limits.
    fn from_json(json: &[u8]) -> Result<Self>;
}

/// A value of a jsonb column: `T`, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, FromSqlRow)]
pub struct Stored<T>(Result<T, Broken>);

impl<T> Stored<T> {
    /// The value.
    ///
    /// # Errors
    /// `Corrupt` with the row, the field and its limits when the stored value is broken.
    pub(crate) fn get(&self, row: impl FnOnce() -> String) -> Result<&T> {
        self.0.as_ref().map_err(|broken| broken.clone().of(row()))
    }
}

impl<T> Stored<T> {
    /// The value itself.
    ///
    /// # Errors
    /// As for [`Stored::get`].
    pub(crate) fn into_inner(self, row: impl FnOnce() -> String) -> Result<T> {
        self.0.map_err(|broken| broken.of(row()))
    }
}

/// JSON of free form. What jsonb can hold and this type cannot: numbers beyond a double, more than
/// 127 levels.
impl StoredJson for Value {
    fn from_json(json: &[u8]) -> Result<Self> {
        serde_json::from_slice(json).map_err(|_| {
            let problem = "must have numbers within a double and at most 127 levels";
            Error::invalid("json", problem)
        })
    }
}

impl<T: StoredJson> FromSql<Jsonb, Pg> for Stored<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        // The binary form of jsonb is a version byte and the JSON text.
        let [1, json @ ..] = value.as_bytes() else {
            return Err("unknown version of the jsonb format".into());
        };
        Ok(Self(T::from_json(json).map_err(|error| match error {
            Error::InvalidInput { field, problem } => Broken {
                field: field.into_owned(),
                problem: problem.into_owned(),
            },
            other => Broken {
                field: "value".into(),
                problem: other.to_string(),
            },
        })))
    }
}

/// A sound value as itself, a broken one as `null`.
impl<T: Serialize> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().ok().serialize(serializer)
    }
}

/// Writes a value in the binary form of jsonb: a version byte and the JSON text.
pub(crate) fn write_jsonb(
    value: &impl Serialize,
    out: &mut Output<'_, '_, Pg>,
) -> serialize::Result {
    std::io::Write::write_all(out, &[1])?;
    serde_json::to_writer(out, value)?;
    Ok(IsNull::No)
}

/// Decodes a JSON object. To serde an array would do too: its items in the order of the fields.
pub(crate) fn from_object<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    if json.trim_ascii_start().first() != Some(&b'{') {
        return Err(serde::de::Error::custom("not an object"));
    }
    serde_json::from_slice(json)
}

/// The members of a JSON object, each by itself: one that cannot be read is `null`.
pub(crate) fn members(json: &[u8]) -> Option<BTreeMap<String, Value>> {
    let members: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(json).ok()?;
    let read = |raw: Box<RawValue>| serde_json::from_str(raw.get()).unwrap_or_default();
    Some(
        members
            .into_iter()
            .map(|(name, raw)| (name, read(raw)))
            .collect(),
    )
}
