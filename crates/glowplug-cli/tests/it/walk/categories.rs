use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// A row of `categories`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = crate::walk::schema::categories)]
#[diesel(primary_key(category_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Category {
    pub category_id: i64,
    pub server_id: i64,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A new row for `categories`.
///
/// The database fills in `category_id`, `created_at` and `updated_at`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::walk::schema::categories)]
pub struct NewCategory {
    pub server_id: i64,
    pub name: String,
}

/// A change of a row of `categories`.
///
/// `None` leaves a column as it is.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::walk::schema::categories)]
pub struct CategoryPatch {
    pub server_id: Option<i64>,
    pub name: Option<String>,
    pub created_at: Option<DateTime<Utc>>,
    pub updated_at: Option<DateTime<Utc>>,
}
