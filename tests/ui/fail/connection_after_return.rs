//! Wrong: a connection that is used after it went back to the pool.

use tomori_db::Result;
use tomori_db::pool::{Pool, ping};

async fn check(pool: Pool) -> Result<()> {
    let conn = pool.get().await?;
    drop(conn);
    ping(&conn).await?;
    Ok(())
}

fn main() {}
