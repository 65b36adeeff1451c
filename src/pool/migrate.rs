//! The migrations of this crate, run by whichever process comes first.

use std::time::Duration;

use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::result::Error as DieselError;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use tokio::time::{Instant, sleep};

use super::settings::{Pooler, Settings};
use super::transaction::jittered;
use crate::error::{Error, Result};
use crate::statements::RunQueryDsl;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The advisory lock that one migrating process holds: "tomori" in ASCII.
const LOCK: i64 = 0x746f_6d6f_7269;

/// How long to wait between two looks at the lock.
const PAUSE: Duration = Duration::from_millis(100);

#[derive(QueryableByName)]
struct Yes {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Runs the migrations of this crate that the database lacks, and returns their versions in the
/// order they ran. Records them where the `diesel` command does.
///
/// Any number of processes may call it at once: one works, the others wait for it. It uses a
/// connection of its own without a statement timeout. The lock is tried, never waited for inside
/// the server: a session that waits there would hold up `CREATE INDEX CONCURRENTLY`. If the
/// returned future is dropped, the migrations go on for as long as the runtime lives; one that is
/// cut off is rolled back and is pending again.
///
/// # Errors
/// `Timeout` when another process holds the lock for longer than `migration_wait`;
/// `Configuration` behind a pooler in transaction mode, which cannot hold the lock; `Database`
/// when a migration fails: those before it stay.
pub async fn migrate(settings: &Settings) -> Result<Vec<String>> {
    if settings.pooler == Pooler::Transaction {
        return Err(Error::Configuration(
            "migrations need a session: give `migrate` the server's own address, not that of a \
             pooler in transaction mode"
                .into(),
        ));
    }
    let mut settings = settings.clone();
    settings.statement_timeout = None;
    settings.idle_in_transaction_timeout = None;
    let conn = super::connect(&settings).await?;
    lock(&conn, settings.migration_wait).await?;
    let work = tokio::task::spawn_blocking(move || run(conn));
    work.await.unwrap_or_else(|_| {
        Err(Error::Unavailable {
            reason: "the runtime stopped during a migration".into(),
        })
    })
}

/// The versions of this crate's migrations that the database lacks, in order. Changes nothing.
///
/// # Errors
/// `Unavailable` when the connection is gone.
pub async fn pending_migrations(mut conn: &AsyncPgConnection) -> Result<Vec<String>> {
    let recorded: Yes =
        sql_query("SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS yes")
            .get_result(&mut conn)
            .await?;
    let mut applied: Vec<Version> = Vec::new();
    if recorded.yes {
        applied = sql_query("SELECT version::text AS version FROM __diesel_schema_migrations")
            .load(&mut conn)
            .await?;
    }
    let mut pending = versions()?;
    pending.retain(|known| applied.iter().all(|row| row.version != *known));
    Ok(pending)
}

/// The versions of this crate's migrations, in order.
fn versions() -> Result<Vec<String>> {
    let migrations: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().map_err(failed)?;
    let mut versions: Vec<String> = migrations
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    versions.sort();
    Ok(versions)
}

/// Holds the lock until the connection ends.
async fn lock(mut conn: &AsyncPgConnection, wait: Duration) -> Result<()> {
    let deadline = Instant::now() + wait;
    loop {
        let got: Yes = sql_query("SELECT pg_try_advisory_lock($1) AS yes")
            .bind::<BigInt, _>(LOCK)
            .get_result(&mut conn)
            .await?;
        if got.yes {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(Error::Timeout {
                what: "waiting for another migration",
                state: None,
            });
        }
        sleep(jittered(PAUSE)).await;
    }
}

fn run(conn: AsyncPgConnection) -> Result<Vec<String>> {
    let mut conn: AsyncConnectionWrapper<AsyncPgConnection> = conn.into();
    let mut ran = Vec::new();
    for migration in conn.pending_migrations(MIGRATIONS).map_err(failed)? {
        let version = conn.run_migration(&*migration).map_err(failed)?;
        ran.push(version.to_string());
    }
    Ok(ran)
}

/// The harness's own words name the migration and repeat the server's message.
fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    match error.downcast::<DieselError>() {
        Ok(error) => (*error).into(),
        // The statements are this crate's own.
        Err(other) => Error::in_words(&other.to_string()),
    }
}
