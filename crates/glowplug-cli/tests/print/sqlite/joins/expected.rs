// @generated automatically by Diesel CLI.

diesel::table! {
    by_code (id) {
        id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::table! {
    gone (id) {
        id -> Nullable<Integer>,
        x -> Nullable<Integer>,
    }
}

diesel::table! {
    here (id) {
        id -> Nullable<Integer>,
        there_id -> Nullable<Integer>,
    }
}

diesel::table! {
    implied (id) {
        id -> Nullable<Integer>,
        user_id -> Nullable<Integer>,
    }
}

diesel::table! {
    other_case (id) {
        id -> Nullable<Integer>,
        user_id -> Nullable<Integer>,
        by_id -> Nullable<Integer>,
    }
}

diesel::table! {
    pair (a, b) {
        a -> Nullable<Integer>,
        b -> Nullable<Integer>,
    }
}

diesel::table! {
    rows (rowid) {
        rowid -> Integer,
        name -> Nullable<Text>,
    }
}

diesel::table! {
    there (id) {
        id -> Nullable<Integer>,
        here_id -> Nullable<Integer>,
    }
}

diesel::table! {
    to_pair (id) {
        id -> Nullable<Integer>,
        a -> Nullable<Integer>,
        b -> Nullable<Integer>,
    }
}

diesel::table! {
    to_pair_implied (id) {
        id -> Nullable<Integer>,
        a -> Nullable<Integer>,
        b -> Nullable<Integer>,
    }
}

diesel::table! {
    to_row (id) {
        id -> Nullable<Integer>,
        r -> Nullable<Integer>,
    }
}

diesel::table! {
    to_upper (id) {
        id -> Nullable<Integer>,
        USER_ID -> Nullable<Integer>,
    }
}

diesel::table! {
    two (id) {
        id -> Nullable<Integer>,
        a_id -> Nullable<Integer>,
        b_id -> Nullable<Integer>,
    }
}

diesel::table! {
    upper (ID) {
        ID -> Nullable<Integer>,
    }
}

diesel::table! {
    users (id) {
        id -> Nullable<Integer>,
        parent_id -> Nullable<Integer>,
        code -> Nullable<Integer>,
    }
}

diesel::joinable!(implied -> users (user_id));
diesel::joinable!(to_row -> rows (r));
diesel::joinable!(to_upper -> upper (USER_ID));

diesel::allow_tables_to_appear_in_same_query!(
    by_code,
    gone,
    here,
    implied,
    other_case,
    pair,
    rows,
    there,
    to_pair,
    to_pair_implied,
    to_row,
    to_upper,
    two,
    upper,
    users,
);
