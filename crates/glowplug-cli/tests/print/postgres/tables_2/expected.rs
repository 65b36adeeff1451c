// @generated automatically by Diesel CLI.

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

diesel::allow_tables_to_appear_in_same_query!(t00, t01,);
