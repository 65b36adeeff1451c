//! From a plan to jobs: scripts chosen and read through, so that what cannot run is refused
//! before anything runs.

use std::io::Read;

use super::found::Found;
use super::job::{Batch, Job, Surveyed, Work};
use super::place;
use crate::error::{Direction, Error, FileProblem, Result};
use crate::model::{Database, Record, Version};
use crate::plan::{Plan, SegmentKind};
use crate::source::{Body, Migration, Script, Step};
use crate::sql::{Control, Point};

/// The jobs of a plan.
pub(super) fn batches(found: &Found, plan: &Plan) -> Result<Vec<Batch>> {
    let mut batches = Vec::new();
    let mut problems = Vec::new();
    for segment in &plan.segments {
        let mut jobs = Vec::new();
        for planned in &segment.migrations {
            let job = match plan.direction {
                Direction::Up => job_up(found, plan.database, &planned.version)?,
                Direction::Down => job_down(found, plan.database, &planned.version)?,
            };
            refuse_control(&job, segment.kind, &mut problems);
            jobs.push(job);
        }
        batches.push(Batch {
            kind: segment.kind,
            jobs,
        });
    }
    if problems.is_empty() {
        Ok(batches)
    } else {
        Err(Error::Files(problems))
    }
}

fn job_up(found: &Found, database: Database, version: &Version) -> Result<Job> {
    let migration = found.migration(version).ok_or_else(|| unknown(version))?;
    let work = match &migration.body {
        Body::Sql(scripts) => {
            let scripts = [Some(&scripts.up), scripts.after.as_ref()];
            surveyed(database, scripts.into_iter().flatten())?
        }
        Body::Code(code) => {
            let steps = code.steps(database);
            let steps = steps.map(|steps| [Some(steps.up.clone()), steps.after.clone()]);
            Work::Code(steps.into_iter().flatten().flatten().collect())
        }
    };
    Ok(Job {
        version: version.clone(),
        name: migration.name.clone(),
        direction: Direction::Up,
        work,
        checksum: migration.checksum()?,
        down: down_text(migration)?,
        run_in_transaction: migration.run_in_transaction,
        takes_back_a_part: false,
        unfinished: found.unfinished(version).cloned(),
    })
}

fn job_down(found: &Found, database: Database, version: &Version) -> Result<Job> {
    let migration = found.migration(version);
    let record = record(found, version);
    let name = migration.map(|migration| &migration.name);
    let name = name.or(record.map(|record| &record.name));
    let name = name.map_or_else(|| version.to_string(), String::clone);
    let work = match migration.map(|migration| &migration.body) {
        Some(Body::Code(code)) => Work::Code(reverse(code.steps(database))),
        Some(Body::Sql(scripts)) if scripts.down.is_some() => {
            surveyed(database, scripts.down.iter())?
        }
        Some(Body::Sql(_)) | None => {
            let stored = record.and_then(|record| record.down.clone());
            let stored = stored.ok_or_else(|| Error::Irreversible(vec![name.clone()]))?;
            let script = Script::text(format!("{name}/down.sql (as stored)"), stored);
            surveyed(database, [&script])?
        }
    };
    Ok(Job {
        version: version.clone(),
        direction: Direction::Down,
        work,
        checksum: None,
        down: None,
        run_in_transaction: migration.is_none_or(|migration| migration.run_in_transaction),
        takes_back_a_part: !found.is_applied(version),
        unfinished: found.unfinished(version).cloned(),
        name,
    })
}

fn reverse(steps: Option<&crate::source::CodeSteps>) -> Vec<Step> {
    let down = steps.and_then(|steps| steps.down.clone());
    down.into_iter().collect()
}

fn record<'f>(found: &'f Found, version: &Version) -> Option<&'f Record> {
    let applied = found.ledger.applied.iter();
    let mut records = applied
        .filter_map(|applied| applied.record.as_ref())
        .chain(&found.ledger.orphans);
    records.find(|record| record.version == *version)
}

fn surveyed<'s>(
    database: Database,
    scripts: impl IntoIterator<Item = &'s Script>,
) -> Result<Work> {
    let scripts = scripts.into_iter().cloned();
    let surveyed: Result<Vec<Surveyed>> = scripts
        .map(|script| Surveyed::new(database, script))
        .collect();
    Ok(Work::Scripts(surveyed?))
}

/// The text of `down`, to be kept in the database.
pub(super) fn down_text(migration: &Migration) -> Result<Option<String>> {
    let Body::Sql(scripts) = &migration.body else {
        return Ok(None);
    };
    let Some(script) = &scripts.down else {
        return Ok(None);
    };
    let mut text = String::new();
    let read = script.open()?.read_to_string(&mut text);
    read.map_err(|source| Error::Io {
        action: "read",
        path: script.path().to_owned(),
        source,
    })?;
    Ok(Some(text))
}

/// Refuses what would end the transaction around a job. A job without one may have its own.
fn refuse_control(job: &Job, kind: SegmentKind, problems: &mut Vec<FileProblem>) {
    let Work::Scripts(scripts) = &job.work else {
        return;
    };
    for surveyed in scripts {
        for (control, point) in &surveyed.survey.controls {
            let own = kind == SegmentKind::Statements
                && matches!(control, Control::Begin | Control::Commit);
            if !own {
                problems.push(refusal(&surveyed.script, *point, kind));
            }
        }
    }
}

fn refusal(script: &Script, point: Point, kind: SegmentKind) -> FileProblem {
    let (message, advice) = match kind {
        SegmentKind::Transaction | SegmentKind::Rebuild => (
            "this would end the transaction that the migration runs in",
            "leave it out; or give the migration a metadata.toml with `run_in_transaction = \
             false`, if it must commit in between",
        ),
        SegmentKind::Statements => (
            "this cannot be done between statements that are recorded one by one",
            "leave it out; a part that must stand as a whole goes between BEGIN and COMMIT",
        ),
    };
    FileProblem {
        message: message.to_owned(),
        place: place::point(script, point),
        advice: advice.to_owned(),
    }
}

fn unknown(version: &Version) -> Error {
    Error::UnknownVersion {
        version: version.to_string(),
        similar: None,
    }
}
