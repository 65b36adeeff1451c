// @generated automatically by Diesel CLI.

diesel::table! {
    base (id) {
        id -> Int4,
        a -> Text,
    }
}

diesel::table! {
    child (id) {
        id -> Int4,
        a -> Text,
        b -> Nullable<Int4>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(base, child,);
