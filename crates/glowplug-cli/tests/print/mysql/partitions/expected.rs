// @generated automatically by Diesel CLI.

diesel::table! {
    t (id, at) {
        id -> Integer,
        at -> Date,
    }
}
