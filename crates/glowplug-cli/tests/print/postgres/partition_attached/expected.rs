// @generated automatically by Diesel CLI.

diesel::table! {
    detached (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    part (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
    }
}

diesel::table! {
    whole (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::joinable!(detached -> part (id));
diesel::joinable!(detached -> whole (id));
diesel::joinable!(part -> users (user_id));
diesel::joinable!(whole -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(detached, part, users, whole,);
