use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A row of `followers`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::followers)]
#[diesel(primary_key(follower, followed))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
pub struct Follower {
    pub follower: i32,
    pub followed: i32,
}

/// A new row for `followers`.
#[derive(Clone, Debug, PartialEq, Insertable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::followers)]
pub struct NewFollower {
    pub follower: i32,
    pub followed: i32,
}
