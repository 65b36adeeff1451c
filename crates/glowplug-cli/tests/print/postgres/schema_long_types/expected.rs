// @generated automatically by Diesel CLI.

pub mod s {
    pub mod sql_types {
        #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "a_name_of_a_type_in_a_module", schema = "s"))]
        pub struct ANameOfATypeInAModule;
    }

    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::ANameOfATypeInAModule;

        s.t (id) {
            id -> Int4,
            a -> Nullable<ANameOfATypeInAModule>,
            b -> Nullable<ANameOfATypeInAModule>,
        }
    }
}
