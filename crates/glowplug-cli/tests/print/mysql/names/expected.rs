// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Mixed Case"]
    Mixed_Case (Id) {
        Id -> Integer,
        camelCase -> Nullable<Integer>,
        #[sql_name = "with space"]
        with_space -> Nullable<Integer>,
        #[sql_name = r#"a"quote"#]
        a_quote -> Nullable<Integer>,
        #[sql_name = "1st"]
        _1st -> Nullable<Integer>,
        #[sql_name = "a.b"]
        a_b -> Nullable<Integer>,
        #[sql_name = "日本"]
        __ -> Nullable<Integer>,
    }
}

diesel::table! {
    _shown (id) {
        id -> Integer,
    }
}

diesel::table! {
    same (same_) {
        #[sql_name = "same"]
        same_ -> Integer,
        mixed -> Nullable<Integer>,
    }
}

diesel::table! {
    #[sql_name = "table"]
    table_ (id) {
        id -> Integer,
        #[sql_name = "type"]
        type_ -> Nullable<Integer>,
    }
}

diesel::table! {
    #[sql_name = "type"]
    type_ (type_) {
        #[sql_name = "type"]
        type_ -> Integer,
        #[sql_name = "table"]
        table_ -> Nullable<Integer>,
        #[sql_name = "columns"]
        columns_ -> Nullable<Integer>,
        #[sql_name = "fn"]
        fn_ -> Nullable<Integer>,
    }
}

diesel::joinable!(same -> Mixed_Case (mixed));
diesel::joinable!(table_ -> type_ (type_));

diesel::allow_tables_to_appear_in_same_query!(Mixed_Case, _shown, same, table_, type_,);
