// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Int4,
    }
}

diesel::table! {
    u (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(t, u,);
