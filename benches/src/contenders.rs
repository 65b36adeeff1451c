//! The contenders.

pub mod diesel_bb8;
pub mod plain;
pub mod script;
pub mod sea_orm;
pub mod sqlx;
pub mod tomori;
