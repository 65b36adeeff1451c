// @generated automatically by Diesel CLI.

diesel::table! {
    t (id) {
        id -> Nullable<Integer>,
        #[sql_name = "new name"]
        new_name -> Nullable<Text>,
        b -> Integer,
    }
}
