// @generated automatically by Diesel CLI.

diesel::table! {
    t (z) {
        a -> Nullable<Integer>,
        A1 -> Nullable<Integer>,
        ab -> Nullable<Integer>,
        a_b -> Nullable<Integer>,
        B -> Nullable<Integer>,
        f -> Nullable<Integer>,
        z -> Integer,
        _c -> Nullable<Integer>,
    }
}
