// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "1st"))]
    pub struct 1st;
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::1st;

    t (id) {
        id -> Int4,
        a -> Nullable<1st>,
    }
}

diesel::table! {
    u (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    t,u,);
