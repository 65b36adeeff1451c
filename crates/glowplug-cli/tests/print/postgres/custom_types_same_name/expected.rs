// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood", schema = "b"))]
    pub struct Mood;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;

    t (id) {
        id -> Int4,
        b -> Nullable<Mood>,
        a -> Nullable<Mood>,
        c -> Nullable<Mood>,
    }
}
