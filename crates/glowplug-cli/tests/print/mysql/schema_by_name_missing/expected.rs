// @generated automatically by Diesel CLI.

pub mod nowhere_at_all {}
