// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Nullable<Integer>,
        c -> Nullable<Text>,
    }
}

diesel::table! {
    w (id) {
        id -> Nullable<Integer>,
        t_id -> Nullable<Integer>,
    }
}

diesel::joinable!(w -> t (t_id));

diesel::allow_tables_to_appear_in_same_query!(t, w,);
