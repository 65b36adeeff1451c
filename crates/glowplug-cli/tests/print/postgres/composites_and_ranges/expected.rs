// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "address"))]
    pub struct Address;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "float_multirange"))]
    pub struct FloatMultirange;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "float_range"))]
    pub struct FloatRange;

    #[derive(diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "other"))]
    pub struct Other;
}

diesel::table! {
    other (id) {
        id -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Address;
    use super::sql_types::FloatRange;
    use super::sql_types::Other;
    use super::sql_types::FloatMultirange;

    t (id) {
        id -> Int4,
        a -> Nullable<Address>,
        r -> Nullable<FloatRange>,
        row_of -> Nullable<Other>,
        m -> Nullable<FloatMultirange>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(other, t,);
