// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Integer,
        a -> Nullable<Integer>,
        b -> Nullable<Integer>,
        c -> Nullable<Integer>,
        d -> Nullable<Integer>,
        e -> Nullable<Timestamp>,
        f -> Nullable<Integer>,
    }
}
