// @generated automatically by Diesel CLI.

diesel::table! {
    t (z) {
        B -> Nullable<Integer>,
        _c -> Nullable<Integer>,
        a -> Nullable<Integer>,
        z -> Nullable<Integer>,
    }
}

diesel::table! {
    u (rowid) {
        a -> Nullable<Text>,
        b -> Nullable<Text>,
        rowid -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(t, u,);
