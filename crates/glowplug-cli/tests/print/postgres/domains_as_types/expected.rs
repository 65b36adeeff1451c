// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "email"))]
    pub struct Email;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "far", schema = "other"))]
    pub struct Far;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "mood"))]
    pub struct Mood;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "strict_email"))]
    pub struct StrictEmail;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Email;
    use super::sql_types::StrictEmail;
    use super::sql_types::Mood;
    use super::sql_types::Far;

    t (id) {
        id -> Int4,
        #[max_length = 100]
        a -> Nullable<Email>,
        b -> StrictEmail,
        c -> Array<Nullable<Text>>,
        d -> Nullable<Mood>,
        e -> Nullable<Array<Nullable<Email>>>,
        f -> Far,
    }
}
