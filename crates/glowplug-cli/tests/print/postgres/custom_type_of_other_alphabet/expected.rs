// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "größe"))]
    pub struct Größe;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "日本"))]
    pub struct 日本;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Größe;
    use super::sql_types::日本;

    t (id) {
        id -> Int4,
        a -> Nullable<Größe>,
        b -> Nullable<日本>,
    }
}
