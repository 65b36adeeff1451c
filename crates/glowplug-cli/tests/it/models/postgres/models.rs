use crate::models::postgres::schema::sql_types;
use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::data_types::PgInterval;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::serialize::{IsNull, Output, ToSql};
use serde_json::Value;
use std::ops::Bound;
use uuid::Uuid;

/// How somebody feels.
///
/// A value of the enum `mood`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql_types::Mood)]
pub enum Mood {
    /// `happy`
    Happy,
    /// `not so good`
    NotSoGood,
    /// `2nd`
    Value2nd,
    /// `größe`
    ValueGre,
    /// `a value with a name that is as long as names of values may be`
    AValueWithANameThatIsAsLongAsNamesOfValuesMayBe,
}

impl Mood {
    /// The value as the database writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Happy => "happy",
            Self::NotSoGood => "not so good",
            Self::Value2nd => "2nd",
            Self::ValueGre => "größe",
            Self::AValueWithANameThatIsAsLongAsNamesOfValuesMayBe => {
                "a value with a name that is as long as names of values may be"
            }
        }
    }
}

impl FromSql<sql_types::Mood, Pg> for Mood {
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        match std::str::from_utf8(value.as_bytes())? {
            "happy" => Ok(Self::Happy),
            "not so good" => Ok(Self::NotSoGood),
            "2nd" => Ok(Self::Value2nd),
            "größe" => Ok(Self::ValueGre),
            "a value with a name that is as long as names of values may be" => {
                Ok(Self::AValueWithANameThatIsAsLongAsNamesOfValuesMayBe)
            }
            other => Err(format!("`{other}` is no `Mood`").into()),
        }
    }
}

impl ToSql<sql_types::Mood, Pg> for Mood {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
        std::io::Write::write_all(out, self.as_str().as_bytes())?;
        Ok(IsNull::No)
    }
}

/// A value of the enum `a_type_whose_name_is_as_long_as_the_names_of_types_may_be`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql_types::ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe)]
pub enum ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe {
    /// `one`
    One,
}

impl ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe {
    /// The value as the database writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One => "one",
        }
    }
}

impl FromSql<sql_types::ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe, Pg>
    for ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe
{
    fn from_sql(value: PgValue<'_>) -> diesel::deserialize::Result<Self> {
        match std::str::from_utf8(value.as_bytes())? {
            "one" => Ok(Self::One),
            other => {
                Err(format!("`{other}` is no `ATypeWhoseNameIsAsLongAsTheNamesOfTypesM`").into())
            }
        }
    }
}

impl ToSql<sql_types::ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe, Pg>
    for ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> diesel::serialize::Result {
        std::io::Write::write_all(out, self.as_str().as_bytes())?;
        Ok(IsNull::No)
    }
}

/// A row of `categories`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = crate::models::postgres::schema::categories)]
#[diesel(primary_key(category_id))]
#[diesel(belongs_to(Server, foreign_key = server_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Category {
    pub category_id: i64,
    pub name: String,
    pub server_id: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A new row for `categories`.
///
/// The database fills in `category_id`, `created_at` and `updated_at`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::categories)]
pub struct NewCategory {
    pub name: String,
    pub server_id: i64,
}

/// A change of a row of `categories`.
///
/// `None` leaves a column as it is.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::postgres::schema::categories)]
pub struct CategoryPatch {
    pub name: Option<String>,
    pub server_id: Option<i64>,
    pub created_at: Option<DateTime<Utc>>,
    pub updated_at: Option<DateTime<Utc>>,
}

/// A row of `habits`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = crate::models::postgres::schema::habits)]
#[diesel(belongs_to(Person, foreign_key = person_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Habit {
    pub id: i32,
    pub person_id: Uuid,
    pub born: Option<NaiveDate>,
    pub wakes: Option<NaiveTime>,
    pub seen: Option<NaiveDateTime>,
    pub balance: BigDecimal,
    pub picture: Option<Vec<u8>>,
    pub scores: Option<Vec<Option<f64>>>,
    pub years: Option<(Bound<i32>, Bound<i32>)>,
    pub stays: Option<Vec<(Bound<DateTime<Utc>>, Bound<DateTime<Utc>>)>>,
    pub holidays: Vec<(Bound<NaiveDate>, Bound<NaiveDate>)>,
    /// How long somebody waits.
    pub patience: Option<PgInterval>,
}

/// A new row for `habits`.
///
/// The database fills in `id`.
///
/// `None` leaves a column to its default, or to `NULL` where it has none.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::habits)]
#[diesel(treat_none_as_default_value = true)]
pub struct NewHabit {
    pub person_id: Uuid,
    pub born: Option<NaiveDate>,
    pub wakes: Option<NaiveTime>,
    pub seen: Option<NaiveDateTime>,
    pub balance: Option<BigDecimal>,
    pub picture: Option<Vec<u8>>,
    pub scores: Option<Vec<Option<f64>>>,
    pub years: Option<(Bound<i32>, Bound<i32>)>,
    pub holidays: Vec<(Bound<NaiveDate>, Bound<NaiveDate>)>,
    /// How long somebody waits.
    pub patience: Option<PgInterval>,
}

/// A change of a row of `habits`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::postgres::schema::habits)]
pub struct HabitPatch {
    pub person_id: Option<Uuid>,
    pub born: Option<Option<NaiveDate>>,
    pub wakes: Option<Option<NaiveTime>>,
    pub seen: Option<Option<NaiveDateTime>>,
    pub balance: Option<BigDecimal>,
    pub picture: Option<Option<Vec<u8>>>,
    pub scores: Option<Option<Vec<Option<f64>>>>,
    pub years: Option<Option<(Bound<i32>, Bound<i32>)>>,
    pub holidays: Option<Vec<(Bound<NaiveDate>, Bound<NaiveDate>)>>,
    /// How long somebody waits.
    pub patience: Option<Option<PgInterval>>,
}

/// A row of `memberships`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = crate::models::postgres::schema::memberships)]
#[diesel(primary_key(server_id, person_id))]
#[diesel(belongs_to(Person, foreign_key = person_id))]
#[diesel(belongs_to(Server, foreign_key = server_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Membership {
    pub server_id: i64,
    pub person_id: Uuid,
}

/// A new row for `memberships`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::memberships)]
pub struct NewMembership {
    pub server_id: i64,
    pub person_id: Uuid,
}

/// A row of `messages`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = crate::models::postgres::schema::messages)]
#[diesel(belongs_to(Category, foreign_key = category_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Message {
    pub id: i64,
    pub author_id: Uuid,
    pub reader_id: Option<Uuid>,
    pub category_id: Option<i64>,
    pub a_column_whose_name_is_as_long_as_the_names_of_columns_may_be: Vec<Option<String>>,
}

/// A new row for `messages`.
///
/// The database fills in `id`.
///
/// `None` leaves a column to its default, or to `NULL` where it has none.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::messages)]
#[diesel(treat_none_as_default_value = true)]
pub struct NewMessage {
    pub author_id: Uuid,
    pub reader_id: Option<Uuid>,
    pub category_id: Option<i64>,
    pub a_column_whose_name_is_as_long_as_the_names_of_columns_may_be: Option<Vec<Option<String>>>,
}

/// A change of a row of `messages`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::postgres::schema::messages)]
pub struct MessagePatch {
    pub author_id: Option<Uuid>,
    pub reader_id: Option<Option<Uuid>>,
    pub category_id: Option<Option<i64>>,
    pub a_column_whose_name_is_as_long_as_the_names_of_columns_may_be: Option<Vec<Option<String>>>,
}

/// A row of `options`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = crate::models::postgres::schema::options)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct OptionRow {
    pub id: i32,
    pub value: Option<i16>,
}

/// A new row for `options`.
///
/// The database fills in `id`.
///
/// `None` is `NULL`.
#[derive(Clone, Debug, Default, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::options)]
#[diesel(treat_none_as_default_value = false)]
pub struct NewOptionRow {
    pub value: Option<i16>,
}

/// A change of a row of `options`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::postgres::schema::options)]
pub struct OptionRowPatch {
    pub value: Option<Option<i16>>,
}

/// A row of `people`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = crate::models::postgres::schema::people)]
#[diesel(belongs_to(Person, foreign_key = friend_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Person {
    pub id: Uuid,
    pub email: String,
    pub type_: String,
    #[diesel(column_name = displayName)]
    pub display_name: Option<String>,
    pub mood: Mood,
    pub moods: Option<Vec<Option<Mood>>>,
    pub extent: Option<ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe>,
    pub nickname: Option<String>,
    pub tags: Vec<Option<String>>,
    pub settings: Value,
    pub initials: Option<String>,
    pub friend_id: Option<Uuid>,
}

/// A new row for `people`.
///
/// The database fills in `initials`.
///
/// `None` leaves a column to its default, or to `NULL` where it has none;
/// `Some(None)` is `NULL`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::people)]
#[diesel(treat_none_as_default_value = true)]
pub struct NewPerson {
    pub id: Option<Uuid>,
    pub email: String,
    pub type_: Option<String>,
    #[diesel(column_name = displayName)]
    pub display_name: Option<String>,
    pub mood: Option<Mood>,
    pub moods: Option<Vec<Option<Mood>>>,
    pub extent: Option<ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe>,
    pub nickname: Option<Option<String>>,
    pub tags: Option<Vec<Option<String>>>,
    pub settings: Option<Value>,
    pub friend_id: Option<Uuid>,
}

/// A change of a row of `people`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::postgres::schema::people)]
pub struct PersonPatch {
    pub email: Option<String>,
    pub type_: Option<String>,
    #[diesel(column_name = displayName)]
    pub display_name: Option<Option<String>>,
    pub mood: Option<Mood>,
    pub moods: Option<Option<Vec<Option<Mood>>>>,
    pub extent: Option<Option<ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe>>,
    pub nickname: Option<Option<String>>,
    pub tags: Option<Vec<Option<String>>>,
    pub settings: Option<Value>,
    pub friend_id: Option<Option<Uuid>>,
}

/// A guild.
///
/// One row for each.
///
/// A row of `servers`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = crate::models::postgres::schema::servers)]
#[diesel(primary_key(server_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Server {
    pub server_id: i64,
    /// What people call it.
    pub name: String,
}

/// A new row for `servers`.
///
/// The database fills in `server_id`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::models::postgres::schema::servers)]
pub struct NewServer {
    /// What people call it.
    pub name: String,
}

/// A change of a row of `servers`.
///
/// `None` leaves a column as it is.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::models::postgres::schema::servers)]
pub struct ServerPatch {
    /// What people call it.
    pub name: Option<String>,
}
