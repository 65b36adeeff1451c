// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Int4,
        b -> Nullable<Int4>,
        c -> Nullable<Text>,
    }
}
