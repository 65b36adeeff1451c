//! The first steps: choosing a database, connecting, migrating.

use anyhow::{Context as _, Result};
use tomori_db::pool::{self, Pool};

use crate::database::{self, Database};
use crate::print::{count, fact};

/// Chooses the database and says which one it is.
pub(crate) async fn choose() -> Result<Database> {
    let database = database::choose().await?;
    fact("chosen", &database.chosen);
    fact("database", &database.address);
    Ok(database)
}

/// Opens a pool and brings the schema up to date.
pub(crate) async fn migrate(database: Database) -> Result<Pool> {
    let pool = Pool::new(database.settings)
        .await
        .with_context(|| format!("cannot connect to {}", database.address))?;
    let ran = pool.migrate().await?;
    let conn = pool.get().await?;
    let info = pool::info(&conn).await?;
    fact("server", format_args!("PostgreSQL {}", info.version));
    match (ran.first(), ran.last()) {
        (Some(first), Some(last)) => {
            let migrations = count(ran.len(), "migration");
            fact(
                "migrated",
                format_args!("{migrations} ran, {first} to {last}"),
            );
        }
        _ => fact("migrated", "nothing to do, the schema is up to date"),
    }
    fact("tables", count(info.tables.len(), "table"));
    fact(
        "answers in",
        format_args!("{} µs", pool::ping(&conn).await?.as_micros()),
    );
    Ok(pool)
}
