// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "key names"]
    key_names (key_names_, type_) {
        #[sql_name = "type"]
        type_ -> Int4,
        #[sql_name = "key names"]
        key_names_ -> Int4,
    }
}

diesel::table! {
    reserved (fn_) {
        #[sql_name = "fn"]
        fn_ -> Uuid,
    }
}

diesel::table! {
    two (c, a) {
        b -> Nullable<Int4>,
        a -> Int4,
        c -> Int4,
    }
}

diesel::table! {
    with_include (a) {
        a -> Int4,
        b -> Nullable<Int4>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(key_names, reserved, two, with_include,);
