// @generated automatically by Diesel CLI.

diesel::table! {
    u (id) {
        id -> Int4,
    }
}
