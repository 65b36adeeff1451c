// @generated automatically by Diesel CLI.

diesel::table! {
    alone (id) {
        id -> Integer,
    }
}

diesel::table! {
    post_tags (tag_id, post_id) {
        post_id -> Integer,
        tag_id -> Integer,
    }
}

diesel::table! {
    posts (id) {
        id -> Integer,
        user_id -> Unsigned<Bigint>,
        title -> Text,
    }
}

diesel::table! {
    tags (id) {
        id -> Integer,
        #[max_length = 20]
        label -> Nullable<Varchar>,
    }
}

diesel::table! {
    users (id) {
        id -> Unsigned<Bigint>,
        #[max_length = 100]
        name -> Varchar,
        #[max_length = 255]
        email -> Nullable<Varchar>,
    }
}

diesel::joinable!(post_tags -> posts (post_id));
diesel::joinable!(post_tags -> tags (tag_id));
diesel::joinable!(posts -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(post_tags, posts, tags, users,);
