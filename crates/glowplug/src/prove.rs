//! Proves a migration in a scratch database that holds rows: up gives what was declared, down
//! gives back what was there, rows included, and up works again.

mod fault;
mod fill;
mod guess;
mod json;
mod pattern;

use std::collections::BTreeSet;

use serde::Serialize;

pub use fault::Fault;
pub use fill::Lost;

use crate::catalog::{Catalog, QualifiedName};
use crate::diff::{self, Known};
use crate::error::{Direction, Error, Result};
use crate::model::{Database, Version};
use crate::plan::{DownTarget, UpTarget};
use crate::scratch::Scratch;
use crate::source::Migrations;
use fill::Filled;

/// What is to be proved.
#[derive(Clone, Debug)]
pub struct Subject {
    /// All migrations of the scratch database, and those in question after them.
    pub migrations: Migrations,
    /// The versions in question: the last ones.
    pub versions: BTreeSet<Version>,
    /// The schema that they must lead to, where one is declared.
    pub expected: Option<Catalog>,
    /// How exactly that is known.
    pub known: Known,
    /// The schema before them, as it was when the other was declared: what is not the same when it
    /// is built again (a view that holds the time at which it was made) is no difference.
    pub former: Option<Catalog>,
    /// In which directions it may fail on rows, as its hazards say: it is tried on empty tables
    /// then, where it does.
    pub may_fail: Vec<Direction>,
    /// Whether the way back is known to leave nothing behind that a catalog does not hold, so that
    /// the scratch database can be used again.
    pub gives_back: bool,
}

impl Subject {
    /// The migrations before those in question.
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

/// What stands in tables while a migration is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filling {
    /// Rows, where some can be made up.
    Rows,
    /// Nothing.
    Nothing,
}

/// What came out.
#[derive(Debug, Serialize)]
pub struct Proof {
    /// The server it was tried on: `PostgreSQL 15.20`.
    pub server: String,
    /// The schema that people leave out of names.
    #[serde(skip)]
    pub default_schema: Option<String>,
    /// Everything that was not as it should be; empty when it is proved.
    pub faults: Vec<Fault>,
    /// How many rows were there while it was tried.
    pub rows: usize,
    /// In how many tables.
    pub tables: usize,
    /// Tables for which no rows could be made up, because of their constraints.
    pub unfilled: Vec<QualifiedName>,
    /// What the migrations took away and did not bring back.
    pub lost: Vec<Lost>,
    /// What kept it from being tried with rows.
    pub with_rows: Option<Fault>,
}

impl Proof {
    /// Whether up and down do what they should; rows that were lost are another matter.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// The faults in words.
    pub fn problems(&self) -> Vec<String> {
        let default = self.default_schema.as_deref();
        self.faults
            .iter()
            .map(|fault| fault.told(default))
            .collect()
    }

    /// The tables without rows, as people call them.
    pub fn without_rows(&self) -> Vec<String> {
        let default = self.default_schema.as_deref();
        let names = self.unfilled.iter().map(|name| name.told(default));
        names.map(|name| name.to_string()).collect()
    }
}

/// Tries migrations in a scratch database of those before them.
///
/// # Errors
/// A scratch database that cannot be made, or earlier migrations that fail. A migration in
/// question that fails is a fault of the proof.
pub async fn prove(scratch: &mut Scratch, subject: &Subject) -> Result<Proof> {
    let proof = with_rows_or_without(scratch, subject).await?;
    if proof.holds() || !scratch.is_reused() {
        return Ok(proof);
    }
    scratch.renew().await?;
    with_rows_or_without(scratch, subject).await
}

async fn with_rows_or_without(scratch: &mut Scratch, subject: &Subject) -> Result<Proof> {
    let mut proof = try_out(scratch, subject, Filling::Rows).await?;
    let failed = proof.faults.first().and_then(Fault::direction);
    if failed.is_some_and(|direction| subject.may_fail.contains(&direction)) {
        let with_rows = proof.faults.pop();
        proof = try_out(scratch, subject, Filling::Nothing).await?;
        proof.with_rows = with_rows;
    }
    Ok(proof)
}

async fn try_out(scratch: &mut Scratch, subject: &Subject, filling: Filling) -> Result<Proof> {
    let former = scratch.build().await?;
    let info = scratch.session().info().await;
    let server = info.map(|info| info.version).unwrap_or_default();
    if filling == Filling::Nothing {
        scratch.clear().await;
    }
    let expected = subject.expected.as_ref();
    let touched = match filling {
        Filling::Rows => expected.map(|expected| touched(&former, expected)),
        Filling::Nothing => Some(BTreeSet::new()),
    };
    let filled = Filled::fill(scratch, &former, touched.as_ref()).await?;
    let mut proof = Proof {
        server,
        default_schema: former.default_schema.clone(),
        faults: Vec::new(),
        rows: filled.rows(),
        tables: filled.tables(),
        unfilled: filled.unfilled.clone(),
        lost: Vec::new(),
        with_rows: None,
    };
    let fault = there_and_back(scratch, subject, &former, &filled, &mut proof).await?;
    proof.faults.extend(fault);
    Ok(proof)
}

/// Up, down and up again; ends at the first fault.
async fn there_and_back(
    scratch: &mut Scratch,
    subject: &Subject,
    former: &Catalog,
    filled: &Filled,
    proof: &mut Proof,
) -> Result<Option<Fault>> {
    let steps = DownTarget::Steps(subject.versions.len());
    let runner = scratch.runner_of(subject.migrations.clone());
    if let Some(fault) = refused(runner.up(&UpTarget::Latest).await, Fault::Up)? {
        return Ok(Some(fault));
    }
    let reached = scratch.schema().await?;
    if let Some(expected) = &subject.expected {
        let mut changes = diff::differences(&reached, expected);
        if let Some(declared) = &subject.former {
            let unsteady = diff::differing(declared, former);
            changes.retain(|change| unsteady.iter().all(|of| of.name != change.object()));
        }
        if !changes.is_empty() && !diff::is_same(&reached, expected, subject.known) {
            return Ok(Some(Fault::NotDeclared { changes }));
        }
    }
    let down = scratch.runner().down(&steps).await;
    if let Some(fault) = refused(down, Fault::Down)? {
        return Ok(Some(fault));
    }
    let back = scratch.schema().await?;
    let changes = diff::differences(&back, former);
    if !changes.is_empty() {
        return Ok(Some(Fault::NotFormer { changes }));
    }
    proof.lost = filled.lost(scratch).await?;
    if let Some(fault) = refused(scratch.runner().up(&UpTarget::Latest).await, Fault::UpAgain)? {
        return Ok(Some(fault));
    }
    if back == *former {
        // The same statements on the same schema: what they reach is known.
        let gives_back = subject.gives_back && scratch.runner().down(&steps).await.is_ok();
        scratch.restore(&back, gives_back).await;
        return Ok(None);
    }
    let again = scratch.schema().await?;
    let changes = diff::differences(&again, &reached);
    Ok((!changes.is_empty()).then_some(Fault::NotTheSame { changes }))
}

/// What the migrations are to blame for is a fault; the rest is an error.
fn refused<T>(ran: Result<T>, fault: impl FnOnce(Box<Error>) -> Fault) -> Result<Option<Fault>> {
    match ran {
        Ok(_) => Ok(None),
        Err(error @ (Error::Migration(_) | Error::Irreversible(_) | Error::Files(_))) => {
            Ok(Some(fault(Box::new(error))))
        }
        Err(error) => Err(error),
    }
}

/// The tables that a change is about: those that differ.
fn touched(former: &Catalog, expected: &Catalog) -> BTreeSet<QualifiedName> {
    let differs = |table: &&crate::catalog::Table| expected.table(&table.name) != Some(*table);
    let differing = former.tables.iter().filter(differs);
    differing.map(|table| table.name.clone()).collect()
}
