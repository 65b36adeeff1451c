//! Runs migrations in a scratch database whose tables have rows, and measures every statement: which
//! tables it locked, rewrote and read.

use std::io::Read;

use glowplug::dialect::capabilities;
use glowplug::error::{Error, Result, ServerError};
use glowplug::model::Database;
use glowplug::session::{Limits, Session, TransactionKind};
use glowplug::source::{Body, Migration, Script};
use glowplug::sql::{Control, Statement, analyze, statements};

pub use crate::dialect::measuring::{Measured, TableLock, TableState, TableStates};

use crate::dialect;
use crate::prove::SampleRows;
use crate::scratch::Scratch;

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measurement {
    /// The server: `PostgreSQL 15.20`.
    pub server: String,
    /// Whether the tables had rows.
    pub with_rows: bool,
    /// Tables for which no rows could be generated, so that reading them is not noticed.
    pub without_rows: Vec<String>,
    /// The migrations, as far as they were run.
    pub migrations: Vec<MeasuredMigration>,
}

/// What the statements of a migration did.
#[derive(Clone, Debug)]
pub struct MeasuredMigration {
    /// The name.
    pub name: String,
    /// The statements of `up` and `after`, as far as they were run.
    pub statements: Vec<Measured>,
}

impl Measurement {
    /// Returns true if a statement failed.
    pub fn has_failed(&self) -> bool {
        let mut statements = self.migrations.iter().flat_map(|one| &one.statements);
        statements.any(|measured| measured.error.is_some())
    }
}

/// Runs migrations that follow those of the scratch database, with generated rows in its tables. What
/// fails on these rows is tried again on empty tables: the rows may be the cause.
///
/// # Errors
/// An earlier migration that fails, or a server that does not answer. A statement that fails is a
/// part of the result.
pub async fn measure(scratch: &mut Scratch, migrations: &[Migration]) -> Result<Measurement> {
    let with_rows = run_all(scratch, migrations, true).await?;
    if !with_rows.has_failed() {
        return Ok(with_rows);
    }
    let without = run_all(scratch, migrations, false).await?;
    Ok(match without.has_failed() {
        true => with_rows,
        false => without,
    })
}

async fn run_all(
    scratch: &mut Scratch,
    migrations: &[Migration],
    with_rows: bool,
) -> Result<Measurement> {
    let catalog = scratch.build().await?;
    let info = scratch.session().info().await;
    let mut measurement = Measurement {
        server: info.map(|info| info.version).unwrap_or_default(),
        with_rows,
        ..Measurement::default()
    };
    match with_rows {
        true => {
            let filled = SampleRows::fill(scratch, &catalog, None).await?;
            let default = catalog.default_schema.as_deref();
            let names = filled.unfilled.iter();
            measurement.without_rows = names
                .map(|name| name.display_name(default).to_string())
                .collect();
        }
        false => scratch.clear().await,
    }
    let mut run = Run {
        database: catalog.database,
        at_first: TableStates::new(),
        session: scratch.changing(),
    };
    run.at_first = run.tables().await?;
    for migration in migrations {
        let statements = run.migration(migration).await?;
        let has_failed = statements.iter().any(|one| one.error.is_some());
        measurement.migrations.push(MeasuredMigration {
            name: migration.name.clone(),
            statements,
        });
        if has_failed {
            break;
        }
    }
    Ok(measurement)
}

/// A run of several migrations.
struct Run<'s> {
    database: Database,
    at_first: TableStates,
    session: &'s mut dyn Session,
}

/// How a statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// In the transaction of its migration, or alone.
    AsItIs,
    /// In a transaction of its own.
    Own,
    /// Not at all: it begins or ends the transaction of its script.
    Skipped,
}

impl Run<'_> {
    async fn tables(&mut self) -> Result<TableStates> {
        let tables = dialect::of(self.database).tables(self.session).await;
        tables.map_err(failed)
    }

    async fn migration(&mut self, migration: &Migration) -> Result<Vec<Measured>> {
        let Body::Sql(scripts) = &migration.body else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        let mut kind = TransactionKind::Plain;
        for script in [Some(&scripts.up), scripts.after.as_ref()]
            .into_iter()
            .flatten()
        {
            let text = read(script)?;
            let is_whole = analyze(self.database, text.as_bytes()).unwrap_or_default();
            if is_whole.rebuilds {
                kind = TransactionKind::Rebuild;
            }
            // Where a script cannot be split, `lint` says so.
            let split = statements(self.database, text.as_bytes()).map_while(|it| it.ok());
            let own = is_whole.has_own_transaction;
            all.extend(split.map(|statement| (own, statement)));
        }
        let wrapped = migration.run_in_transaction && capabilities(self.database).transactional_ddl;
        let measured = match wrapped {
            true => self.in_transaction(kind, &all).await,
            false => self.one_by_one(&all).await,
        };
        let measured = measured.map_err(failed)?;
        let reset = self.session.reset_session(&Limits::default()).await;
        reset.map_err(failed)?;
        Ok(measured)
    }

    async fn in_transaction(
        &mut self,
        kind: TransactionKind,
        all: &[(bool, Statement)],
    ) -> Result<Vec<Measured>, ServerError> {
        self.session.begin(kind).await?;
        let mut measured = Vec::new();
        for (has_own, statement) in all {
            let is_control = *has_own && is_control(statement);
            let manner = match is_control {
                true => Manner::Skipped,
                false => Manner::AsItIs,
            };
            measured.push(self.statement(statement, manner).await?);
            if measured.last().is_some_and(|last| last.error.is_some()) {
                self.session.rollback().await?;
                return Ok(measured);
            }
        }
        if let Err(error) = self.session.commit().await {
            self.session.rollback().await?;
            if let Some(last) = measured.last_mut() {
                last.error = Some(error.message);
            }
        }
        Ok(measured)
    }

    async fn one_by_one(
        &mut self,
        all: &[(bool, Statement)],
    ) -> Result<Vec<Measured>, ServerError> {
        let wraps = capabilities(self.database).transactional_ddl
            && all.iter().all(|(_, one)| !is_control(one));
        let judge = self.session.judge();
        let mut measured = Vec::new();
        for (_, statement) in all {
            let facts = judge(statement);
            let manner = match wraps && !facts.is_nontransactional && !facts.is_concurrent {
                true => Manner::Own,
                false => Manner::AsItIs,
            };
            measured.push(self.statement(statement, manner).await?);
            if measured.last().is_some_and(|last| last.error.is_some()) {
                self.session.rollback().await?;
                break;
            }
        }
        Ok(measured)
    }

    async fn statement(
        &mut self,
        statement: &Statement,
        manner: Manner,
    ) -> Result<Measured, ServerError> {
        if manner == Manner::Skipped {
            return Ok(Measured::default());
        }
        if manner == Manner::Own {
            self.session.begin(TransactionKind::Plain).await?;
        }
        let dialect = dialect::of(self.database);
        let measured = dialect
            .measure(self.session, &statement.text, &self.at_first)
            .await?;
        if manner == Manner::Own && measured.error.is_none() {
            self.session.commit().await?;
        }
        Ok(measured)
    }
}

const fn is_control(statement: &Statement) -> bool {
    matches!(
        statement.control,
        Some(Control::Begin | Control::Commit | Control::Rollback)
    )
}

fn read(script: &Script) -> Result<String> {
    let mut bytes = Vec::new();
    script
        .open()?
        .read_to_end(&mut bytes)
        .map_err(|source| Error::Io {
            action: "read",
            path: script.path().to_owned(),
            source,
        })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn failed(source: ServerError) -> Error {
    Error::Server {
        doing: "measuring migrations in the scratch database",
        source: Box::new(source),
    }
}
