// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = r#"back\slash"#]
    back_slash (id) {
        id -> Int4,
        #[sql_name = r#"col\n"#]
        col_n -> Nullable<Int4>,
    }
}

diesel::table! {
    other (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(back_slash, other,);
