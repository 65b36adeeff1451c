//! `prove`: tests migrations in a scratch database.

use std::collections::BTreeSet;

use glowplug::source::Migrations;
use glowplug::{Database, Version};
use glowplug_schema::diff::Fidelity;
use glowplug_schema::prove::{Proof, ProofRequest, Verdict, prove};
use glowplug_schema::scratch::{self, Scratch};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::options::Hazard;
use crate::output::Paint;
use crate::report::{losses, painted};
use crate::scratch::ScratchOptions;
use crate::text::count;

/// Test a migration in a scratch database: up, down and up again, with rows in its tables
///
/// A migration is proved if its `down` restores the previous schema, a second `up` gives the same
/// schema as the first, and all rows survive both. If a statement fails on generated rows, but not on
/// empty tables, it is proved on empty tables only. `generate` has the same verdicts. The project's
/// database is not changed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug prove                            the newest migration
  glowplug prove 2026-01-31-120000-0000     this one, after all older ones
  glowplug prove --all                      every migration

Exit codes:
  0  proved, or proved on empty tables only
  3  not proved, or data is lost")]
pub(crate) struct Args {
    /// The version of the migration; by default the newest
    #[arg(conflicts_with = "all")]
    version: Option<String>,

    /// Prove every migration, one after the other
    #[arg(long, short)]
    all: bool,

    /// Do not exit with 3 for this hazard
    #[arg(long, value_name = "HAZARD", value_delimiter = ',')]
    allow: Vec<Hazard>,

    #[command(flatten)]
    scratch: ScratchOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut target = context.target()?;
        let database = target.address.database();
        let mut place = self.scratch.place(context, &mut target)?;
        // A handwritten `down` may leave something behind.
        place.keep = false;
        let migrations = Migrations::folder(context.migrations()?);
        let mut proved = Proved {
            migrations: Vec::new(),
        };
        for (name, subject) in self.subjects(&migrations, database)? {
            let proof = match tried(&place, &subject, database).await {
                Ok(proof) => proof,
                Err(error) if self.all && is_of_migrations(&error) => Proof::untried(error),
                Err(error) => return Err(proved.stopped(error.into())),
            };
            let entry = Entry {
                name,
                proof,
                is_confined: place.confinement.is_some(),
            };
            // Each result is printed immediately: a later one may take long, or fail.
            if !context.output.json {
                context.output.line(&entry.text(context.output.paint))?;
            }
            proved.migrations.push(entry);
        }
        if context.output.json {
            context.output.json(&proved)?;
        }
        Ok(self.outcome(&proved))
    }

    fn outcome(&self, proved: &Proved) -> Outcome {
        let loses = self.allow.contains(&Hazard::DataLoss);
        let is_sound = |entry: &Entry| match entry.proof.verdict() {
            Verdict::Proved | Verdict::ProvedOnEmptyTables => true,
            Verdict::ProvedWithLosses => loses,
            Verdict::NotProved => false,
        };
        match proved.migrations.iter().all(is_sound) {
            true => Outcome::Done,
            false => Outcome::Found,
        }
    }

    /// Returns the migrations to prove, each with all earlier ones.
    fn subjects(
        &self,
        migrations: &Migrations,
        database: Database,
    ) -> Result<Vec<(String, ProofRequest)>> {
        let loaded = migrations.load(database)?;
        let wanted = self.version.as_deref().map(Version::of_folder);
        let last = loaded.last().map(|migration| migration.version.clone());
        let mut subjects = Vec::new();
        let mut earlier = BTreeSet::new();
        for migration in &loaded {
            earlier.insert(migration.version.clone());
            let version = Some(&migration.version);
            if self.all || version == wanted.as_ref().or(last.as_ref()) {
                let subject = ProofRequest {
                    migrations: migrations.clone().only(earlier.clone()),
                    versions: [migration.version.clone()].into(),
                    expected: None,
                    known: Fidelity::Exact,
                    former: None,
                    gives_back: false,
                };
                subjects.push((migration.name.clone(), subject));
            }
        }
        match (subjects.is_empty(), wanted) {
            (true, Some(version)) => Err(Error::usage(
                format!("there is no migration `{version}`"),
                "`status` lists them",
            )),
            (true, None) => Err(Error::usage(
                "there are no migrations yet",
                "create one with `new`",
            )),
            (false, _) => Ok(subjects),
        }
    }
}

async fn tried(
    place: &scratch::ScratchConfig,
    subject: &ProofRequest,
    database: Database,
) -> glowplug::Result<Proof> {
    let earlier = subject.earlier(database)?;
    Scratch::with(place, earlier, async |scratch| {
        prove(scratch, subject).await
    })
    .await
}

/// Returns true if the migrations caused an error, rather than the server or the connection.
const fn is_of_migrations(error: &glowplug::Error) -> bool {
    matches!(
        error,
        glowplug::Error::Scratch(_)
            | glowplug::Error::Confined(_)
            | glowplug::Error::Files(_)
            | glowplug::Error::Migration(_)
    )
}

#[derive(Serialize)]
struct Proved {
    migrations: Vec<Entry>,
}

impl Proved {
    /// Returns the error that ended the run, with the results so far.
    fn stopped(&self, source: Error) -> Error {
        match serde_json::to_value(&self.migrations) {
            Ok(known) if !self.migrations.is_empty() => Error::Stopped {
                known,
                source: Box::new(source),
            },
            _ => source,
        }
    }
}

#[derive(Serialize)]
struct Entry {
    name: String,
    #[serde(flatten)]
    proof: Proof,
    #[serde(skip)]
    is_confined: bool,
}

impl Entry {
    fn text(&self, paint: Paint) -> String {
        let verdict = self.proof.verdict();
        let back = match self.proof.irreversible.is_empty() {
            true => "",
            false => "; it cannot be reverted",
        };
        let told = format!("{}{back}", verdict.display_name());
        let mut lines = vec![format!("{}: {}", self.name, painted(verdict, &told, paint))];
        let reasons = self.proof.irreversible.iter();
        let reasons = reasons.filter_map(|one| one.why.as_ref());
        lines.extend(reasons.map(|why| format!("  {why}")));
        let default = self.proof.default_schema.as_deref();
        let problems = self.proof.problems().into_iter().chain(losses(&self.proof));
        let with_rows = self.proof.with_rows.iter();
        let with_rows =
            with_rows.map(|fault| format!("with rows, {}", fault.display_name(default)));
        lines.extend(
            problems
                .chain(with_rows)
                .map(|problem| format!("  {problem}")),
        );
        if self.is_confined && verdict == Verdict::NotProved {
            let text = "  the scratch database is confined: its role may do nothing outside of it";
            lines.push(paint.dim(text));
        }
        if !self.proof.server.is_empty() {
            lines.push(paint.dim(&self.tried()));
        }
        if !self.proof.unfilled.is_empty() {
            let names = self.proof.without_rows().join(", ");
            let text = format!("  no rows could be generated for {names}");
            lines.push(paint.dim(&text));
        }
        lines.join("\n")
    }

    fn tried(&self) -> String {
        format!(
            "  tried on {} with {} in {}",
            self.proof.server,
            count(self.proof.rows, "row"),
            count(self.proof.tables, "table")
        )
    }
}
