//! The first steps: chooses a database, connects, migrates.

use anyhow::Result;
use tomori_db::pool::{self, Pool};

use crate::database::{self, Database};
use crate::print::{count, fact};

/// Chooses the database and prints which one it is.
pub(crate) async fn choose() -> Result<Database> {
    let database = database::choose().await?;
    fact("chosen", &database.chosen);
    fact("database", &database.address);
    Ok(database)
}

/// Opens a pool and applies pending migrations.
pub(crate) async fn migrate(database: &Database) -> Result<Pool> {
    let pool = database.open().await?;
    let ran = pool.migrate().await?;
    let conn = pool.get().await?;
    let info = pool::info(&conn).await?;
    fact("server", format_args!("PostgreSQL {}", info.version));
    match ran.len() {
        0 => fact("migrated", "nothing to do, the schema is up to date"),
        ran => fact("migrated", format_args!("{} ran", count(ran, "migration"))),
    }
    let (tables, bytes) = (count(info.tables.len(), "table"), info.size_bytes);
    fact(
        "holds",
        format_args!("{tables}, {:.1} MB", bytes as f64 / 1e6),
    );
    let ping = pool::ping(&conn).await?;
    fact("answers", format_args!("within {} µs", ping.as_micros()));
    Ok(pool)
}
