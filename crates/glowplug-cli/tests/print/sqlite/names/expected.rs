// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "Mixed Case"]
    Mixed_Case (Id) {
        Id -> Nullable<Integer>,
        camelCase -> Nullable<Integer>,
        #[sql_name = "with space"]
        with_space -> Nullable<Integer>,
        #[sql_name = r#"a"quote"#]
        a_quote -> Nullable<Integer>,
        #[sql_name = "it's"]
        it_s -> Nullable<Integer>,
        #[sql_name = "1st"]
        _1st -> Nullable<Integer>,
        #[sql_name = "日本"]
        __ -> Nullable<Integer>,
    }
}

diesel::table! {
    Zebra (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    _shown (id) {
        id -> Nullable<Integer>,
    }
}

diesel::table! {
    brackets (id) {
        id -> Nullable<Integer>,
        ticks -> Nullable<Text>,
    }
}

diesel::table! {
    #[sql_name = "it's"]
    it_s (id) {
        id -> Nullable<Integer>,
        t -> Nullable<Integer>,
    }
}

diesel::table! {
    same (same_) {
        #[sql_name = "same"]
        same_ -> Nullable<Integer>,
        mixed -> Nullable<Integer>,
    }
}

diesel::table! {
    #[sql_name = "type"]
    type_ (type_) {
        #[sql_name = "type"]
        type_ -> Nullable<Integer>,
        #[sql_name = "table"]
        table_ -> Nullable<Integer>,
        #[sql_name = "columns"]
        columns_ -> Nullable<Integer>,
        #[sql_name = "fn"]
        fn_ -> Nullable<Integer>,
    }
}

diesel::joinable!(it_s -> type_ (t));
diesel::joinable!(same -> Mixed_Case (mixed));

diesel::allow_tables_to_appear_in_same_query!(
    Mixed_Case, Zebra, _shown, brackets, it_s, same, type_,
);
