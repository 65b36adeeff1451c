use crate::models::mysql::schema::sql_types;
use bigdecimal::BigDecimal;
use chrono::NaiveDateTime;
use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::mysql::{Mysql, MysqlValue};
use diesel::prelude::*;
use diesel::serialize::{IsNull, Output, ToSql};

/// A value of the enum `servers.size`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql_types::ServersSizeEnum)]
pub enum ServerSize {
    /// `small`
    Small,
    /// `it's large`
    ItSLarge,
    /// ``
    Value,
}

impl ServerSize {
    /// The value as the database writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::ItSLarge => "it's large",
            Self::Value => "",
        }
    }
}

impl FromSql<sql_types::ServersSizeEnum, Mysql> for ServerSize {
    fn from_sql(value: MysqlValue<'_>) -> diesel::deserialize::Result<Self> {
        match std::str::from_utf8(value.as_bytes())? {
            "small" => Ok(Self::Small),
            "it's large" => Ok(Self::ItSLarge),
            "" => Ok(Self::Value),
            other => Err(format!("`{other}` is no `ServerSize`").into()),
        }
    }
}

impl ToSql<sql_types::ServersSizeEnum, Mysql> for ServerSize {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> diesel::serialize::Result {
        std::io::Write::write_all(out, self.as_str().as_bytes())?;
        Ok(IsNull::No)
    }
}

/// A value of the enum `servers.color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql_types::ServersColorEnum)]
pub enum ServerColor {
    /// `red`
    Red,
    /// `blue`
    Blue,
}

impl ServerColor {
    /// The value as the database writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Blue => "blue",
        }
    }
}

impl FromSql<sql_types::ServersColorEnum, Mysql> for ServerColor {
    fn from_sql(value: MysqlValue<'_>) -> diesel::deserialize::Result<Self> {
        match std::str::from_utf8(value.as_bytes())? {
            "red" => Ok(Self::Red),
            "blue" => Ok(Self::Blue),
            other => Err(format!("`{other}` is no `ServerColor`").into()),
        }
    }
}

impl ToSql<sql_types::ServersColorEnum, Mysql> for ServerColor {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> diesel::serialize::Result {
        std::io::Write::write_all(out, self.as_str().as_bytes())?;
        Ok(IsNull::No)
    }
}

/// A row of `channels`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = crate::models::mysql::schema::channels)]
#[diesel(belongs_to(Server, foreign_key = server_id))]
#[diesel(check_for_backend(diesel::mysql::Mysql))]
pub struct Channel {
    pub id: i32,
    pub server_id: u64,
    pub name: Option<String>,
}

/// A new row for `channels`.
///
/// The database fills in `id`.
///
/// `None` is `NULL`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::mysql::schema::channels)]
#[diesel(treat_none_as_default_value = false)]
pub struct NewChannel {
    pub server_id: u64,
    pub name: Option<String>,
}

/// A change of a row of `channels`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::mysql::schema::channels)]
pub struct ChannelPatch {
    pub server_id: Option<u64>,
    pub name: Option<Option<String>>,
}

/// A guild.
///
/// A row of `servers`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = crate::models::mysql::schema::servers)]
#[diesel(primary_key(server_id))]
#[diesel(check_for_backend(diesel::mysql::Mysql))]
pub struct Server {
    pub server_id: u64,
    /// What people call it.
    pub name: String,
    pub size: ServerSize,
    pub color: Option<ServerColor>,
    pub is_public: bool,
    pub members: u32,
    pub flags: Option<u8>,
    pub price: Option<BigDecimal>,
    pub letters: Option<i32>,
    pub created_at: NaiveDateTime,
    pub seen_at: Option<NaiveDateTime>,
}

/// A new row for `servers`.
///
/// The database fills in `server_id`, `letters` and `created_at`.
///
/// `None` leaves a column to its default, or to `NULL` where it has none.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::mysql::schema::servers)]
#[diesel(treat_none_as_default_value = true)]
pub struct NewServer {
    /// What people call it.
    pub name: String,
    pub size: Option<ServerSize>,
    pub color: Option<ServerColor>,
    pub is_public: Option<bool>,
    pub members: u32,
    pub flags: Option<u8>,
    pub price: Option<BigDecimal>,
    pub seen_at: Option<NaiveDateTime>,
}

/// A change of a row of `servers`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::mysql::schema::servers)]
pub struct ServerPatch {
    /// What people call it.
    pub name: Option<String>,
    pub size: Option<ServerSize>,
    pub color: Option<Option<ServerColor>>,
    pub is_public: Option<bool>,
    pub members: Option<u32>,
    pub flags: Option<Option<u8>>,
    pub price: Option<Option<BigDecimal>>,
    pub created_at: Option<NaiveDateTime>,
    pub seen_at: Option<Option<NaiveDateTime>>,
}
