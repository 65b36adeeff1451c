// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Nullable<Integer>,
        a -> Text,
        b -> Nullable<Integer>,
        c -> Nullable<Binary>,
        d -> Nullable<Float>,
    }
}

diesel::table! {
    u (a) {
        a -> Text,
        b -> Nullable<Integer>,
    }
}

diesel::table! {
    v (a) {
        a -> Text,
        b -> Nullable<Integer>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(t, u, v,);
