// @generated automatically by Diesel CLI.

diesel::table! {
    post_tags (post_id, tag_id) {
        post_id -> Nullable<Integer>,
        tag_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    posts (id) {
        id -> Nullable<Integer>,
        user_id -> Integer,
        title -> Text,
    }
}

diesel::table! {
    tags (id) {
        id -> Nullable<BigInt>,
        label -> Nullable<Text>,
    }
}

diesel::table! {
    users (id) {
        id -> Integer,
        name -> Text,
        email -> Nullable<Text>,
    }
}

diesel::joinable!(post_tags -> posts (post_id));
diesel::joinable!(post_tags -> tags (tag_id));
diesel::joinable!(posts -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(post_tags, posts, tags, users,);
