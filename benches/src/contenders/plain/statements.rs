//! What one statement sends, and how its rows are read.

use anyhow::Result;
use serde_json::Value;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row, Statement};

use crate::call::{PAGE, PROBE, Place, SETTING, TYPE, after};
use crate::rows::{Memory, Server, ServerMemory, State, Statistic, User};

pub(super) async fn add(
    client: &Client,
    statement: &Statement,
    user: &str,
    guild: &str,
    content: &str,
) -> Result<Memory> {
    let values: [&(dyn ToSql + Sync); 4] = [&content, &TYPE, &guild, &user];
    Ok(memory(client.query_one(statement, &values).await?))
}

pub(super) async fn load_state(
    client: &Client,
    statement: &Statement,
    guild: &str,
) -> Result<State> {
    let row = client.query_one(statement, &[&guild, &1_i64]).await?;
    Ok(State {
        server_id: row.get(0),
        discord_server_id: row.get(1),
        config: row.get(2),
        personality: row.get(3),
        llm: row.get(4),
    })
}

pub(super) async fn list(
    client: &Client,
    statement: &Statement,
    user: &str,
    guild: &str,
    place: Option<Place>,
) -> Result<Vec<Memory>> {
    let (created_at, key) = after(place);
    let values: [&(dyn ToSql + Sync); 7] =
        [&user, &1_i64, &guild, &1_i64, &created_at, &key, &PROBE];
    Ok(page(client.query(statement, &values).await?, memory))
}

pub(super) async fn set_config(
    client: &Client,
    statement: &Statement,
    guild: &str,
    value: u8,
) -> Result<Server> {
    let row = client
        .query_one(
            statement,
            &[&[SETTING].as_slice(), &Value::from(value), &guild],
        )
        .await?;
    Ok(Server {
        server_id: row.get(0),
        discord_server_id: row.get(1),
        config: row.get(2),
        created_at: row.get(3),
        updated_at: row.get(4),
    })
}

/// The rows of a page, without the one that says whether there are more.
pub(super) fn page<T>(rows: Vec<Row>, decode: fn(Row) -> T) -> Vec<T> {
    let mut rows: Vec<T> = rows.into_iter().map(decode).collect();
    rows.truncate(PAGE as usize);
    rows
}

#[allow(clippy::needless_pass_by_value, reason = "the shape of `map`")]
pub(super) fn memory(row: Row) -> Memory {
    Memory {
        memory_id: row.get(0),
        user_id: row.get(1),
        server_id: row.get(2),
        memory_content: row.get(3),
        memory_type: row.get(4),
        created_at: row.get(5),
        updated_at: row.get(6),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the shape of `map`")]
pub(super) fn server_memory(row: Row) -> ServerMemory {
    ServerMemory {
        memory_id: row.get(0),
        server_id: row.get(1),
        memory_content: row.get(2),
        memory_type: row.get(3),
        created_at: row.get(4),
        updated_at: row.get(5),
    }
}

pub(super) fn user(row: &Row) -> User {
    User {
        user_id: row.get(0),
        discord_user_id: row.get(1),
        preferences: row.get(2),
        created_at: row.get(3),
        updated_at: row.get(4),
    }
}

pub(super) fn statistic(row: &Row) -> Statistic {
    Statistic {
        category: row.get(0),
        memory_type: row.get(1),
        memories: row.get(2),
        average_length: row.get(3),
        newest: row.get(4),
        total_memories: row.get(5),
        total_average_length: row.get(6),
    }
}
