// @generated automatically by Diesel CLI.

diesel::table! {
    base (id) {
        id -> Int4,
        a -> Text,
    }
}
