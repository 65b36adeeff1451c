//! Reads the format of a stored key from its first bytes, so that the key itself is not
//! transferred.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::dsl::auto_type;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Integer};

use crate::schema::encrypted_api_keys;
use crate::secret::KeyFormat;

#[declare_sql_function]
extern "SQL" {
    /// Returns `count` bytes of `bytes`, from position `start`; the first position is 1.
    fn substr(bytes: Binary, start: Integer, count: Integer) -> Binary;
}

/// Builds `substr(encrypted_key, $1, $2)`: the bytes that identify the format.
#[auto_type]
pub(super) fn first_bytes() -> _ {
    substr(
        encrypted_api_keys::encrypted_key,
        1_i32.into_sql::<Integer>(),
        3_i32.into_sql::<Integer>(),
    )
}

/// The first bytes of a message, which identify its format.
#[derive(FromSqlRow)]
pub struct FirstBytes(Option<KeyFormat>);

impl FromSql<Binary, Pg> for FirstBytes {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(KeyFormat::of(value.as_bytes())))
    }
}

impl From<FirstBytes> for Option<KeyFormat> {
    fn from(first: FirstBytes) -> Self {
        first.0
    }
}
