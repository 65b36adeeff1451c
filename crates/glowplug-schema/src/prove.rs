//! Proves a migration in a scratch database with rows: `up` gives the declared schema, `down`
//! restores the previous one including the rows, and `up` works again.

mod affected_tables;
mod broken_objects;
mod candidate_rows;
mod fault;
mod json;
mod partial_revert;
mod pattern;
mod sample_rows;
mod verdict;

use std::collections::BTreeSet;
use std::path::Path;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use broken_objects::Broken;
pub use fault::Fault;
pub use sample_rows::Lost;
pub(crate) use sample_rows::SampleRows;
pub use verdict::Verdict;

use glowplug::catalog::{Catalog, QualifiedName};
use glowplug::error::{Direction, Error, Irreversible, Result};
use glowplug::model::{Database, Version};
use glowplug::plan::{DownTarget, UpTarget};
use glowplug::source::Migrations;

use affected_tables::affected_tables;
use broken_objects::Failing;
use sample_rows::ROWS;

use crate::change::Change;
use crate::diff::{self, Fidelity};
use crate::scratch::Scratch;

/// The migrations to be proved.
#[derive(Clone, Debug)]
pub struct ProofRequest {
    /// All migrations of the scratch database, followed by those to be proved.
    pub migrations: Migrations,
    /// The versions to be proved, which are the last ones.
    pub versions: BTreeSet<Version>,
    /// The schema that they must reach, if one is declared.
    pub expected: Option<Catalog>,
    /// The accuracy of that schema.
    pub known: Fidelity,
    /// The schema before them, as it was when `expected` was computed. Objects that differ each
    /// time they are built (a view that contains the time of its creation) are not reported as
    /// differences.
    pub former: Option<Catalog>,
    /// Whether reverting is known to restore also what a catalog does not contain, so that the
    /// scratch database can be reused.
    pub gives_back: bool,
}

impl ProofRequest {
    /// Returns the migrations before those to be proved.
    ///
    /// # Errors
    /// As [`Migrations::load`].
    pub fn earlier(&self, database: Database) -> Result<Migrations> {
        let versions = self.migrations.load(database)?;
        let versions = versions.into_iter().map(|migration| migration.version);
        let earlier = versions.filter(|version| !self.versions.contains(version));
        Ok(self.migrations.clone().only(earlier.collect()))
    }
}

/// The rows in the tables while a migration is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowSource {
    /// Generated rows, where possible.
    Rows,
    /// Rows inserted by earlier migrations.
    FromMigrations,
    /// No rows.
    Nothing,
}

/// The result of a proof.
#[derive(Debug)]
pub struct Proof {
    /// The server on which it was tried: `PostgreSQL 15.20`.
    pub server: String,
    /// The default schema, which is omitted from displayed names.
    pub default_schema: Option<String>,
    /// Everything that failed; empty if it is proved.
    pub faults: Vec<Fault>,
    /// The number of rows during the trial.
    pub rows: usize,
    /// The number of tables with these rows.
    pub tables: usize,
    /// Tables for which no rows could be generated because of their constraints.
    pub unfilled: Vec<QualifiedName>,
    /// Rows and values that were lost between `up` and `down`.
    pub lost: Vec<Lost>,
    /// Migrations that declare themselves irreversible.
    pub irreversible: Vec<Irreversible>,
    /// A failure with generated rows that does not occur without them.
    pub with_rows: Option<Fault>,
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut proof = serializer.serialize_struct("Proof", 9)?;
        proof.serialize_field("verdict", &self.verdict())?;
        if !self.irreversible.is_empty() {
            proof.serialize_field("irreversible", &self.irreversible)?;
        }
        proof.serialize_field("server", &self.server)?;
        proof.serialize_field("faults", &self.faults)?;
        proof.serialize_field("rows", &self.rows)?;
        proof.serialize_field("tables", &self.tables)?;
        proof.serialize_field("unfilled", &self.unfilled)?;
        proof.serialize_field("lost", &self.lost)?;
        proof.serialize_field("with_rows", &self.with_rows)?;
        proof.end()
    }
}

impl Proof {
    /// Returns the proof of migrations that could not be tried because earlier ones fail.
    pub fn untried(error: Error) -> Self {
        Self {
            server: String::new(),
            default_schema: None,
            faults: vec![Fault::Earlier(Box::new(error))],
            rows: 0,
            tables: 0,
            unfilled: Vec::new(),
            lost: Vec::new(),
            irreversible: Vec::new(),
            with_rows: None,
        }
    }

    /// Returns true if `up` and `down` work; lost rows do not matter here.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// Corrects the position of the failure with rows for lines that are added at the top of this
    /// file.
    pub fn add_lines(&mut self, file: &Path, lines: u64) {
        if let Some(fault) = &mut self.with_rows {
            fault.add_lines(file, lines);
        }
    }

    /// Formats the faults.
    pub fn problems(&self) -> Vec<String> {
        let default = self.default_schema.as_deref();
        self.faults
            .iter()
            .map(|fault| fault.display_name(default))
            .collect()
    }

    /// Returns the names of tables without rows, without the default schema.
    pub fn without_rows(&self) -> Vec<String> {
        let default = self.default_schema.as_deref();
        let names = self.unfilled.iter().map(|name| name.display_name(default));
        names.map(|name| name.to_string()).collect()
    }
}

/// Tries migrations in the scratch database of the migrations before them.
///
/// # Errors
/// Fails if the scratch database cannot be created, or an earlier migration fails. A failure of a
/// migration to be proved is a fault in the proof.
pub async fn prove(scratch: &mut Scratch, subject: &ProofRequest) -> Result<Proof> {
    let proof = with_rows_or_without(scratch, subject).await?;
    if proof.holds() || !scratch.is_reused() {
        return Ok(proof);
    }
    scratch.renew().await?;
    with_rows_or_without(scratch, subject).await
}

/// Tries it with generated rows. If a statement fails on them, the rows themselves may be the
/// cause, so it is tried again with the rows that earlier migrations inserted, and on empty tables.
async fn with_rows_or_without(scratch: &mut Scratch, subject: &ProofRequest) -> Result<Proof> {
    let mut proof = try_out(scratch, subject, RowSource::Rows).await?;
    for filling in [RowSource::FromMigrations, RowSource::Nothing] {
        if proof.faults.iter().all(|fault| fault.direction().is_none()) {
            return Ok(proof);
        }
        let mut other = try_out(scratch, subject, filling).await?;
        if other.holds() {
            other.with_rows = proof.faults.pop();
            return Ok(other);
        }
        if filling == RowSource::FromMigrations {
            proof.faults = other.faults;
        }
    }
    Ok(proof)
}

async fn try_out(
    scratch: &mut Scratch,
    subject: &ProofRequest,
    filling: RowSource,
) -> Result<Proof> {
    let former = scratch.build().await?;
    let info = scratch.session().info().await;
    let server = info.map(|info| info.version).unwrap_or_default();
    if filling == RowSource::Nothing {
        scratch.clear().await;
    }
    let filled = match filling {
        RowSource::Rows => {
            let expected = subject.expected.as_ref();
            let affected = expected.and_then(|expected| affected_tables(&former, expected));
            SampleRows::fill(scratch, &former, affected.as_ref()).await?
        }
        RowSource::FromMigrations | RowSource::Nothing => SampleRows::none(former.database),
    };
    let failing = broken_objects::failing(scratch, &former, ROWS + 1).await;
    let mut proof = Proof {
        server,
        default_schema: former.default_schema.clone(),
        faults: Vec::new(),
        rows: filled.rows(),
        tables: filled.tables(),
        unfilled: filled.unfilled.clone(),
        lost: Vec::new(),
        irreversible: Vec::new(),
        with_rows: None,
    };
    let before = Before {
        catalog: &former,
        filled: &filled,
        failing: &failing,
    };
    let fault = there_and_back(scratch, subject, before, &mut proof).await?;
    proof.faults.extend(fault);
    Ok(proof)
}

/// The state before the migrations to be proved.
#[derive(Clone, Copy)]
struct Before<'b> {
    catalog: &'b Catalog,
    filled: &'b SampleRows,
    /// The objects that did not work at that point.
    failing: &'b Failing,
}

impl Before<'_> {
    /// Tries the objects in the database; returns those that worked before and no longer do.
    async fn broken(
        &self,
        scratch: &mut Scratch,
        now: &Catalog,
        direction: Direction,
    ) -> Option<Fault> {
        let failing = broken_objects::failing(scratch, now, ROWS + 1).await;
        let broken = broken_objects::broken(self.failing, failing);
        (!broken.is_empty()).then_some(Fault::Broken { direction, broken })
    }
}

/// Runs up, down and up again; stops at the first fault.
async fn there_and_back(
    scratch: &mut Scratch,
    subject: &ProofRequest,
    before: Before<'_>,
    proof: &mut Proof,
) -> Result<Option<Fault>> {
    let former = before.catalog;
    let back = partial_revert::Back::of(subject, former.database)?;
    let steps = DownTarget::Steps(back.steps);
    let runner = scratch.runner_of(subject.migrations.clone());
    if let Some(fault) = refused(runner.up(&UpTarget::Latest).await, Fault::Up)? {
        return Ok(Some(fault));
    }
    let reached = scratch.schema().await?;
    if let Some(fault) = not_declared(subject, &reached, former) {
        return Ok(Some(fault));
    }
    if let Some(fault) = before.broken(scratch, &reached, Direction::Up).await {
        return Ok(Some(fault));
    }
    if !back.irreversible.is_empty() {
        proof.irreversible = back.irreversible;
        return partial_revert::in_part(scratch, back.steps, &reached).await;
    }
    let down = scratch.runner().down(&steps).await;
    if let Some(fault) = refused(down, Fault::Down)? {
        return Ok(Some(fault));
    }
    let back = scratch.schema().await?;
    let changes = apart(&back, former);
    if !changes.is_empty() {
        return Ok(Some(Fault::NotFormer { changes }));
    }
    proof.lost = before.filled.lost(scratch).await?;
    if let Some(fault) = before.broken(scratch, &back, Direction::Down).await {
        return Ok(Some(fault));
    }
    if let Some(fault) = refused(scratch.runner().up(&UpTarget::Latest).await, Fault::UpAgain)? {
        return Ok(Some(fault));
    }
    if back == *former {
        // The same statements on the same schema reach a known result.
        let gives_back = subject.gives_back && scratch.runner().down(&steps).await.is_ok();
        scratch.restore(&back, gives_back).await;
        return Ok(None);
    }
    let again = scratch.schema().await?;
    let changes = apart(&again, &reached);
    Ok((!changes.is_empty()).then_some(Fault::NotTheSame { changes }))
}

/// Returns the difference from the declared schema, if there is one.
fn not_declared(subject: &ProofRequest, reached: &Catalog, former: &Catalog) -> Option<Fault> {
    let expected = subject.expected.as_ref()?;
    let mut changes = diff::differences(reached, expected);
    if let Some(declared) = &subject.former {
        let unsteady = diff::differing(declared, former);
        changes.retain(|change| unsteady.iter().all(|of| of.name != change.object()));
    }
    let differs = !changes.is_empty() && !diff::is_same(reached, expected, subject.known);
    differs.then_some(Fault::NotDeclared { changes })
}

/// Returns the differences between two schemas, ignoring the formatting of user-written SQL (bodies
/// of functions, queries of views).
fn apart(from: &Catalog, to: &Catalog) -> Vec<Change> {
    if from == to {
        return Vec::new();
    }
    diff::differences(&diff::unformatted(from), &diff::unformatted(to))
}

/// Turns an error that the migrations cause into a fault; other errors are returned as such.
fn refused<T>(ran: Result<T>, fault: impl FnOnce(Box<Error>) -> Fault) -> Result<Option<Fault>> {
    match ran {
        Ok(_) => Ok(None),
        Err(error @ (Error::Migration(_) | Error::Irreversible(_) | Error::Files(_))) => {
            Ok(Some(fault(Box::new(error))))
        }
        Err(error) => Err(error),
    }
}
