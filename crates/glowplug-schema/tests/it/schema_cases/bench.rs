//! A database for a case.

use std::cell::RefCell;

use glowplug::catalog::Catalog;
use glowplug::dialect;
use glowplug::error::ServerError;
use glowplug::model::{Database, Row, Value};
use glowplug::session::{Caching, Session, TransactionKind};
use glowplug::sql;
use glowplug_schema::change::{HazardKind, Phase, Step};

use super::rows::Rows;
use crate::support::{Fresh, fresh};

/// Databases of one kind, each for one case at a time.
pub(crate) struct Benches {
    pub(super) database: Database,
    free: RefCell<Vec<Bench>>,
}

impl Benches {
    pub(crate) fn new(database: Database) -> Self {
        let free = RefCell::default();
        Self { database, free }
    }

    /// The major version of the server; 0 where the cases do not tell them apart.
    pub(super) async fn major(&self) -> Option<u32> {
        let mut bench = self.take().await?;
        let major = bench.major().await;
        self.free.borrow_mut().push(bench);
        Some(major)
    }

    /// A database with nothing in it; `None` when there is none of this kind here.
    pub(super) async fn take(&self) -> Option<Bench> {
        let free = self.free.borrow_mut().pop();
        match free {
            Some(bench) => Some(bench),
            None => Bench::new(self.database).await,
        }
    }

    /// Takes a database back, where emptying it is quicker than making another.
    pub(super) async fn give_back(&self, mut bench: Bench) {
        if self.database == Database::Postgres && bench.empty().await.is_ok() {
            self.free.borrow_mut().push(bench);
        }
    }
}

/// Drops all that stands in no schema, and all schemas, and makes the one that a new database has.
const EMPTY: &str = "
    DO $$
    DECLARE
        name text;
    BEGIN
        FOR name IN
            SELECT format('EVENT TRIGGER %I', evtname) FROM pg_event_trigger
            UNION ALL
            SELECT format('PUBLICATION %I', pubname) FROM pg_publication
            UNION ALL
            SELECT format('EXTENSION %I', extname) FROM pg_extension WHERE oid >= 16384
            UNION ALL
            SELECT format('FOREIGN DATA WRAPPER %I', fdwname) FROM pg_foreign_data_wrapper
            UNION ALL
            SELECT format('CAST (%s AS %s)', format_type(castsource, NULL), format_type(casttarget, NULL))
            FROM pg_cast WHERE oid >= 16384
            UNION ALL
            SELECT format('LANGUAGE %I', lanname) FROM pg_language WHERE oid >= 16384
            UNION ALL
            SELECT format('ACCESS METHOD %I', amname) FROM pg_am WHERE oid >= 16384
        LOOP
            EXECUTE 'DROP ' || name || ' CASCADE';
        END LOOP;
        FOR name IN SELECT nspname FROM pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', name);
        END LOOP;
    END $$;
    CREATE SCHEMA public;
    COMMENT ON SCHEMA public IS 'standard public schema'";

pub(super) struct Bench {
    pub(super) session: Box<dyn Session>,
    database: Database,
    /// What holds the database; it goes when this is dropped.
    _fresh: Fresh,
}

impl Bench {
    async fn new(database: Database) -> Option<Self> {
        let fresh = fresh(database).await?;
        let mut session = dialect::connect(&fresh.address()).await.unwrap();
        if database == Database::Sqlite {
            // Nobody needs the file after a crash.
            session.run("PRAGMA synchronous = OFF").await.unwrap();
        }
        Some(Self {
            session,
            database,
            _fresh: fresh,
        })
    }

    /// Runs a script statement by statement.
    pub(super) async fn run(&mut self, script: &str, name: &str) -> Result<(), String> {
        for statement in sql::statements(self.database, script.as_bytes()) {
            let statement = statement.map_err(|error| format!("{name}: {error}"))?;
            let ran = self.session.run(&statement.text).await;
            ran.map_err(|error| failed(name, &statement.text, &error))?;
        }
        Ok(())
    }

    async fn major(&mut self) -> u32 {
        const MAJOR: &str = "SELECT current_setting('server_version_num')::int / 10000";
        if self.database != Database::Postgres {
            return 0;
        }
        let found = self.session.query(MAJOR, &[], Caching::Once).await;
        match found.unwrap().rows[0][0] {
            Value::Integer(major) => major.try_into().unwrap(),
            ref other => panic!("{other:?} is no version"),
        }
    }

    async fn empty(&mut self) -> Result<(), ServerError> {
        self.session
            .run("SET client_min_messages = warning")
            .await?;
        self.session.run(EMPTY).await
    }

    /// The files in which PostgreSQL keeps the rows of each table.
    async fn files(&mut self) -> Vec<Row> {
        const FILES: &str = "SELECT oid::text, relfilenode::text FROM pg_class
            WHERE relkind = 'r' AND relnamespace > 16383 OR relnamespace = 'public'::regnamespace AND relkind = 'r'";
        if self.database != Database::Postgres {
            return Vec::new();
        }
        let found = self.session.query(FILES, &[], Caching::Once).await;
        found.unwrap().rows
    }

    pub(super) async fn schema(&mut self) -> Result<Catalog, String> {
        let schema = self.session.schema().await;
        schema.map_err(|error| format!("the schema cannot be read: {error:?}"))
    }

    pub(super) async fn rows(&mut self, catalog: &Catalog) -> Result<Rows, String> {
        Rows::read(&mut *self.session, catalog).await
    }

    /// Runs steps as their places say: together in one transaction, alone, and later.
    pub(super) async fn apply(&mut self, steps: &[Step]) -> Result<(), String> {
        for place in [
            Phase::InTransaction,
            Phase::NonTransactional,
            Phase::Deferred,
        ] {
            let steps: Vec<&Step> = steps.iter().filter(|step| step.place == place).collect();
            let transaction = place != Phase::NonTransactional && !steps.is_empty();
            if transaction {
                let begun = self.session.begin(TransactionKind::Plain).await;
                begun.map_err(|error| failed("begin", "", &error))?;
            }
            for step in steps {
                let files = self.files().await;
                if let Err(error) = self.session.run(&step.sql).await {
                    let _ = self.session.rollback().await;
                    return Err(failed("the plan", &step.sql, &error));
                }
                rewritten(step, &files, &self.files().await)?;
            }
            if transaction {
                let committed = self.session.commit().await;
                committed.map_err(|error| failed("commit", "", &error))?;
            }
        }
        Ok(())
    }
}

/// Checks that a step says whether it writes a table anew: the rows are in another file then.
fn rewritten(step: &Step, before: &[Row], after: &[Row]) -> Result<(), String> {
    let moved = before.iter().any(|table| {
        let mut others = after.iter();
        others.any(|other| other[0] == table[0] && other[1] != table[1])
    });
    let mut hazards = step.hazards.iter();
    if hazards.any(|hazard| hazard.kind == HazardKind::TableRewrite) == moved || before.is_empty() {
        return Ok(());
    }
    let said = if moved {
        "writes a table anew"
    } else {
        "writes no table anew"
    };
    Err(format!(
        "not what its hazards say: this {said}\n{}",
        step.sql
    ))
}

fn failed(name: &str, sql: &str, error: &ServerError) -> String {
    let detail = error.detail.as_deref().unwrap_or_default();
    format!("{name} fails: {} {detail}\n{sql}", error.message)
}
