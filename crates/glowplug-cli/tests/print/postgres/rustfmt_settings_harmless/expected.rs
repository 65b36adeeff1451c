// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "size"))]
    pub struct Size;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tsvector", schema = "pg_catalog"))]
    pub struct Tsvector;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    use super::sql_types::Size;
    use super::sql_types::Tsvector;

    people (id) {
        id -> Int4,
        mood -> Mood,
        size -> Nullable<Size>,
        search -> Nullable<Tsvector>,
    }
}

diesel::table! {
    t00 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t01 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t02 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t03 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t04 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t05 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t06 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t07 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t08 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t09 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t10 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t11 (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    people, t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11,
);
