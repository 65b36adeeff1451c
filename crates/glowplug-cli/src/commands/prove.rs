use std::collections::BTreeSet;

use glowplug::diff::Known;
use glowplug::prove::{Lost, Proof, Subject, prove};
use glowplug::scratch::Scratch;
use glowplug::source::Migrations;
use glowplug::{Database, Version};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::output::{Answer, Paint, count};
use crate::scratch::Place;

/// Try a migration in a scratch database: up, down, and up again, with rows in its tables
///
/// Proved is a migration whose `down` gives back the schema from before, whose second `up` gives the
/// same schema as the first, and which leaves rows as they were on the way up and down. Nothing is
/// done to the project's database.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug prove                            the newest migration
  glowplug prove 2026-01-31-120000-0000     this one, after all that are older
  glowplug prove --all                      each of them

Exit codes:
  0  proved
  3  not proved, or rows are lost")]
pub(crate) struct Args {
    /// Which migration; without it the newest one
    #[arg(conflicts_with = "all")]
    version: Option<String>,

    /// Each migration, one after the other
    #[arg(long, short)]
    all: bool,

    #[command(flatten)]
    place: Place,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let mut target = context.target()?;
        let database = target.address.database();
        let mut place = self.place.choose(context, &mut target)?;
        // Nobody knows what a way back by hand leaves behind.
        place.keep = false;
        let migrations = Migrations::folder(context.migrations()?);
        let mut proved = Proved {
            migrations: Vec::new(),
        };
        for (name, subject) in self.subjects(&migrations, database)? {
            let earlier = subject.earlier(database)?;
            let proof = Scratch::with(&place, earlier, async |scratch| {
                prove(scratch, &subject).await
            });
            let proof = proof.await?;
            proved.migrations.push(Entry { name, proof });
        }
        context.answer(&proved)?;
        Ok(proved.ending())
    }

    /// What is to be proved, each with all that comes before it.
    fn subjects(
        &self,
        migrations: &Migrations,
        database: Database,
    ) -> Result<Vec<(String, Subject)>> {
        let loaded = migrations.load(database)?;
        let wanted = self.version.as_deref().map(Version::of_folder);
        let last = loaded.last().map(|migration| migration.version.clone());
        let mut subjects = Vec::new();
        let mut earlier = BTreeSet::new();
        for migration in &loaded {
            earlier.insert(migration.version.clone());
            let version = Some(&migration.version);
            if self.all || version == wanted.as_ref().or(last.as_ref()) {
                let subject = Subject {
                    migrations: migrations.clone().only(earlier.clone()),
                    versions: [migration.version.clone()].into(),
                    expected: None,
                    known: Known::Exactly,
                    former: None,
                    may_fail: Vec::new(),
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
                "there is no migration yet",
                "write one with `new`",
            )),
            (false, _) => Ok(subjects),
        }
    }
}

#[derive(Serialize)]
struct Proved {
    migrations: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    #[serde(flatten)]
    proof: Proof,
}

impl Proved {
    fn ending(&self) -> Ending {
        let sound = |entry: &Entry| entry.proof.holds() && entry.proof.lost.is_empty();
        if self.migrations.iter().all(sound) {
            Ending::Done
        } else {
            Ending::Found
        }
    }
}

impl Answer for Proved {
    fn text(&self, paint: Paint) -> String {
        let entries = self.migrations.iter().map(|entry| entry.text(paint));
        entries.collect::<Vec<_>>().join("\n")
    }
}

impl Entry {
    fn text(&self, paint: Paint) -> String {
        let mut lines = Vec::new();
        let verdict = if !self.proof.holds() {
            paint.red("not proved")
        } else if self.proof.lost.is_empty() {
            paint.green("proved")
        } else {
            paint.yellow("proved, and loses rows or values")
        };
        lines.push(format!("{}: {verdict}", self.name));
        let problems = self.proof.problems().into_iter().chain(losses(&self.proof));
        lines.extend(problems.map(|problem| format!("  {problem}")));
        let tried = format!(
            "  tried on {} with {} in {}",
            self.proof.server,
            count(self.proof.rows, "row"),
            count(self.proof.tables, "table")
        );
        lines.push(paint.dim(&tried));
        if !self.proof.unfilled.is_empty() {
            let names = self.proof.without_rows().join(", ");
            let text = format!("  no rows could be made up for {names}");
            lines.push(paint.dim(&text));
        }
        lines.join("\n")
    }
}

/// What a migration and its way back took away, in words.
pub(super) fn losses(proof: &Proof) -> Vec<String> {
    let default = proof.default_schema.as_deref();
    proof.lost.iter().map(|lost| words(lost, default)).collect()
}

fn words(lost: &Lost, default: Option<&str>) -> String {
    let table = lost.table.told(default);
    if lost.columns.is_empty() {
        let before = count(lost.before, "row");
        return format!("`{table}` had {before} and has {}", lost.after);
    }
    let columns = lost.columns.iter().map(|name| format!("`{name}`"));
    let columns: Vec<String> = columns.collect();
    format!("values in {} of `{table}` changed", columns.join(", "))
}
