// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "2fa"]
    _2fa (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    #[sql_name = "Mixed Case"]
    Mixed_Case (Id) {
        Id -> Int4,
        camelCase -> Nullable<Int4>,
        #[sql_name = "with space"]
        with_space -> Nullable<Int4>,
        #[sql_name = "with-dash"]
        with_dash -> Nullable<Int4>,
        #[sql_name = "1st"]
        _1st -> Nullable<Int4>,
        #[sql_name = r#"a"quote"#]
        a_quote -> Nullable<Int4>,
        #[sql_name = "a#hash"]
        a_hash -> Nullable<Int4>,
        #[sql_name = r##"a"#both"##]
        a_both -> Nullable<Int4>,
        #[sql_name = "ünï"]
        _n_ -> Nullable<Int4>,
        #[sql_name = "日本"]
        __ -> Nullable<Int4>,
        #[sql_name = "a  b"]
        a_b -> Nullable<Int4>,
    }
}

diesel::table! {
    _hidden (id) {
        id -> Int4,
    }
}

diesel::table! {
    #[sql_name = "a.b"]
    a_b (id) {
        id -> Int4,
        #[sql_name = "c.d"]
        c_d -> Nullable<Int4>,
    }
}

diesel::table! {
    #[sql_name = "dash-ed"]
    dash_ed (type_) {
        #[sql_name = "type"]
        type_ -> Int4,
    }
}

diesel::table! {
    same (same_) {
        #[sql_name = "same"]
        same_ -> Int4,
        other -> Nullable<Int4>,
    }
}

diesel::table! {
    #[sql_name = "table"]
    table_ (id) {
        id -> Int4,
        #[sql_name = "__x"]
        __x_ -> Nullable<Int4>,
        __y_ -> Nullable<Int4>,
    }
}

diesel::table! {
    #[sql_name = "type"]
    type_ (type_) {
        #[sql_name = "type"]
        type_ -> Int4,
        #[sql_name = "table"]
        table_ -> Nullable<Int4>,
        #[sql_name = "columns"]
        columns_ -> Nullable<Int4>,
        #[sql_name = "is_nullable"]
        is_nullable_ -> Nullable<Int4>,
        #[sql_name = "fn"]
        fn_ -> Nullable<Int4>,
        #[sql_name = "self"]
        self_ -> Nullable<Int4>,
        #[sql_name = "Self"]
        Self_ -> Nullable<Int4>,
        #[sql_name = "async"]
        async_ -> Nullable<Int4>,
        union -> Nullable<Int4>,
        gen -> Nullable<Int4>,
        #[sql_name = "dyn"]
        dyn_ -> Nullable<Int4>,
        #[sql_name = "try"]
        try_ -> Nullable<Int4>,
    }
}

diesel::joinable!(a_b -> _2fa (c_d));
diesel::joinable!(dash_ed -> type_ (type_));

diesel::allow_tables_to_appear_in_same_query!(
    _2fa, Mixed_Case, _hidden, a_b, dash_ed, same, table_, type_,
);
