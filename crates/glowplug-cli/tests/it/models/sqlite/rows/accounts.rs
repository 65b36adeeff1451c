use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A row of `Accounts`.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::Accounts)]
#[diesel(primary_key(accountId))]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
pub struct Account {
    #[diesel(column_name = accountId)]
    pub account_id: i32,
    pub id: String,
}

/// A new row for `Accounts`.
///
/// The database fills in `accountId`.
#[derive(Clone, Debug, PartialEq, Insertable, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::Accounts)]
pub struct NewAccount {
    pub id: String,
}

/// A change of a row of `Accounts`.
///
/// `None` leaves a column as it is.
#[derive(Clone, Debug, Default, PartialEq, AsChangeset, Deserialize, Serialize)]
#[diesel(table_name = crate::models::sqlite::schema::Accounts)]
#[diesel(primary_key(accountId))]
pub struct AccountPatch {
    pub id: Option<String>,
}
