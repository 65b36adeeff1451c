//! A sample table for the unit tests.

diesel::table! {
    users (user_id) {
        user_id -> BigInt,
        discord_user_id -> Text,
    }
}
