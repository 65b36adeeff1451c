// @generated automatically by Diesel CLI.

diesel::table! {
    cut (id) {
        id -> Int4,
        part_id -> Nullable<Int4>,
    }
}

diesel::table! {
    cut_0 (id) {
        id -> Int4,
        part_id -> Nullable<Int4>,
    }
}

diesel::table! {
    events (id, at) {
        id -> Int4,
        at -> Date,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    events_2024 (id, at) {
        id -> Int4,
        at -> Date,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    events_rest (id, at) {
        id -> Int4,
        at -> Date,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    parts (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    parts_0 (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    parts_1 (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    parts_1_0 (id) {
        id -> Int4,
        user_id -> Nullable<Int4>,
    }
}

diesel::table! {
    to_parts (id) {
        id -> Int4,
        part_id -> Nullable<Int4>,
    }
}

diesel::table! {
    users (id) {
        id -> Int4,
    }
}

diesel::joinable!(cut -> parts (part_id));
diesel::joinable!(cut -> parts_0 (part_id));
diesel::joinable!(cut -> parts_1 (part_id));
diesel::joinable!(cut -> parts_1_0 (part_id));
diesel::joinable!(cut_0 -> parts (part_id));
diesel::joinable!(events -> users (user_id));
diesel::joinable!(events_2024 -> users (user_id));
diesel::joinable!(events_rest -> users (user_id));
diesel::joinable!(parts_0 -> users (user_id));
diesel::joinable!(to_parts -> parts (part_id));
diesel::joinable!(to_parts -> parts_0 (part_id));
diesel::joinable!(to_parts -> parts_1 (part_id));
diesel::joinable!(to_parts -> parts_1_0 (part_id));

diesel::allow_tables_to_appear_in_same_query!(
    cut,
    cut_0,
    events,
    events_2024,
    events_rest,
    parts,
    parts_0,
    parts_1,
    parts_1_0,
    to_parts,
    users,
);
