// @generated automatically by Diesel CLI.

diesel::table! {
    t (a) {
        a -> Nullable<Integer>,
    }
}

diesel::table! {
    u (a) {
        a -> Integer,
        b -> Nullable<Text>,
        c -> Text,
    }
}

diesel::table! {
    v (a) {
        a -> Text,
        b -> Nullable<Integer>,
    }
}

diesel::table! {
    w (a) {
        a -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(t, u, v, w,);
