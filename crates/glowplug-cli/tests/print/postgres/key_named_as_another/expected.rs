// @generated automatically by Diesel CLI.

diesel::table! {
    b (id, code) {
        id -> Int4,
        code -> Nullable<Int4>,
    }
}
