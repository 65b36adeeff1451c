//! The rows of Diesel.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Text, Timestamptz};
use serde::Serialize;
use serde_json::Value;
use tomori_db::schema::{personal_memories, server_memories, servers, users};

#[derive(Queryable, QueryableByName, Selectable, Serialize)]
#[diesel(table_name = personal_memories)]
pub(super) struct Memory {
    pub(super) memory_id: i64,
    pub(super) user_id: i64,
    pub(super) server_id: i64,
    pub(super) memory_content: String,
    pub(super) memory_type: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Serialize)]
#[diesel(table_name = server_memories)]
pub(super) struct ServerMemory {
    pub(super) memory_id: i64,
    pub(super) server_id: i64,
    pub(super) memory_content: String,
    pub(super) memory_type: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Serialize)]
#[diesel(table_name = servers)]
pub(super) struct Server {
    pub(super) server_id: i64,
    pub(super) discord_server_id: String,
    pub(super) config: Value,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

#[derive(QueryableByName, Serialize)]
#[diesel(table_name = users)]
pub(super) struct User {
    pub(super) user_id: i64,
    pub(super) discord_user_id: String,
    pub(super) preferences: Value,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

#[derive(Queryable, Serialize)]
pub(super) struct State {
    pub(super) server_id: i64,
    pub(super) discord_server_id: String,
    pub(super) config: Value,
    pub(super) personality: Value,
    pub(super) llm: Value,
}

#[derive(QueryableByName, Serialize)]
pub(super) struct Statistic {
    #[diesel(sql_type = Text)]
    pub(super) category: String,
    #[diesel(sql_type = Text)]
    pub(super) memory_type: String,
    #[diesel(sql_type = BigInt)]
    pub(super) memories: i64,
    #[diesel(sql_type = Double)]
    pub(super) average_length: f64,
    #[diesel(sql_type = Timestamptz)]
    pub(super) newest: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    pub(super) total_memories: i64,
    #[diesel(sql_type = Double)]
    pub(super) total_average_length: f64,
}

#[derive(Insertable)]
#[diesel(table_name = personal_memories)]
pub(super) struct NewMemory<'a> {
    pub(super) user_id: i64,
    pub(super) server_id: i64,
    pub(super) memory_content: &'a str,
    pub(super) memory_type: &'a str,
}
