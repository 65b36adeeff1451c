// @generated automatically by Diesel CLI.

diesel::table! {
    a_longer_name_00 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_01 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_02 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_03 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_04 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_05 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_06 (id) {
        id -> Int4,
    }
}

diesel::table! {
    a_longer_name_07 (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    a_longer_name_00,
    a_longer_name_01,
    a_longer_name_02,
    a_longer_name_03,
    a_longer_name_04,
    a_longer_name_05,
    a_longer_name_06,
    a_longer_name_07,
);
