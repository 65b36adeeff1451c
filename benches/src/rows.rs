//! Rows as the contenders without types of their own return them.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// A row of `personal_memories`.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Memory {
    pub memory_id: i64,
    pub user_id: i64,
    pub server_id: i64,
    pub memory_content: String,
    pub memory_type: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of `server_memories`.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct ServerMemory {
    pub memory_id: i64,
    pub server_id: i64,
    pub memory_content: String,
    pub memory_type: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of `servers`.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Server {
    pub server_id: i64,
    pub discord_server_id: String,
    pub config: Value,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of `users`.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct User {
    pub user_id: i64,
    pub discord_user_id: String,
    pub preferences: Value,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The state of the bot in a server.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct State {
    pub server_id: i64,
    pub discord_server_id: String,
    pub config: Value,
    pub personality: Value,
    pub llm: Value,
}

/// A row of the statistics.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Statistic {
    pub category: String,
    pub memory_type: String,
    pub memories: i64,
    pub average_length: f64,
    pub newest: DateTime<Utc>,
    pub total_memories: i64,
    pub total_average_length: f64,
}
