//! Keys: Discord's snowflakes, and one key type for each table, so that keys cannot be confused.
//!
//! ```
//! use tomori_db::id::{GuildId, ServerId};
//!
//! let guild: GuildId = "123456789012345678".parse()?;
//! assert_eq!(guild.to_string(), "123456789012345678");
//! assert!("not a number".parse::<GuildId>().is_err());
//! assert_eq!(ServerId::new(7).get(), 7);
//! # Ok::<(), tomori_db::Error>(())
//! ```

use std::fmt;
use std::io::Write as _;
use std::num::NonZeroU64;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Text};
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The primary key of one table: `bigint generated always as identity`.
macro_rules! table_key {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(AsExpression, FromSqlRow, Serialize, Deserialize)]
        #[diesel(sql_type = BigInt)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Creates the key with this number.
            #[must_use]
            pub const fn new(key: i64) -> Self {
                Self(key)
            }

            /// Returns the number of this key.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ToSql<BigInt, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                ToSql::<BigInt, Pg>::to_sql(&self.0, out)
            }
        }

        impl FromSql<BigInt, Pg> for $name {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                FromSql::<BigInt, Pg>::from_sql(value).map(Self)
            }
        }
    )*};
}

table_key! {
    /// Primary key of a row of `servers`.
    ServerId;
    /// Primary key of a row of `users`.
    UserId;
    /// Primary key of a row of `personal_memories`.
    PersonalMemoryId;
    /// Primary key of a row of `server_memories`.
    ServerMemoryId;
    /// Primary key of a row of `encrypted_api_keys`.
    ApiKeyId;
    /// Primary key of a row of `tomori_presets`.
    PresetId;
    /// Primary key of a row of `tomori_instances`.
    InstanceId;
    /// Primary key of a row of `error_logs`.
    ErrorLogId;
}

/// A Discord snowflake: an unsigned number of 64 bits, never 0, stored as decimal text because
/// `bigint` cannot hold its upper half.
/// See <https://discord.com/developers/docs/reference#snowflakes>.
macro_rules! snowflake {
    ($($(#[$doc:meta])* $name:ident = $field:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(AsExpression, FromSqlRow, Serialize, Deserialize)]
        #[diesel(sql_type = Text)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(NonZeroU64);

        impl $name {
            /// Creates the snowflake with this number.
            ///
            /// # Errors
            /// `InvalidInput` for 0, which Discord never assigns.
            pub fn new(snowflake: u64) -> Result<Self, Error> {
                NonZeroU64::new(snowflake)
                    .map(Self)
                    .ok_or_else(|| Error::invalid($field, "must not be 0"))
            }

            /// Returns the number of this snowflake.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0.get()
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                // After a first digit 1 to 9, the parser accepts only digits.
                let plain = matches!(text.as_bytes(), [b'1'..=b'9', ..]);
                plain
                    .then(|| text.parse().ok())
                    .flatten()
                    .map(Self)
                    .ok_or_else(|| Error::invalid($field, "must be 1 to 20 decimal digits"))
            }
        }

        impl TryFrom<String> for $name {
            type Error = Error;

            fn try_from(text: String) -> Result<Self, Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ToSql<Text, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                out.write_all(itoa::Buffer::new().format(self.get()).as_bytes())?;
                Ok(IsNull::No)
            }
        }

        impl FromSql<Text, Pg> for $name {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                Ok(std::str::from_utf8(value.as_bytes())?.parse()?)
            }
        }
    )*};
}

snowflake! {
    /// A Discord guild, which the rest of this crate calls a server.
    GuildId = "discord_server_id";
    /// A Discord user.
    DiscordUserId = "discord_user_id";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snowflake_uses_all_64_bits() {
        let id: GuildId = u64::MAX.to_string().parse().unwrap();
        assert_eq!(id.get(), u64::MAX);
    }

    #[test]
    fn a_snowflake_refuses_what_is_not_plain_digits() {
        for text in [
            "",
            "0",
            "007",
            "+7",
            "-7",
            " 7",
            "7 ",
            "1e5",
            "18446744073709551616",
            "七",
        ] {
            assert!(text.parse::<DiscordUserId>().is_err(), "{text:?}");
        }
    }
}
