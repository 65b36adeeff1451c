//! The entities of SeaORM.
#![expect(unreachable_pub, reason = "the derives of SeaORM write `pub`")]

/// An entity without relations.
macro_rules! entity {
    ($(#[$doc:meta])* $name:ident, $table:literal, $key:ident, { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        pub mod $name {
            use sea_orm::entity::prelude::*;

            /// A row.
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                /// Its key.
                #[sea_orm(primary_key)]
                pub $key: i64,
                $($(#[$attribute])* pub $field: $type,)*
            }

            /// None that a contender uses.
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity! {
    /// `personal_memories`
    personal_memory, "personal_memories", memory_id, {
        user_id: i64,
        server_id: i64,
        memory_content: String,
        memory_type: String,
        created_at: DateTimeUtc,
        updated_at: DateTimeUtc,
    }
}

entity! {
    /// `server_memories`
    server_memory, "server_memories", memory_id, {
        server_id: i64,
        memory_content: String,
        memory_type: String,
        created_at: DateTimeUtc,
        updated_at: DateTimeUtc,
    }
}

entity! {
    /// `servers`
    server, "servers", server_id, {
        discord_server_id: String,
        config: Json,
        created_at: DateTimeUtc,
        updated_at: DateTimeUtc,
    }
}

entity! {
    /// `users`
    user, "users", user_id, {
        discord_user_id: String,
        preferences: Json,
        created_at: DateTimeUtc,
        updated_at: DateTimeUtc,
    }
}

/// What statements in SQL return.
pub mod results {
    use chrono::{DateTime, Utc};
    use sea_orm::FromQueryResult;
    use serde::Serialize;
    use serde_json::Value;

    /// The state of the bot in a server.
    #[derive(Debug, FromQueryResult, Serialize)]
    pub struct State {
        pub server_id: i64,
        pub discord_server_id: String,
        pub config: Value,
        pub personality: Value,
        pub llm: Value,
    }

    /// A row of the statistics.
    #[derive(Debug, FromQueryResult, Serialize)]
    pub struct Statistic {
        pub category: String,
        pub memory_type: String,
        pub memories: i64,
        pub average_length: f64,
        pub newest: DateTime<Utc>,
        pub total_memories: i64,
        pub total_average_length: f64,
    }

    /// Users and server of a transfer.
    #[derive(Debug, FromQueryResult)]
    pub struct Route {
        pub source: i64,
        pub target: i64,
        pub server: i64,
    }

    /// A key in clear.
    #[derive(Debug, FromQueryResult)]
    pub struct Key {
        pub pgp_sym_decrypt: String,
    }
}
