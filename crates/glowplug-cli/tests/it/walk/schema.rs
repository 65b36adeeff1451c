//! The tables of the walk, as far as its test uses them.

diesel::table! {
    servers (server_id) {
        server_id -> Int8,
    }
}

diesel::table! {
    categories (category_id) {
        category_id -> Int8,
        server_id -> Int8,
        name -> Text,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}
