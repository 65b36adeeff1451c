// @generated automatically by Diesel CLI.

diesel::table! {
    prefixed (a) {
        #[max_length = 300]
        a -> Varchar,
    }
}

diesel::table! {
    two (c, a) {
        b -> Nullable<Integer>,
        a -> Integer,
        c -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(prefixed, two,);
