//! Turns a plan into jobs: selects and parses the scripts, so that whatever cannot run is refused
//! before anything runs.

use std::collections::BTreeMap;
use std::io::Read;

use super::job::{Job, JobSegment, Work};
use super::locate;
use super::parsed_script::{ParsedScript, ScriptParser};
use super::snapshot::Snapshot;
use crate::error::{Direction, Error, FileProblem, Result};
use crate::model::{Applied, Database, Inconsistency, InconsistencyKind, Version};
use crate::plan::{
    self, Down, DownTarget, Plan, RecordedState, Revert, SegmentKind, Surveys, UpTarget,
};
use crate::source::{Body, Migration, Script};
use crate::sql::{Control, Point, ScriptAnalysis};

/// A plan with everything needed to execute it.
pub(super) struct Prepared {
    pub(super) plan: Plan,
    pub(super) batches: Vec<JobSegment>,
    pub(super) remark: Option<String>,
}

/// Prepares what `up` has to do.
pub(super) fn upward(
    found: &Snapshot,
    reading: ScriptParser,
    target: &UpTarget,
) -> Result<Prepared> {
    let pending = plan::pending(&found.files.migrations, found.known(), target)?;
    let prepared = forward(found, reading, &pending.migrations)?;
    Ok(Prepared {
        remark: pending.remark,
        ..prepared
    })
}

/// Prepares applying these migrations.
fn forward(found: &Snapshot, reading: ScriptParser, migrations: &[&Migration]) -> Result<Prepared> {
    let mut jobs = Vec::new();
    for migration in migrations {
        jobs.push(job_up(found, reading, migration)?);
    }
    let batch = found.next_batch();
    prepared(
        plan::up(migrations, &surveys(reading.database, &jobs), batch),
        jobs,
    )
}

/// Prepares what `down` has to do.
pub(super) fn downward(
    found: &Snapshot,
    reading: ScriptParser,
    target: &DownTarget,
) -> Result<Prepared> {
    let reversible = found.reversible();
    let reverts = plan::selected(&found.files.migrations, known(&reversible), target)?;
    backward(found, reading, &reverts)
}

fn backward(found: &Snapshot, reading: ScriptParser, reverts: &[Revert<'_>]) -> Result<Prepared> {
    let mut jobs = Vec::new();
    for revert in reverts {
        if let Some(down) = revert.down {
            jobs.push(job_down(found, reading, revert, down)?);
        }
    }
    prepared(
        plan::down(reverts, &surveys(reading.database, &jobs))?,
        jobs,
    )
}

/// Prepares what `redo` has to do: first revert, then apply.
pub(super) fn again(
    found: &Snapshot,
    reading: ScriptParser,
    target: &DownTarget,
) -> Result<[Prepared; 2]> {
    let reversible = found.reversible();
    let reverts = plan::selected(&found.files.migrations, known(&reversible), target)?;
    let mut migrations = Vec::new();
    let mut gone = Vec::new();
    for revert in reverts.iter().rev() {
        match found.migration(revert.version) {
            Some(migration) => migrations.push(migration),
            None => gone.push(Inconsistency {
                kind: InconsistencyKind::Missing,
                version: revert.version.clone(),
                name: revert.name.to_owned(),
            }),
        }
    }
    if !gone.is_empty() {
        return Err(Error::Attention(gone));
    }
    let mut forward = forward(found, reading, &migrations)?;
    for job in forward.batches.iter_mut().flat_map(|batch| &mut batch.jobs) {
        job.unfinished = None;
    }
    Ok([backward(found, reading, &reverts)?, forward])
}

const fn known(reversible: &[Applied]) -> RecordedState<'_> {
    RecordedState {
        applied: reversible,
        orphans: &[],
    }
}

/// Returns what is known of the scripts of these jobs.
fn surveys(database: Database, jobs: &[Job]) -> Surveys {
    let mut scripts: BTreeMap<Version, ScriptAnalysis> = BTreeMap::new();
    for job in jobs {
        if let Work::Scripts(surveyed) = &job.work {
            let mut whole = ScriptAnalysis {
                has_own_transaction: surveyed.iter().all(|part| part.survey.has_own_transaction),
                ..ScriptAnalysis::default()
            };
            for part in surveyed {
                whole.statements += part.survey.statements;
                whole.rebuilds |= part.survey.rebuilds;
                whole.validates |= part.survey.validates;
            }
            scripts.insert(job.version.clone(), whole);
        }
    }
    Surveys { database, scripts }
}

/// Groups the jobs into the segments of the plan.
fn prepared(plan: Plan, jobs: Vec<Job>) -> Result<Prepared> {
    let mut problems = Vec::new();
    let mut batches = Vec::new();
    let mut jobs = jobs.into_iter();
    for segment in &plan.segments {
        let part: Vec<Job> = jobs.by_ref().take(segment.migrations.len()).collect();
        for job in &part {
            refuse_control(job, segment.kind, &mut problems);
        }
        batches.push(JobSegment {
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

fn job_up(found: &Snapshot, reading: ScriptParser, migration: &Migration) -> Result<Job> {
    let migration = &migration.loaded()?;
    let work = match &migration.body {
        Body::Sql(scripts) => {
            let scripts = [Some(&scripts.up), scripts.after.as_ref()];
            surveyed(reading, scripts.into_iter().flatten())?
        }
        Body::Code(code) => {
            let steps = code.steps(reading.database);
            let steps = steps.map(|steps| [Some(steps.up.clone()), steps.after.clone()]);
            Work::Code(steps.into_iter().flatten().flatten().collect())
        }
    };
    Ok(Job {
        version: migration.version.clone(),
        name: migration.name.clone(),
        direction: Direction::Up,
        work,
        checksum: found.files.checksum(migration)?,
        down: down_text(migration)?,
        run_in_transaction: migration.run_in_transaction,
        takes_back_a_part: false,
        unfinished: found.unfinished(&migration.version).cloned(),
    })
}

fn job_down(
    found: &Snapshot,
    reading: ScriptParser,
    revert: &Revert<'_>,
    down: Down<'_>,
) -> Result<Job> {
    let work = match down {
        Down::Script(script) => surveyed(reading, [&script.loaded()?])?,
        Down::Stored(text) => {
            let path = format!("{}/down.sql (as stored)", revert.name);
            surveyed(reading, [&Script::text(path, text.to_owned())])?
        }
        Down::Code(code) => {
            let steps = code.steps(reading.database);
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

fn surveyed<'s>(
    reading: ScriptParser,
    scripts: impl IntoIterator<Item = &'s Script>,
) -> Result<Work> {
    let scripts = scripts.into_iter().cloned();
    let surveyed: Result<Vec<ParsedScript>> = scripts
        .map(|script| ParsedScript::new(reading, script))
        .collect();
    Ok(Work::Scripts(surveyed?))
}

/// Returns the text of `down`, to be stored in the database.
pub(super) fn down_text(migration: &Migration) -> Result<Option<String>> {
    let Body::Sql(scripts) = &migration.body else {
        return Ok(None);
    };
    let Some(script) = scripts
        .down
        .as_ref()
        .filter(|_| migration.irreversible.is_none())
    else {
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

/// Refuses statements that would end the transaction around a job. A job without one may have its
/// own.
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
            "remove it; or give the migration a metadata.toml with `run_in_transaction = \
             false`, if it must commit in between",
        ),
        SegmentKind::Statements => (
            "this is not allowed in a migration that runs statement by statement",
            "remove it; put statements that must run together between BEGIN and COMMIT",
        ),
    };
    FileProblem {
        message: message.to_owned(),
        place: locate::point(script, point),
        advice: advice.to_owned(),
    }
}
