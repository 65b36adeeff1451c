// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "size"))]
    pub struct Size;

    #[derive(Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::Mood;
    use super::sql_types::Size;
    use super::sql_types::Tsvector;

    people (id) {
        id -> Int4,
        mood -> Mood,
        size -> Nullable<Size>,
        search -> Nullable<Tsvector>,
    }
}
