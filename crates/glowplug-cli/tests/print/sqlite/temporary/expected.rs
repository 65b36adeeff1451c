// @generated automatically by Diesel CLI.

diesel::table! {
    u (id) {
        id -> Nullable<Integer>,
    }
}
