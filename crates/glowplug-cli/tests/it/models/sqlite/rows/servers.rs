use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A row of `servers`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::servers)]
#[diesel(primary_key(server_id))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
pub struct Server {
    pub server_id: i32,
    pub name: String,
    pub language: String,
    pub note: Option<String>,
    pub score: Option<f64>,
    pub active: bool,
    pub created_at: NaiveDateTime,
    pub length: Option<i32>,
}

/// A new row for `servers`.
///
/// The database fills in `server_id`, `created_at` and `length`.
///
/// `None` leaves a column to its default, or to `NULL` where it has none;
/// `Some(None)` is `NULL`.
#[derive(Clone, Debug, PartialEq, Insertable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::servers)]
#[diesel(treat_none_as_default_value = true)]
pub struct NewServer {
    pub name: String,
    pub language: Option<String>,
    pub note: Option<Option<String>>,
    pub score: Option<f64>,
    pub active: Option<bool>,
}

/// A change of a row of `servers`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::servers)]
pub struct ServerPatch {
    pub name: Option<String>,
    pub language: Option<String>,
    pub note: Option<Option<String>>,
    pub score: Option<Option<f64>>,
    pub active: Option<bool>,
    pub created_at: Option<NaiveDateTime>,
}
