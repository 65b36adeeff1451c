// @generated automatically by Diesel CLI.

diesel::table! {
    Case (Id) {
        Id -> Nullable<Integer>,
        other -> Nullable<Integer>,
    }
}

diesel::table! {
    three (z, y, x) {
        z -> Text,
        y -> Text,
        x -> Text,
    }
}

diesel::table! {
    two (a, c) {
        b -> Nullable<Integer>,
        a -> Nullable<Integer>,
        c -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(Case, three, two,);
