// @generated automatically by Diesel CLI.

pub mod archive {
    pub mod sql_types {
        #[derive(diesel::sql_types::SqlType)]
        #[diesel(postgres_type(name = "mood", schema = "archive"))]
        pub struct Mood;
    }

    diesel::table! {
        archive.posts (id) {
            id -> Int4,
            user_id -> Nullable<Int4>,
            far_id -> Nullable<Int4>,
        }
    }

    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::Mood;

        archive.users (id) {
            id -> Int4,
            mood -> Nullable<Mood>,
            near -> Nullable<Mood>,
        }
    }

    diesel::joinable!(posts -> users (user_id));

    diesel::allow_tables_to_appear_in_same_query!(posts, users,);
}
