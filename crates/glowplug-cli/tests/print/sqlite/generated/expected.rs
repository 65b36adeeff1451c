// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Nullable<Integer>,
        a -> Nullable<Integer>,
        b -> Nullable<Integer>,
        c -> Nullable<Text>,
        d -> Nullable<Binary>,
        e -> Nullable<Integer>,
    }
}
