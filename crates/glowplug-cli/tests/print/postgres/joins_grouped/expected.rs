// @generated automatically by Diesel CLI.

diesel::table! {
    a (id) {
        id -> Int4,
        z_id -> Nullable<Int4>,
    }
}

diesel::table! {
    alone (id) {
        id -> Int4,
    }
}

diesel::table! {
    b (id) {
        id -> Int4,
    }
}

diesel::table! {
    c (id) {
        id -> Int4,
        b_id -> Nullable<Int4>,
    }
}

diesel::table! {
    d (id) {
        id -> Int4,
        c_id -> Nullable<Int4>,
    }
}

diesel::table! {
    z (id) {
        id -> Int4,
    }
}

diesel::joinable!(a -> z (z_id));
diesel::joinable!(c -> b (b_id));
diesel::joinable!(d -> c (c_id));

diesel::allow_tables_to_appear_in_same_query!(a, z,);
diesel::allow_tables_to_appear_in_same_query!(b, c, d,);
