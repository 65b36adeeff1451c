// @generated automatically by Diesel CLI.

diesel::table! {
    by_code (id) {
        id -> Int4,
        code -> Nullable<Int4>,
    }
}

diesel::table! {
    extends (id) {
        id -> Int4,
    }
}

diesel::table! {
    here (id) {
        id -> Int4,
        there_id -> Nullable<Int4>,
    }
}

diesel::table! {
    one (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    pair (a, b) {
        a -> Int4,
        b -> Int4,
    }
}

diesel::table! {
    reserved (id) {
        id -> Int4,
        #[sql_name = "type"]
        type_ -> Nullable<Int4>,
        #[sql_name = "reserved"]
        reserved_ -> Nullable<Int4>,
    }
}

diesel::table! {
    there (id) {
        id -> Int4,
        here_id -> Nullable<Int4>,
    }
}

diesel::table! {
    to_far (id) {
        id -> Int4,
        far_id -> Nullable<Int4>,
    }
}

diesel::table! {
    to_pair (id) {
        id -> Int4,
        a -> Nullable<Int4>,
        b -> Nullable<Int4>,
    }
}

diesel::table! {
    twice (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    two (id) {
        id -> Int4,
        author_id -> Nullable<Int4>,
        editor_id -> Nullable<Int4>,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
        parent_id -> Nullable<Int4>,
        code -> Nullable<Int4>,
    }
}

diesel::joinable!(extends -> one (id));
diesel::joinable!(one -> users (user_id));
diesel::joinable!(reserved -> extends (reserved_));
diesel::joinable!(reserved -> one (type_));

diesel::allow_tables_to_appear_in_same_query!(
    by_code, extends, here, one, pair, reserved, there, to_far, to_pair, twice, two, users,
);
