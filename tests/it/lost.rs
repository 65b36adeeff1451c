//! What a caller is told whose answer was lost: a read may be repeated, and of a write nobody knows.

use anyhow::{Context as _, Result};
use diesel_async::AsyncPgConnection;
use tomori_db::Error;
use tomori_db::pool::{Settings, connect};

use crate::calls::{Call, World, calls, run_and_roll_back};
use crate::support::proxy;
use crate::support::server::migrated;

/// Whether a statement writes nothing.
fn is_read(sql: &str) -> bool {
    let writes = ["INSERT", "UPDATE", "DELETE", "add_column_if_not_exists"];
    !writes.iter().any(|word| sql.contains(word))
}

/// Calls a function whose statement is prepared, and loses the answer; returns the statement too.
async fn lost(call: &Call) -> Result<(String, Error)> {
    let database = migrated().await;
    let world = World::new(&database.connect().await?).await?;
    let proxy = proxy(&database).await;
    let mut conn: AsyncPgConnection = connect(&Settings::from_url(&proxy.url())?).await?;
    proxy.take_statements();
    run_and_roll_back(&mut conn, &world, call.run).await?;
    let sent = proxy.take_statements();
    let own = |sql: &&String| !["BEGIN", "ROLLBACK"].contains(&sql.as_str());
    let sql = sent.iter().find(own).context("nothing was sent")?.clone();
    proxy.drop_next_answer();
    let done = (call.run)(&mut conn, &world).await;
    let error = done.err().context("it was answered")?;
    Ok((sql, error.downcast()?))
}

#[tokio::test]
async fn a_read_may_be_repeated_and_of_a_write_nobody_knows() -> Result<()> {
    let (mut reads, mut writes) = (0, 0);
    for call in calls().iter().filter(|call| call.round_trips == 1) {
        let (sql, error) = lost(call).await.context(call.name)?;
        let name = call.name;
        if is_read(&sql) {
            reads += 1;
            assert!(error.is_transient(), "{name}: {error:?}");
        } else {
            writes += 1;
            assert!(error.is_outcome_unknown(), "{name}: {error:?}");
        }
    }
    assert!(reads > 25 && writes > 20, "{reads} reads, {writes} writes");
    Ok(())
}
