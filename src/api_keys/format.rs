//! The format of a stored key, read off its first bytes, so that the key itself stays where it is.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::dsl::auto_type;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Integer};

use crate::schema::encrypted_api_keys;
use crate::secret::KeyFormat;

#[declare_sql_function]
extern "SQL" {
    /// Some bytes of many; the first has the number 1.
    fn substr(bytes: Binary, start: Integer, count: Integer) -> Binary;
}

/// `substr(encrypted_key, $1, $2)`: as many bytes as tell the format.
#[auto_type]
pub(super) fn first_bytes() -> _ {
    substr(
        encrypted_api_keys::encrypted_key,
        1_i32.into_sql::<Integer>(),
        3_i32.into_sql::<Integer>(),
    )
}

/// The first bytes of a message, which tell its format.
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
