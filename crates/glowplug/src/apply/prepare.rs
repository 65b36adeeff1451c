//! From a plan to jobs: scripts chosen and read through, so that what cannot run is refused
//! before anything runs.

use std::collections::BTreeMap;
use std::io::Read;

use super::found::Found;
use super::job::{Batch, Job, Surveyed, Work};
use super::place;
use crate::error::{Direction, Error, FileProblem, Result};
use crate::model::{Applied, Attention, AttentionKind, Database, Version};
use crate::plan::{self, Down, DownTarget, Known, Plan, Revert, SegmentKind, Surveys, UpTarget};
use crate::source::{Body, Migration, Script};
use crate::sql::{Control, Point, Survey};

/// A plan with all that it takes to follow it.
pub(super) struct Prepared {
    pub(super) plan: Plan,
    pub(super) batches: Vec<Batch>,
    pub(super) remark: Option<String>,
}

/// What `up` has to do.
pub(super) fn upward(found: &Found, database: Database, target: &UpTarget) -> Result<Prepared> {
    let pending = plan::pending(&found.files.migrations, found.known(), target)?;
    let prepared = forward(found, database, &pending.migrations)?;
    Ok(Prepared {
        remark: pending.remark,
        ..prepared
    })
}

/// What applies these migrations.
fn forward(found: &Found, database: Database, migrations: &[&Migration]) -> Result<Prepared> {
    let mut jobs = Vec::new();
    for migration in migrations {
        jobs.push(job_up(found, database, migration)?);
    }
    let batch = found.next_batch();
    prepared(plan::up(migrations, &surveys(database, &jobs), batch), jobs)
}

/// What `down` has to do.
pub(super) fn downward(found: &Found, database: Database, target: &DownTarget) -> Result<Prepared> {
    let reversible = found.reversible();
    let reverts = plan::selected(&found.files.migrations, known(&reversible), target)?;
    backward(found, database, &reverts)
}

fn backward(found: &Found, database: Database, reverts: &[Revert<'_>]) -> Result<Prepared> {
    let mut jobs = Vec::new();
    for revert in reverts {
        if let Some(down) = revert.down {
            jobs.push(job_down(found, database, revert, down)?);
        }
    }
    prepared(plan::down(reverts, &surveys(database, &jobs))?, jobs)
}

/// What `redo` has to do: first the way back, then forward again.
pub(super) fn again(
    found: &Found,
    database: Database,
    target: &DownTarget,
) -> Result<[Prepared; 2]> {
    let reversible = found.reversible();
    let reverts = plan::selected(&found.files.migrations, known(&reversible), target)?;
    let mut migrations = Vec::new();
    let mut gone = Vec::new();
    for revert in reverts.iter().rev() {
        match found.migration(revert.version) {
            Some(migration) => migrations.push(migration),
            None => gone.push(Attention {
                kind: AttentionKind::Missing,
                version: revert.version.clone(),
                name: revert.name.to_owned(),
            }),
        }
    }
    if !gone.is_empty() {
        return Err(Error::Attention(gone));
    }
    let mut forward = forward(found, database, &migrations)?;
    for job in forward.batches.iter_mut().flat_map(|batch| &mut batch.jobs) {
        job.unfinished = None;
    }
    Ok([backward(found, database, &reverts)?, forward])
}

const fn known(reversible: &[Applied]) -> Known<'_> {
    Known {
        applied: reversible,
        orphans: &[],
    }
}

/// What the scripts of jobs hold.
fn surveys(database: Database, jobs: &[Job]) -> Surveys {
    let mut scripts: BTreeMap<Version, Survey> = BTreeMap::new();
    for job in jobs {
        if let Work::Scripts(surveyed) = &job.work {
            let mut whole = Survey {
                wrapped: surveyed.iter().all(|part| part.survey.wrapped),
                ..Survey::default()
            };
            for part in surveyed {
                whole.statements += part.survey.statements;
                whole.rebuilds |= part.survey.rebuilds;
            }
            scripts.insert(job.version.clone(), whole);
        }
    }
    Surveys { database, scripts }
}

/// Parts the jobs as the plan says.
fn prepared(plan: Plan, jobs: Vec<Job>) -> Result<Prepared> {
    let mut problems = Vec::new();
    let mut batches = Vec::new();
    let mut jobs = jobs.into_iter();
    for segment in &plan.segments {
        let part: Vec<Job> = jobs.by_ref().take(segment.migrations.len()).collect();
        for job in &part {
            refuse_control(job, segment.kind, &mut problems);
        }
        batches.push(Batch {
            kind: segment.kind,
            jobs: part,
        });
    }
    if !problems.is_empty() {
        return Err(Error::Files(problems));
    }
    Ok(Prepared {
        plan,
        batches,
        remark: None,
    })
}

fn job_up(found: &Found, database: Database, migration: &Migration) -> Result<Job> {
    let migration = &migration.loaded()?;
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
        version: migration.version.clone(),
        name: migration.name.clone(),
        direction: Direction::Up,
        work,
        checksum: migration.checksum()?,
        down: down_text(migration)?,
        run_in_transaction: migration.run_in_transaction,
        takes_back_a_part: false,
        unfinished: found.unfinished(&migration.version).cloned(),
    })
}

fn job_down(found: &Found, database: Database, revert: &Revert<'_>, down: Down<'_>) -> Result<Job> {
    let work = match down {
        Down::Script(script) => surveyed(database, [&script.loaded()?])?,
        Down::Stored(text) => {
            let path = format!("{}/down.sql (as stored)", revert.name);
            surveyed(database, [&Script::text(path, text.to_owned())])?
        }
        Down::Code(code) => {
            let steps = code.steps(database);
            Work::Code(
                steps
                    .and_then(|steps| steps.down.clone())
                    .into_iter()
                    .collect(),
            )
        }
    };
    Ok(Job {
        version: revert.version.clone(),
        name: revert.name.to_owned(),
        direction: Direction::Down,
        work,
        checksum: None,
        down: None,
        run_in_transaction: revert.run_in_transaction,
        takes_back_a_part: !found.is_applied(revert.version),
        unfinished: found.unfinished(revert.version).cloned(),
    })
}

fn surveyed<'s>(database: Database, scripts: impl IntoIterator<Item = &'s Script>) -> Result<Work> {
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
