//! Deletes many rows in small chunks.

use commonrail::statements::{RunQueryDsl, SqlFile, sql_file};
use diesel::pg::Pg;
use diesel::query_builder::QueryFragment;
use diesel_async::AsyncPgConnection;

use crate::error::Result;

/// The maximum number of rows that one statement deletes.
const CHUNK: usize = 5_000;

/// Sends `text`, a statement of `src/sql/`, until a chunk is not full; returns how many rows were
/// deleted. `binds` takes the maximum number of rows for one statement.
pub(crate) async fn in_chunks<B>(
    mut conn: &AsyncPgConnection,
    text: &'static str,
    binds: impl Fn(i64) -> B,
) -> Result<usize>
where
    SqlFile<(), B>: QueryFragment<Pg> + Send,
{
    let mut purged = 0;
    loop {
        let delete = sql_file::<(), _>(text, binds(CHUNK as i64));
        let rows = delete.execute(&mut conn).await?;
        purged += rows;
        if rows < CHUNK {
            return Ok(purged);
        }
    }
}
