// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "size"))]
    pub struct Size;
}

diesel::table! {
    use crate::types::*;
    use super::sql_types::Size;

    people (id) {
        id -> Int4,
        mood -> Mood,
        size -> Nullable<Size>,
        search -> Nullable<Tsvector>,
    }
}
