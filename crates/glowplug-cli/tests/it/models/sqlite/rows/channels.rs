use super::accounts::Account;
use super::servers::Server;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A row of `channels`.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Queryable,
    Selectable,
    Identifiable,
    Associations,
    Deserialize,
    Serialize,
)]
#[diesel(table_name = crate::models::sqlite::schema::channels)]
#[diesel(belongs_to(Account, foreign_key = ownerId))]
#[diesel(belongs_to(Channel, foreign_key = parent_id))]
#[diesel(belongs_to(Server, foreign_key = server_id))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
pub struct Channel {
    pub id: i32,
    pub server_id: i32,
    pub parent_id: Option<i32>,
    #[diesel(column_name = ownerId)]
    pub owner_id: Option<i32>,
    pub type_: Option<String>,
    pub icon: Option<Vec<u8>>,
}

/// A new row for `channels`.
///
/// The database fills in `id`.
///
/// `None` is `NULL`.
#[derive(Clone, Debug, PartialEq, Insertable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::channels)]
#[diesel(treat_none_as_default_value = false)]
pub struct NewChannel {
    pub server_id: i32,
    pub parent_id: Option<i32>,
    #[diesel(column_name = ownerId)]
    pub owner_id: Option<i32>,
    pub type_: Option<String>,
    pub icon: Option<Vec<u8>>,
}

/// A change of a row of `channels`.
///
/// `None` leaves a column as it is; `Some(None)` makes it `NULL`.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::channels)]
pub struct ChannelPatch {
    pub server_id: Option<i32>,
    pub parent_id: Option<Option<i32>>,
    #[diesel(column_name = ownerId)]
    pub owner_id: Option<Option<i32>>,
    pub type_: Option<Option<String>>,
    pub icon: Option<Option<Vec<u8>>>,
}
