// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "a-b"]
    a_b_2 (id) {
        id -> Integer,
        #[sql_name = "x-y"]
        x_y_2 -> Nullable<Integer>,
        x_y -> Integer,
        #[sql_name = "x y"]
        x_y_3 -> Nullable<Integer>,
    }
}

diesel::table! {
    a_b (k_1, k_1_2) {
        #[sql_name = "k-1"]
        k_1_2 -> Integer,
        k_1 -> Integer,
        parent -> Nullable<Integer>,
    }
}

diesel::table! {
    children (id) {
        id -> Integer,
        #[sql_name = "to-b"]
        to_b_2 -> Nullable<Integer>,
        to_b -> Nullable<Integer>,
    }
}

diesel::table! {
    letters (id) {
        id -> Integer,
        #[sql_name = "日本"]
        __ -> Nullable<Integer>,
        #[sql_name = "_"]
        _2 -> Nullable<Integer>,
    }
}

diesel::joinable!(a_b -> a_b_2 (parent));
diesel::joinable!(children -> a_b_2 (to_b_2));

diesel::allow_tables_to_appear_in_same_query!(a_b_2, a_b, children, letters,);
