// @generated automatically by Diesel CLI.

diesel::table! {
    #[sql_name = "a-b"]
    a_b_2 (id) {
        id -> Int4,
        #[sql_name = "x-y"]
        x_y_2 -> Nullable<Int4>,
        x_y -> Int4,
        #[sql_name = "x y"]
        x_y_3 -> Nullable<Int4>,
    }
}

diesel::table! {
    a_b (k_1, k_1_2) {
        #[sql_name = "k-1"]
        k_1_2 -> Int4,
        k_1 -> Int4,
        parent -> Nullable<Int4>,
    }
}

diesel::table! {
    children (id) {
        id -> Int4,
        #[sql_name = "to-b"]
        to_b_2 -> Nullable<Int4>,
        to_b -> Nullable<Int4>,
    }
}

diesel::table! {
    letters (id) {
        id -> Int4,
        #[sql_name = "日本"]
        __ -> Nullable<Int4>,
        #[sql_name = "_"]
        _2 -> Nullable<Int4>,
    }
}

diesel::joinable!(a_b -> a_b_2 (parent));
diesel::joinable!(children -> a_b_2 (to_b_2));

diesel::allow_tables_to_appear_in_same_query!(a_b_2, a_b, children, letters,);
