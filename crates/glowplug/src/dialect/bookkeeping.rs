//! The tables of a runner: Diesel's own `__diesel_schema_migrations`, the one truth of what is
//! applied, and beside it `__glowplug_migrations` (what is known of each applied version) and
//! `__glowplug_history` (every up, down, repair and failure; lines are only added).
//!
//! All three stand in one place, on PostgreSQL in the schema of Diesel's table, and every
//! statement here names that place, so that no `search_path` misleads it.

mod bulk;
mod ddl;
mod read;
mod write;

use crate::error::{Error, Result, ServerError};
use crate::model::{Database, Value};
use crate::session::{Reuse, Session};

pub use read::Ledger;

/// Diesel's table.
pub const DIESEL: &str = "__diesel_schema_migrations";
/// What is known of each applied version.
pub const MIGRATIONS: &str = "__glowplug_migrations";
/// What happened.
pub const HISTORY: &str = "__glowplug_history";

/// The tables of one database.
#[derive(Clone, Debug)]
pub struct Bookkeeping {
    database: Database,
    prefix: String,
    present: Present,
}

/// Which of the tables are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Present {
    diesel: bool,
    migrations: bool,
    history: bool,
}

impl Bookkeeping {
    /// Looks for the tables; writes nothing.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn find(session: &mut dyn Session) -> Result<Self> {
        let doing = failing("looking for the table of applied versions");
        let names = [DIESEL, MIGRATIONS, HISTORY];
        let place = session.bookkeeping_place(&names).await;
        let (prefix, found) = place.map_err(doing)?;
        let has = |name: &str| found.iter().any(|found| found == name);
        Ok(Self {
            database: session.database(),
            prefix,
            present: Present {
                diesel: has(DIESEL),
                migrations: has(MIGRATIONS),
                history: has(HISTORY),
            },
        })
    }

    /// Creates what is missing. Run it under the lock.
    ///
    /// # Errors
    /// A missing privilege, a read-only server…
    pub async fn create(&mut self, session: &mut dyn Session) -> Result<()> {
        let tables = [
            (self.present.diesel, ddl::diesel(self)),
            (self.present.migrations, ddl::migrations(self)),
            (self.present.history, ddl::history(self)),
        ];
        let doing = failing("creating the tables of applied migrations");
        let missing = tables.into_iter().filter(|(present, _)| !present);
        let mut missing: Vec<String> = missing.map(|(_, sql)| sql).collect();
        if self.database == Database::Postgres {
            missing = vec![missing.join(";\n")];
        }
        for sql in missing.iter().filter(|sql| !sql.is_empty()) {
            session.run(sql).await.map_err(doing)?;
        }
        self.present = Present {
            diesel: true,
            migrations: true,
            history: true,
        };
        Ok(())
    }

    /// Takes note that a rollback may have taken the tables away again.
    pub const fn forget_presence(&mut self, before: &Self) {
        self.present = before.present;
    }

    /// A table's name with its place.
    fn table(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The same statement with the placeholders of this database.
    fn placed(&self, sql: &str) -> String {
        let mut parts = sql.split('?');
        let mut placed = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            placed.push_str(&self.database.placeholder(index + 1));
            placed.push_str(part);
        }
        placed
    }

    /// Runs one of the statements of this room.
    async fn execute(&self, session: &mut dyn Session, sql: &str, values: &[Value]) -> Result<u64> {
        let sql = self.placed(sql);
        let executed = session.execute(&sql, values, Reuse::Often).await;
        Ok(executed
            .map_err(failing("recording what was done"))?
            .rows_affected)
    }
}

/// Makes an [`Error::Server`] of what a server says.
pub(crate) fn failing(doing: &'static str) -> impl Fn(ServerError) -> Error + Copy {
    move |source| Error::Server {
        doing,
        source: Box::new(source),
    }
}
