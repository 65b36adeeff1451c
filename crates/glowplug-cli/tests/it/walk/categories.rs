use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// What the memories of a server are sorted into.
///
/// A row of `categories`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = crate::walk::schema::categories)]
#[diesel(primary_key(category_id))]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct Category {
    /// Key of this database.
    pub category_id: i64,
    /// Whose it is.
    pub server_id: i64,
    /// What it is called.
    pub name: String,
    /// When the row was written first.
    pub created_at: DateTime<Utc>,
    /// When the row was written last; kept by a trigger.
    pub updated_at: DateTime<Utc>,
}

/// A new row for `categories`.
///
/// The database fills in `category_id`, `created_at` and `updated_at`.
#[derive(Clone, Debug, PartialEq, Insertable)]
#[diesel(table_name = crate::walk::schema::categories)]
pub struct NewCategory {
    /// Whose it is.
    pub server_id: i64,
    /// What it is called.
    pub name: String,
}

/// A change of a row of `categories`.
///
/// `None` leaves a column as it is.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset)]
#[diesel(table_name = crate::walk::schema::categories)]
pub struct CategoryPatch {
    /// Whose it is.
    pub server_id: Option<i64>,
    /// What it is called.
    pub name: Option<String>,
    /// When the row was written first.
    pub created_at: Option<DateTime<Utc>>,
    /// When the row was written last; kept by a trigger.
    pub updated_at: Option<DateTime<Utc>>,
}
