//! Small migrations that are sent one behind the other, without waiting for the answers in between:
//! a round trip for each of a thousand tables takes longer than some of the tables.
//!
//! Only the last of those that are sent together may do more than change the schema: nothing of
//! the others stays in the session that the next one would have to be kept from. Each script is a
//! message of its own, so that each is answered by itself: what is told, and how long it took, is as
//! if they were sent one by one.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::execution::{Execution, Finished, Stop};
use super::job::{Job, Surveyed, Work};
use super::script::{CHUNK, Chunk, frames};
use super::{Done, Notice};
use crate::sql;

/// How many migrations are sent ahead at most.
const MOST: usize = 256;

/// A migration whose scripts are small enough.
pub(super) struct Ahead<'j> {
    job: &'j Job,
    /// The statements of its scripts; none of them is empty.
    chunks: Vec<(&'j Surveyed, Chunk)>,
}

/// How far the answers are.
struct Course<'c, 'j> {
    group: &'c [Ahead<'j>],
    listener: &'c mut (dyn FnMut(Notice<'_>) + Send),
    /// The number of the first in the run, and how many the run has.
    number: usize,
    of: usize,
    /// Whose turn it is, and which of its scripts.
    turn: usize,
    script: usize,
    since: Instant,
    /// When each was done, and how long it took.
    done: Vec<(DateTime<Utc>, Duration)>,
}

impl Ahead<'_> {
    fn length(&self) -> usize {
        self.chunks.iter().map(|(_, chunk)| chunk.text.len()).sum()
    }
}

impl Execution<'_> {
    /// Runs the next of these jobs in the open transaction, and those that can be sent with it.
    /// Gives what was run, or which one failed.
    pub(super) async fn run_next<'j>(
        &mut self,
        jobs: &'j [Job],
        number: usize,
    ) -> Result<Vec<(Finished<'j>, Done)>, (usize, Stop)> {
        let group = self.ahead(jobs);
        if group.len() > 1 {
            return self.run_ahead(&group, number).await;
        }
        let ran = self.run_in_transaction(&jobs[0], number).await;
        ran.map(|ran| vec![ran]).map_err(|stop| (0, stop))
    }

    /// Those at the beginning that can be sent together.
    fn ahead<'j>(&self, jobs: &'j [Job]) -> Vec<Ahead<'j>> {
        let mut group = Vec::new();
        // Not every pooler takes a message before it has answered the one before.
        if self.pooled || !self.session.tells_which_failed() {
            return group;
        }
        let mut left = CHUNK;
        for job in jobs.iter().take(MOST) {
            let Some(ahead) = self.read_ahead(job, left) else {
                break;
            };
            left -= ahead.length();
            let mut texts = ahead.chunks.iter().map(|(_, chunk)| &chunk.text);
            let goes_on = texts.all(|text| self.session.changes_only_schema(text));
            group.push(ahead);
            if !goes_on {
                break;
            }
        }
        group
    }

    /// The scripts of a job, if they have at most so many bytes. What cannot be read is told of when
    /// it is the job's turn.
    fn read_ahead<'j>(&self, job: &'j Job, most: usize) -> Option<Ahead<'j>> {
        let Work::Scripts(scripts) = &job.work else {
            return None;
        };
        let mut ahead = Ahead {
            job,
            chunks: Vec::new(),
        };
        let mut left = most;
        for surveyed in scripts {
            let mut chunk = Chunk::default();
            let reader = surveyed.script.open().ok()?;
            for statement in sql::statements(self.database(), reader) {
                let statement = statement.ok()?;
                if !frames(surveyed, &statement) {
                    chunk.add(&statement);
                }
                if chunk.text.len() > left {
                    return None;
                }
            }
            left -= chunk.text.len();
            if !chunk.text.is_empty() {
                ahead.chunks.push((surveyed, chunk));
            }
        }
        Some(ahead)
    }

    async fn run_ahead<'j>(
        &mut self,
        group: &[Ahead<'j>],
        number: usize,
    ) -> Result<Vec<(Finished<'j>, Done)>, (usize, Stop)> {
        let last = group.len() - 1;
        let before = self.transaction().await.map_err(|stop| (0, stop))?;
        let messages: Vec<(usize, &(&Surveyed, Chunk))> = (0..)
            .zip(group)
            .flat_map(|(index, ahead)| ahead.chunks.iter().map(move |part| (index, part)))
            .collect();
        let texts: Vec<&str> = messages.iter().map(|(_, part)| &*part.1.text).collect();
        let mut course = Course::begin(group, &mut *self.listener, number, self.total);
        let mut answered = || course.answered();
        let sent = self.session.run_all(&texts, &mut answered).await;
        sent.map_err(|(message, error)| {
            let (index, (surveyed, chunk)) = messages[message];
            (index, chunk.stop(surveyed, error))
        })?;
        let (since, mut done) = (course.since, course.done);
        let at_the_end = |stop| (last, stop);
        self.still_in(&before).await.map_err(at_the_end)?;
        self.refresh().await.map_err(at_the_end)?;
        let duration = since.elapsed();
        self.notice(group[last].job.end(duration));
        done.push((Utc::now(), duration));
        let ran = group.iter().zip(done).map(|(ahead, (at, duration))| {
            let to_record = self.to_record(ahead.job, at, duration);
            (to_record, ahead.job.done(duration))
        });
        Ok(ran.collect())
    }
}

impl<'c, 'j> Course<'c, 'j> {
    fn begin(
        group: &'c [Ahead<'j>],
        listener: &'c mut (dyn FnMut(Notice<'_>) + Send),
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

    /// Tells of the one whose turn it is, and goes on to the next where there is nothing to run.
    fn start(&mut self) {
        let ahead = &self.group[self.turn];
        (self.listener)(ahead.job.start(self.number + self.turn, self.of));
        self.since = Instant::now();
        self.script = 0;
        if ahead.chunks.is_empty() {
            self.end();
        } else {
            self.tell();
        }
    }

    /// Tells of the statements of the script whose turn it is.
    fn tell(&mut self) {
        let (surveyed, chunk) = &self.group[self.turn].chunks[self.script];
        for (number, sql) in chunk.statements() {
            (self.listener)(Notice::StatementStarted {
                number,
                of: surveyed.survey.statements,
                sql,
            });
        }
    }

    /// A script was answered.
    fn answered(&mut self) {
        self.script += 1;
        if self.script == self.group[self.turn].chunks.len() {
            self.end();
        } else {
            self.tell();
        }
    }

    /// One is done. The last one is only once the session was looked at.
    fn end(&mut self) {
        if self.turn + 1 == self.group.len() {
            return;
        }
        let duration = self.since.elapsed();
        (self.listener)(self.group[self.turn].job.end(duration));
        self.done.push((Utc::now(), duration));
        self.turn += 1;
        self.start();
    }
}
