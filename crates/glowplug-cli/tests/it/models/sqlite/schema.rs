// @generated automatically by Diesel CLI.

diesel::table! {
    Accounts (accountId) {
        accountId -> Integer,
        id -> Text,
    }
}

diesel::table! {
    channels (id) {
        id -> Integer,
        server_id -> Integer,
        parent_id -> Nullable<Integer>,
        ownerId -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> Nullable<Text>,
        icon -> Nullable<Binary>,
    }
}

diesel::table! {
    followers (follower, followed) {
        follower -> Integer,
        followed -> Integer,
    }
}

diesel::table! {
    servers (server_id) {
        server_id -> Integer,
        name -> Text,
        language -> Text,
        note -> Nullable<Text>,
        score -> Nullable<Double>,
        active -> Bool,
        created_at -> Timestamp,
        length -> Nullable<Integer>,
    }
}

diesel::table! {
    words (rowid) {
        rowid -> Integer,
        word -> Text,
    }
}

diesel::joinable!(channels -> Accounts (ownerId));
diesel::joinable!(channels -> servers (server_id));

diesel::allow_tables_to_appear_in_same_query!(Accounts, channels, followers, servers, words,);
