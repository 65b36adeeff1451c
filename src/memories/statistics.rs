//! Counts the memories of a server, by category and type.

use chrono::{DateTime, Utc};
use commonrail::statements::{RunQueryDsl, sql_file};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Text, Timestamptz};
use diesel_async::AsyncPgConnection;
use serde::Serialize;
use tracing::field::Empty;
use tracing::instrument;

use super::MemoryType;
use crate::error::{ForRead, Result};
use crate::id::GuildId;
use crate::trace::counted;

/// The table that the memories are stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MemoryCategory {
    /// `personal_memories`
    Personal,
    /// `server_memories`
    Server,
}

/// The memories of one category in a server.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryStatistics {
    /// Personal, or of the server as a whole.
    pub category: MemoryCategory,
    /// The number of memories, of all types.
    pub memories: i64,
    /// Their average length in characters.
    pub average_length: f64,
    /// Each type, by name.
    pub types: Vec<TypeStatistics>,
}

/// The memories of one type in a category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeStatistics {
    /// The type.
    pub memory_type: MemoryType,
    /// The number of memories.
    pub memories: i64,
    /// Their average length in characters.
    pub average_length: f64,
    /// When the newest was written.
    pub newest: DateTime<Utc>,
}

/// The columns of the statement, in its order.
type Columns = (Text, Text, BigInt, Double, Timestamptz, BigInt, Double);
type Row = (String, MemoryType, i64, f64, DateTime<Utc>, i64, f64);

/// Counts the memories of a server: each category with its totals, and in it each type.
///
/// A category without memories is left out. The statement is `src/sql/memories_statistics.sql`:
///
/// ```sql
/// WITH wanted AS (
///     SELECT server_id FROM servers WHERE discord_server_id = $1
/// ), by_type AS (
///     SELECT
///         'personal' AS category,
///         memory_type,
///         count(*) AS memories,
///         sum(char_length(memory_content)) AS characters,
///         max(created_at) AS newest
///     FROM personal_memories
///     WHERE server_id = (SELECT server_id FROM wanted)
///     GROUP BY memory_type
///     UNION ALL
///     SELECT
///         'server' AS category,
///         memory_type,
///         count(*) AS memories,
///         sum(char_length(memory_content)) AS characters,
///         max(created_at) AS newest
///     FROM server_memories
///     WHERE server_id = (SELECT server_id FROM wanted)
///     GROUP BY memory_type
/// ), totals AS (
///     SELECT category, sum(memories) AS memories, sum(characters) AS characters
///     FROM by_type
///     GROUP BY category
/// )
/// SELECT
///     by_type.category,
///     by_type.memory_type,
///     by_type.memories,
///     by_type.characters::float8 / by_type.memories AS average_length,
///     by_type.newest,
///     totals.memories::bigint AS total_memories,
///     totals.characters::float8 / totals.memories::float8 AS total_average_length
/// FROM by_type
/// JOIN totals ON totals.category = by_type.category
/// ORDER BY by_type.category, by_type.memory_type
/// ```
///
/// # Errors
/// Only those of the database; an unknown guild has no memories.
#[instrument(level = "debug", skip_all, fields(table = "personal_memories, server_memories", %guild, rows = Empty))]
pub async fn statistics(
    mut conn: &AsyncPgConnection,
    guild: GuildId,
) -> Result<Vec<CategoryStatistics>> {
    let rows: Vec<Row> = sql_file::<Columns, _>(
        include_str!("../sql/memories_statistics.sql"),
        (guild.into_sql::<Text>(),),
    )
    .load(&mut conn)
    .await
    .for_read()?;
    Ok(by_category(counted(rows)))
}

/// Groups the rows by category; they arrive in order.
fn by_category(rows: Vec<Row>) -> Vec<CategoryStatistics> {
    let mut categories: Vec<CategoryStatistics> = Vec::new();
    for (category, memory_type, memories, average_length, newest, total, total_average) in rows {
        let category = match category.as_str() {
            "personal" => MemoryCategory::Personal,
            _ => MemoryCategory::Server,
        };
        if categories
            .last()
            .is_none_or(|last| last.category != category)
        {
            categories.push(CategoryStatistics {
                category,
                memories: total,
                average_length: total_average,
                types: Vec::new(),
            });
        }
        if let Some(last) = categories.last_mut() {
            last.types.push(TypeStatistics {
                memory_type,
                memories,
                average_length,
                newest,
            });
        }
    }
    categories
}
