// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Integer,
    }
}

diesel::table! {
    b (id) {
        id -> Integer,
    }
}

diesel::table! {
    c (id) {
        id -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(a, b, c,);
