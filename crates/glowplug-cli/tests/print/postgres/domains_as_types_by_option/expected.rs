// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "email"))]
    pub struct Email;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "tags"))]
    pub struct Tags;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Email;
    use super::sql_types::Tags;
    use super::sql_types::Mood;

    t (id) {
        id -> Int4,
        #[max_length = 100]
        a -> Nullable<Varchar>,
        b -> Email,
        c -> Tags,
        d -> Nullable<Mood>,
        e -> Nullable<Array<Nullable<Email>>>,
        f -> Int4,
    }
}
