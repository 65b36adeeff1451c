//! Pipelining: small migrations are sent one after the other, without waiting for the answers in
//! between. A round trip for each of a thousand tables takes longer than creating some of the
//! tables.
//!
//! The session is reset after each of them, so that the next one sees no session state of it. Each
//! script is a message of its own and gets an answer of its own, so events and durations are the
//! same as if they were sent one by one.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::execution::{CompletedJob, Execution, JobError, without_position};
use super::job::{Job, Work};
use super::parsed_script::ParsedScript;
use super::script::{CHUNK, Chunk};
use super::{MigrationResult, RunEvent};
use crate::session::{Limits, Request};
use crate::sql::Facts;

/// The maximum number of migrations that are sent together.
const MAX_PIPELINED: usize = 256;

/// A migration whose scripts are small enough to be pipelined.
pub(super) struct PipelinedJob<'j> {
    job: &'j Job,
    /// The statements of its scripts; scripts without statements are left out.
    chunks: Vec<(&'j ParsedScript, Chunk)>,
}

/// How many of the answers have arrived.
struct PipelineProgress<'c, 'j> {
    group: &'c [PipelinedJob<'j>],
    listener: &'c mut (dyn FnMut(RunEvent<'_>) + Send),
    /// The number of the first migration within the run, and how many migrations the run has.
    number: usize,
    of: usize,
    /// The index of the migration whose answer is awaited, and of its script.
    turn: usize,
    script: usize,
    since: Instant,
    /// When each finished migration was done, and how long it took.
    done: Vec<(DateTime<Utc>, Duration)>,
}

impl PipelinedJob<'_> {
    fn length(&self) -> usize {
        self.chunks.iter().map(|(_, chunk)| chunk.text.len()).sum()
    }
}

impl Execution<'_> {
    /// Runs the first of these jobs in the open transaction, with as many of the following as can
    /// be sent together with it. Returns the jobs that ran, or the index of the one that failed.
    /// `marked` says that the transaction has a savepoint, because a job may use an enum value that
    /// must be committed first.
    pub(super) async fn run_next<'j>(
        &mut self,
        jobs: &'j [Job],
        number: usize,
        marked: bool,
    ) -> Result<Vec<(CompletedJob<'j>, MigrationResult)>, (usize, JobError)> {
        let group = self.ahead(jobs, marked);
        if !group.is_empty() {
            return self.run_pipelined(&group, number).await;
        }
        let ran = self.run_in_transaction(&jobs[0], number).await;
        ran.map(|ran| vec![ran]).map_err(|stop| (0, stop))
    }

    /// Returns the leading jobs that can be sent together: no savepoint is needed between two of
    /// them, and none that changes rows would be run a second time because of a later one.
    fn ahead<'j>(&self, jobs: &'j [Job], marked: bool) -> Vec<PipelinedJob<'j>> {
        let mut group = Vec::new();
        // Not every pooler accepts a message before it has answered the previous one.
        if self.pooled || !self.session.reports_failing_statement() {
            return group;
        }
        let mut left = CHUNK;
        for job in jobs.iter().take(MAX_PIPELINED) {
            let Some(ahead) = self.read_pipelined(job, left) else {
                break;
            };
            left -= ahead.length();
            let facts = ahead.chunks.iter().map(|(_, chunk)| chunk.facts);
            let facts = facts.fold(Facts::NONE, Facts::and);
            group.push(ahead);
            if facts.adds_enum_value || marked && !facts.is_ddl {
                break;
            }
        }
        group
    }

    /// Returns the scripts of a job if they are in memory and have at most `most` bytes.
    fn read_pipelined<'j>(&self, job: &'j Job, most: usize) -> Option<PipelinedJob<'j>> {
        let Work::Scripts(scripts) = &job.work else {
            return None;
        };
        let mut ahead = PipelinedJob {
            job,
            chunks: Vec::new(),
        };
        for surveyed in scripts {
            let mut chunk = Chunk::default();
            for statement in surveyed.kept()? {
                chunk.add(statement);
            }
            if !chunk.text.is_empty() {
                ahead.chunks.push((surveyed, chunk));
            }
        }
        (ahead.length() <= most && !self.may_split(job)).then_some(ahead)
    }

    async fn run_pipelined<'j>(
        &mut self,
        group: &[PipelinedJob<'j>],
        number: usize,
    ) -> Result<Vec<(CompletedJob<'j>, MigrationResult)>, (usize, JobError)> {
        let last = group.len() - 1;
        let before = self.transaction().await.map_err(|stop| (0, stop))?;
        let (requests, origins) = requests(group, self.limits);
        let mut course = PipelineProgress::begin(group, &mut *self.listener, number, self.total);
        let mut answered = || course.answered();
        let sent = self.session.run_all(&requests, &mut answered).await;
        sent.map_err(|(request, error)| match origins[request] {
            (index, Some((surveyed, chunk))) => (index, chunk.stop(surveyed, error)),
            (index, None) => (index, without_position(error)),
        })?;
        let done = course.done;
        self.still_in(&before).await.map_err(|stop| (last, stop))?;
        let ran = group.iter().zip(done).map(|(ahead, (at, duration))| {
            let to_record = self.to_record(ahead.job, at, duration);
            (to_record, ahead.job.done(duration))
        });
        Ok(ran.collect())
    }
}

/// The index of the job that a request belongs to, and its script; no script for the reset after a
/// job.
type Origin<'g> = (usize, Option<(&'g ParsedScript, &'g Chunk)>);

/// Returns the requests to the session: for each job its scripts, then a reset.
fn requests<'g>(
    group: &'g [PipelinedJob<'_>],
    limits: &'g Limits,
) -> (Vec<Request<'g>>, Vec<Origin<'g>>) {
    let of_one = |(index, ahead): (usize, &'g PipelinedJob<'_>)| {
        let scripts = ahead.chunks.iter().map(move |(surveyed, chunk)| {
            let origin = (index, Some((*surveyed, chunk)));
            (Request::Run(chunk.message()), origin)
        });
        scripts.chain([(Request::Reset(limits), (index, None))])
    };
    group.iter().enumerate().flat_map(of_one).unzip()
}

impl<'c, 'j> PipelineProgress<'c, 'j> {
    fn begin(
        group: &'c [PipelinedJob<'j>],
        listener: &'c mut (dyn FnMut(RunEvent<'_>) + Send),
        number: usize,
        of: usize,
    ) -> Self {
        let mut course = Self {
            group,
            listener,
            number,
            of,
            turn: 0,
            script: 0,
            since: Instant::now(),
            done: Vec::with_capacity(group.len()),
        };
        course.start();
        course
    }

    /// Reports that the current migration starts.
    fn start(&mut self) {
        let ahead = &self.group[self.turn];
        (self.listener)(ahead.job.start(self.number + self.turn, self.of));
        self.since = Instant::now();
        self.script = 0;
        self.tell();
    }

    /// Reports the statements of the current script.
    fn tell(&mut self) {
        let Some((surveyed, chunk)) = self.group[self.turn].chunks.get(self.script) else {
            return;
        };
        for (number, sql) in chunk.statements() {
            (self.listener)(RunEvent::StatementStarted {
                number,
                of: surveyed.survey.statements,
                sql,
            });
        }
    }

    /// Handles the answer to a script, or to the reset after the last one.
    fn answered(&mut self) {
        self.script += 1;
        if self.script > self.group[self.turn].chunks.len() {
            self.end();
        } else {
            self.tell();
        }
    }

    /// Reports that the current migration is done, and starts the next one.
    fn end(&mut self) {
        let duration = self.since.elapsed();
        (self.listener)(self.group[self.turn].job.end(duration));
        self.done.push((Utc::now(), duration));
        self.turn += 1;
        if self.turn < self.group.len() {
            self.start();
        }
    }
}
