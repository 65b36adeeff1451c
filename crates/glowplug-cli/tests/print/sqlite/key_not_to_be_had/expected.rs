// @generated automatically by Diesel CLI.

diesel::table! {
    b (id) {
        id -> Nullable<Integer>,
    }
}
