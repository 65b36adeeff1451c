// @generated automatically by Diesel CLI.

diesel::table! {
    table_00 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_01 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_02 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_03 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_04 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_05 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_06 (id) {
        id -> Int4,
    }
}

diesel::table! {
    table_07 (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    table_00, table_01, table_02, table_03, table_04, table_05, table_06, table_07,
);
