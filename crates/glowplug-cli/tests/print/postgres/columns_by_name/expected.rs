// @generated automatically by Diesel CLI.

diesel::table! {
    t (z) {
        B -> Nullable<Int4>,
        _c -> Nullable<Int4>,
        a -> Nullable<Int4>,
        #[sql_name = "a b"]
        a_b -> Nullable<Int4>,
        z -> Int4,
    }
}
