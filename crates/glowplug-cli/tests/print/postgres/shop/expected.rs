// @generated automatically by Diesel CLI.

diesel::table! {
    post_tags (post_id, tag_id) {
        post_id -> Int4,
        tag_id -> Int4,
    }
}

diesel::table! {
    posts (id) {
        id -> Int4,
        user_id -> Int8,
        title -> Text,
        body -> Nullable<Text>,
    }
}

diesel::table! {
    tags (id) {
        id -> Int4,
        label -> Varchar,
    }
}

diesel::table! {
    users (id) {
        id -> Int8,
        name -> Text,
        #[max_length = 120]
        email -> Nullable<Varchar>,
    }
}

diesel::joinable!(post_tags -> posts (post_id));
diesel::joinable!(post_tags -> tags (tag_id));
diesel::joinable!(posts -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(post_tags, posts, tags, users,);
