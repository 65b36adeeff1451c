// @generated automatically by Diesel CLI.

diesel::table! {
    posts (id) {
        id -> Int4,
        user_id -> Int8,
        title -> Text,
        body -> Nullable<Text>,
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

diesel::joinable!(posts -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(posts, users,);
