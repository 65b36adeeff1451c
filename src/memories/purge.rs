//! Deleting many memories in small steps: the loop that both kinds share.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz};
use diesel_async::AsyncPgConnection;

use super::MemoryType;
use crate::error::Result;
use crate::input;
use crate::statements::{RunQueryDsl, sql_file};

/// How many rows one statement deletes at the most.
const CHUNK: usize = 5_000;

/// Sends `statement` (`$1` type, `$2` time, `$3` rows at the most) until it finds no full chunk;
/// says how many rows went.
pub(super) async fn in_chunks(
    mut conn: &AsyncPgConnection,
    statement: &'static str,
    memory_type: &MemoryType,
    before: DateTime<Utc>,
) -> Result<usize> {
    input::moment("before", before)?;
    let mut purged = 0;
    loop {
        let rows = sql_file::<(), _>(
            statement,
            (
                memory_type.into_sql::<Text>(),
                before.into_sql::<Timestamptz>(),
                (CHUNK as i64).into_sql::<BigInt>(),
            ),
        )
        .execute(&mut conn)
        .await?;
        purged += rows;
        if rows < CHUNK {
            return Ok(purged);
        }
    }
}
