//! The tables in which a runner records what it did: Diesel's own `__diesel_schema_migrations`, the
//! only source of truth for what is applied; `__glowplug_migrations`, with details on each applied
//! version; and `__glowplug_history`, an append-only log of every up, down, repair and failure.
//!
//! All three are in one schema, on PostgreSQL that of Diesel's table. Statements qualify their
//! names wherever the database has schemas, so that the `search_path` has no influence.

mod ddl;
mod read;
mod sql;
mod write;

use crate::error::{Error, Result, ServerError, UntrustedTable};
use crate::model::{Database, Value};
use crate::session::{Caching, Session};

pub use read::AppliedState;
pub use sql::{BookkeepingSql, Rows, Types};

/// Diesel's table of applied versions.
pub const DIESEL: &str = "__diesel_schema_migrations";
/// The table with details on each applied version.
pub const MIGRATIONS: &str = "__glowplug_migrations";
/// The append-only log of everything that was run.
pub const HISTORY: &str = "__glowplug_history";

const ALL: [&str; 3] = [DIESEL, MIGRATIONS, HISTORY];

/// The bookkeeping tables of one database.
#[derive(Clone, Debug)]
pub struct Bookkeeping {
    database: Database,
    prefix: String,
    present: Present,
    /// The tables that must not be written to, and why.
    distrusted: Vec<UntrustedTable>,
}

/// Which of the tables exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Present {
    diesel: bool,
    migrations: bool,
    history: bool,
}

impl Bookkeeping {
    /// Looks for the tables. Writes nothing.
    ///
    /// # Errors
    /// A database that does not answer; [`Error::Untrusted`] if reading the tables would run
    /// somebody else's code.
    pub async fn find(session: &mut dyn Session) -> Result<Self> {
        let doing = failing("looking for the bookkeeping tables");
        let place = session.bookkeeping_location(&ALL).await.map_err(doing)?;
        let distrusted = match place.is_suspicious {
            true => session.untrusted_tables(&ALL).await.map_err(doing)?,
            false => Vec::new(),
        };
        let unreadable = distrusted.iter().filter(|distrust| distrust.unreadable);
        let unreadable: Vec<UntrustedTable> = unreadable.cloned().collect();
        if !unreadable.is_empty() {
            return Err(Error::Untrusted(unreadable));
        }
        let has = |name: &str| place.tables.iter().any(|found| found == name);
        Ok(Self {
            database: session.database(),
            distrusted,
            present: Present {
                diesel: has(DIESEL),
                migrations: has(MIGRATIONS),
                history: has(HISTORY),
            },
            prefix: place.prefix,
        })
    }

    /// Checks that the tables may be written to, and creates the missing ones. Call it under the
    /// lock, before anything is written.
    ///
    /// # Errors
    /// A missing privilege, a read-only server…; [`Error::Untrusted`] if somebody else created a
    /// table, or added triggers to it.
    pub async fn create(&mut self, session: &mut dyn Session) -> Result<()> {
        self.require_trusted()?;
        let tables = [
            (self.present.diesel, ddl::diesel(self)),
            (self.present.migrations, ddl::migrations(self)),
            (self.present.history, ddl::history(self)),
        ];
        let doing = failing("creating the tables of applied migrations");
        let missing = tables.into_iter().filter(|(present, _)| !present);
        let mut missing: Vec<String> = missing.map(|(_, sql)| sql).collect();
        if super::capabilities(self.database).simple_queries {
            missing = vec![missing.join(";\n")];
        }
        for sql in missing.iter().filter(|sql| !sql.is_empty()) {
            session.run(sql).await.map_err(doing)?;
        }
        if !self.is_whole() {
            // Somebody else may have created the missing tables in the meantime.
            self.distrusted = Self::find(session).await?.distrusted;
            self.require_trusted()?;
        }
        self.present = Present {
            diesel: true,
            migrations: true,
            history: true,
        };
        Ok(())
    }

    const fn is_whole(&self) -> bool {
        self.present.diesel && self.present.migrations && self.present.history
    }

    fn require_trusted(&self) -> Result<()> {
        match self.distrusted.is_empty() {
            true => Ok(()),
            false => Err(Error::Untrusted(self.distrusted.clone())),
        }
    }

    /// Restores which tables exist, after a rollback that may have undone their creation.
    pub const fn forget_presence(&mut self, before: &Self) {
        self.present = before.present;
    }

    /// Returns the qualified name of a table.
    pub(in crate::dialect) fn table(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Returns the dialect's SQL for these tables.
    fn sql(&self) -> &'static dyn BookkeepingSql {
        super::of(self.database)
    }

    /// Returns a condition that is true if two values are equal.
    fn equal(&self, left: &str, right: &str) -> String {
        self.sql().equal(left, right)
    }

    /// Replaces each `?` with the placeholder of this database.
    fn placed(&self, sql: &str) -> String {
        let mut parts = sql.split('?');
        let mut placed = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            placed.push_str(&self.database.placeholder(index + 1));
            placed.push_str(part);
        }
        placed
    }

    /// Runs a statement on the tables.
    pub(in crate::dialect) async fn execute(
        &self,
        session: &mut dyn Session,
        sql: &str,
        values: &[Value],
    ) -> Result<u64> {
        let sql = self.placed(sql);
        let executed = session.execute(&sql, values, Caching::Prepared).await;
        Ok(executed
            .map_err(failing("recording what was done"))?
            .rows_affected)
    }
}

/// Wraps a server's error in an [`Error::Server`] that says what failed.
pub(crate) fn failing(doing: &'static str) -> impl Fn(ServerError) -> Error + Copy {
    move |source| Error::Server {
        doing,
        source: Box::new(source),
    }
}
