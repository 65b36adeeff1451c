//! A typed jsonb value as it was stored: valid, or made invalid by another writer.
//!
//! One invalid row must not prevent the others from loading, so decoding never fails: the error is
//! returned to the caller that uses the value.

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

/// The problem of a stored value, without the value.
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

/// The type of a jsonb column.
pub trait StoredJson: Sized {
    /// Decodes and checks a JSON text.
    ///
    /// # Errors
    /// `InvalidInput` with the setting and its limits.
    fn from_json(json: &[u8]) -> Result<Self>;
}

/// A value of a jsonb column: `T`, or its problem.
#[derive(Debug, Clone, PartialEq, FromSqlRow)]
pub struct Stored<T>(Result<T, Broken>);

impl<T> Stored<T> {
    /// Returns a reference to the value.
    ///
    /// # Errors
    /// `Corrupt` with the row, the field and its limits when the stored value is invalid.
    pub(crate) fn get(&self, row: impl FnOnce() -> String) -> Result<&T> {
        self.0.as_ref().map_err(|broken| broken.clone().of(row()))
    }
}

impl<T> Stored<T> {
    /// Returns the value itself.
    ///
    /// # Errors
    /// As for [`Stored::get`].
    pub(crate) fn into_inner(self, row: impl FnOnce() -> String) -> Result<T> {
        self.0.map_err(|broken| broken.of(row()))
    }
}

/// Free-form JSON. jsonb can store what this type cannot: numbers beyond a double, and more than
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

/// Serializes a valid value as itself, an invalid one as `null`.
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

/// Decodes a JSON object. serde alone would also accept an array, with its items in the order of
/// the fields.
pub(crate) fn from_object<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    if json.trim_ascii_start().first() != Some(&b'{') {
        return Err(serde::de::Error::custom("not an object"));
    }
    serde_json::from_slice(json)
}

/// Returns the members of a JSON object, decoded one by one; a member that cannot be read is
/// `null`.
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
