use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A row of `words`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::words)]
#[diesel(primary_key(rowid))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
pub struct Word {
    pub rowid: i32,
    pub word: String,
}

/// A new row for `words`.
///
/// The database fills in `rowid`.
#[derive(Clone, Debug, PartialEq, Insertable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::words)]
pub struct NewWord {
    pub word: String,
}

/// A change of a row of `words`.
///
/// `None` leaves a column as it is.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::words)]
pub struct WordPatch {
    pub word: Option<String>,
}
