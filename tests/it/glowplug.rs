//! The engine of the schema lifecycle on this crate's migrations and connections.

use anyhow::Result;
use glowplug::Runner;
use glowplug::dialect::postgres::PostgresSession;
use glowplug::plan::{DownTarget, UpTarget};
use glowplug::session::Session;
use glowplug::source::Migrations;
use tomori_db::pool::{self, Pool};

use crate::support::server::Database;

/// A session on a connection of the pool, as a service has it.
async fn session(database: &Database) -> Result<Box<dyn Session>> {
    let pool = Pool::new(database.settings()).await?;
    Ok(Box::new(PostgresSession::from_connection(
        pool.get().await?,
    )))
}

fn migrations() -> Migrations {
    Migrations::folder(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"))
}

#[tokio::test]
async fn glowplug_builds_the_schema_that_migrate_builds() -> Result<()> {
    let (ours, theirs) = (
        crate::support::database().await,
        crate::support::database().await,
    );
    let applied = pool::migrate(&ours.settings()).await?;
    let mut runner = Runner::new(session(&theirs).await?, migrations());
    let report = runner.up(&UpTarget::Latest).await?;
    assert_eq!(report.done.len(), applied.len());
    let built = session(&ours).await?.catalog().await?;
    assert_eq!(runner.session().catalog().await?, built);
    Ok(())
}

#[tokio::test]
async fn glowplug_adopts_what_migrate_applied_and_takes_it_back() -> Result<()> {
    let database = crate::support::database().await;
    let empty = session(&database).await?.catalog().await?;
    pool::migrate(&database.settings()).await?;
    let mut runner = Runner::new(session(&database).await?, migrations());
    assert!(runner.up(&UpTarget::Latest).await?.done.is_empty());
    runner.down(&DownTarget::All).await?;
    assert_eq!(runner.session().catalog().await?, empty);
    assert!(!pool::migrate(&database.settings()).await?.is_empty());
    assert_eq!(runner.status().await?.pending(), 0);
    Ok(())
}
