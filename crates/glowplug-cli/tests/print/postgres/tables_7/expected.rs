// @generated automatically by Diesel CLI.

diesel::table! {
    table00 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table01 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table02 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table03 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table04 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table05 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table06 (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    table00, table01, table02, table03, table04, table05, table06,
);
