//! Runs this crate's migrations; of several processes, the first one runs them and the others wait.

use std::collections::BTreeMap;
use std::time::Duration;

use commonrail::statements::RunQueryDsl;
use commonrail::{Pooler, jittered, lift_response_timeout};
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::result::Error as DieselError;
use diesel::sql_types::{Array, BigInt, Bool, Text};
use diesel::{QueryableByName, sql_query};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use tokio::time::{Instant, sleep};

use super::settings::Settings;
use crate::error::{Error, Result};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The advisory lock that a migrating process holds: "tomori" in ASCII.
const LOCK: i64 = 0x746f_6d6f_7269;

/// The pause between two attempts to take the lock.
const PAUSE: Duration = Duration::from_millis(100);

/// The connection type that Diesel's migration harness works on.
type Connection = AsyncConnectionWrapper<AsyncPgConnection>;

#[derive(QueryableByName)]
struct Yes {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

#[derive(QueryableByName)]
struct Encoding {
    #[diesel(sql_type = Text)]
    encoding: String,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Runs this crate's migrations that are pending in the database, and returns their versions in the
/// order they ran. Records them in the `diesel` command's table, all with the same time, so that
/// Glowplug treats them as one batch.
///
/// Any number of processes may call it at once: one runs the migrations, the others wait for it. It
/// uses a connection of its own without a statement timeout. The lock is polled: waiting for it
/// inside the server would block `CREATE INDEX CONCURRENTLY`. If the returned future is dropped,
/// the migrations continue for as long as the runtime lives; one that is interrupted is rolled back
/// and stays pending.
///
/// # Errors
/// `Timeout` when another process holds the lock for longer than `migration_wait`;
/// `Configuration` behind a pooler in transaction mode, which cannot hold the lock, and for a
/// database whose encoding is not UTF8, before anything runs; `Database` when a migration fails:
/// those before it stay applied.
pub async fn migrate(settings: &Settings) -> Result<Vec<String>> {
    let conn = prepared(settings).await?;
    blocking(move || run_pending(&mut conn.into(), MIGRATIONS)).await
}

/// Runs this crate's migrations that are pending in the database, then those of a service; returns
/// the versions of both, in the order they ran.
///
/// The service's may be a folder, embedded by `diesel_migrations::embed_migrations!`, or steps in
/// Rust that implement `diesel::migration::Migration`, for example to move data; [`revert_with`]
/// reverts them. All are recorded where the `diesel` command records them, so their versions must
/// differ from this crate's.
///
/// # Errors
/// As [`migrate`]; `Configuration` when one of the versions is this crate's, before anything runs.
pub async fn migrate_with<M>(settings: &Settings, migrations: M) -> Result<Vec<String>>
where
    M: MigrationSource<Pg> + Send + 'static,
{
    refuse_own_versions(&migrations)?;
    let conn = prepared(settings).await?;
    blocking(move || {
        let mut conn = conn.into();
        let mut ran = run_pending(&mut conn, MIGRATIONS)?;
        ran.extend(run_pending(&mut conn, migrations)?);
        Ok(ran)
    })
    .await
}

/// Reverts the last `steps` applied migrations of a service, newest first; returns their versions
/// in the order they were reverted. Those of this crate are not reverted.
///
/// # Errors
/// As [`migrate_with`]; `Database` when one cannot be reverted: those reverted before it stay
/// reverted.
pub async fn revert_with<M>(settings: &Settings, migrations: M, steps: usize) -> Result<Vec<String>>
where
    M: MigrationSource<Pg> + Send + 'static,
{
    refuse_own_versions(&migrations)?;
    let conn = prepared(settings).await?;
    blocking(move || revert_last(&mut conn.into(), &migrations, steps)).await
}

/// Opens a connection for migrations, which holds the lock until it is closed.
async fn prepared(settings: &Settings) -> Result<AsyncPgConnection> {
    if settings.pooler == Pooler::Transaction {
        return Err(Error::Configuration(
            "migrations need a session: give `migrate` the server's own address, not that of a \
             pooler in transaction mode"
                .into(),
        ));
    }
    let mut conn = commonrail::connect(&settings.without_statement_limits()).await?;
    check_encoding(&conn).await?;
    lock(&conn, settings.migration_wait).await?;
    // Migrations may take any time; the statements before them may not.
    lift_response_timeout(&mut conn);
    Ok(conn)
}

/// Refuses a database that cannot store every text, before a migration fails halfway.
async fn check_encoding(mut conn: &AsyncPgConnection) -> Result<()> {
    let found: Encoding = sql_query("SELECT pg_catalog.getdatabaseencoding()::text AS encoding")
        .get_result(&mut conn)
        .await?;
    if found.encoding == "UTF8" {
        return Ok(());
    }
    Err(Error::Configuration(format!(
        "the database must have the encoding UTF8, not {}: make one with `CREATE DATABASE … \
         ENCODING 'UTF8' TEMPLATE template0`",
        found.encoding
    )))
}

/// Runs blocking work on a blocking thread.
async fn blocking<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    let work = tokio::task::spawn_blocking(work);
    work.await.unwrap_or_else(|_| {
        Err(Error::Unavailable {
            reason: "the runtime stopped during a migration".into(),
        })
    })
}

/// Returns the versions of this crate's migrations that are pending, in order. Changes nothing.
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

/// Returns the versions of this crate's migrations, in order.
fn versions() -> Result<Vec<String>> {
    let migrations: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().map_err(failed)?;
    let mut versions: Vec<String> = migrations
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    versions.sort();
    Ok(versions)
}

/// Takes the lock, which is held until the connection ends.
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

fn run_pending(conn: &mut Connection, migrations: impl MigrationSource<Pg>) -> Result<Vec<String>> {
    let mut ran = Vec::new();
    let done = run_each(conn, migrations, &mut ran);
    one_time(conn, &ran)?;
    done.map(|()| ran)
}

fn run_each(
    conn: &mut Connection,
    migrations: impl MigrationSource<Pg>,
    ran: &mut Vec<String>,
) -> Result<()> {
    for migration in conn.pending_migrations(migrations).map_err(failed)? {
        let version = conn.run_migration(&*migration).map_err(failed)?;
        ran.push(version.to_string());
    }
    Ok(())
}

/// Sets the same time for all versions of one run, so that tools that count in batches see one
/// batch.
fn one_time(conn: &mut Connection, versions: &[String]) -> Result<()> {
    if versions.len() > 1 {
        let update = sql_query(
            "UPDATE __diesel_schema_migrations SET run_on = now() WHERE version = ANY ($1)",
        )
        .bind::<Array<Text>, _>(versions);
        diesel::RunQueryDsl::execute(update, conn)?;
    }
    Ok(())
}

fn revert_last(
    conn: &mut Connection,
    migrations: &impl MigrationSource<Pg>,
    steps: usize,
) -> Result<Vec<String>> {
    let known: BTreeMap<String, Box<dyn Migration<Pg>>> = migrations
        .migrations()
        .map_err(failed)?
        .into_iter()
        .map(|migration| (migration.name().version().to_string(), migration))
        .collect();
    let mut reverted = Vec::new();
    // Newest first.
    for version in conn.applied_migrations().map_err(failed)? {
        if reverted.len() == steps {
            break;
        }
        if let Some(migration) = known.get(&version.to_string()) {
            conn.revert_migration(&**migration).map_err(failed)?;
            reverted.push(version.to_string());
        }
    }
    Ok(reverted)
}

/// Refuses a service's migration that has the version of one of this crate's: only one would run.
fn refuse_own_versions(migrations: &impl MigrationSource<Pg>) -> Result<()> {
    let own = versions()?;
    for migration in migrations.migrations().map_err(failed)? {
        let version = migration.name().version().to_string();
        if own.contains(&version) {
            return Err(Error::Configuration(format!(
                "the migration `{}` has a version of tomori-db's own migrations: give it another",
                migration.name()
            )));
        }
    }
    Ok(())
}

/// Converts the harness's error, whose message names the migration and repeats the server's
/// message.
fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    match error.downcast::<DieselError>() {
        Ok(error) => (*error).into(),
        // The statements are this crate's own.
        Err(other) => Error::in_words(other.to_string()),
    }
}
