// @generated automatically by Diesel CLI.

diesel::table! {
    a_name_of_so_many_characters_here (id) {
        id -> Int4,
    }
}

diesel::table! {
    eleven_char (id) {
        id -> Int4,
    }
}

diesel::table! {
    t00 (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(a_name_of_so_many_characters_here, eleven_char, t00,);
