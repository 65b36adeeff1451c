// @generated automatically by Diesel CLI.

diesel::table! {
    by_code (id) {
        id -> Integer,
        code -> Nullable<Integer>,
    }
}

diesel::table! {
    here (id) {
        id -> Integer,
        there_id -> Nullable<Integer>,
    }
}

diesel::table! {
    one (id) {
        id -> Integer,
        user_id -> Nullable<Integer>,
    }
}

diesel::table! {
    pair (a, b) {
        a -> Integer,
        b -> Integer,
    }
}

diesel::table! {
    there (id) {
        id -> Integer,
        here_id -> Nullable<Integer>,
    }
}

diesel::table! {
    to_pair (id) {
        id -> Integer,
        a -> Nullable<Integer>,
        b -> Nullable<Integer>,
    }
}

diesel::table! {
    two (id) {
        id -> Integer,
        a_id -> Nullable<Integer>,
        b_id -> Nullable<Integer>,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        parent_id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::joinable!(one -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(by_code, here, one, pair, there, to_pair, two, users,);
