//! Splits large transactions, for databases that are thrown away when something fails. A server has
//! a limited number of locks in total, and a transaction holds one or more for each object that it
//! creates.

use super::execution::{Execution, JobError, without_position};
use super::job::{Job, JobSegment, Work};
use super::parsed_script::ParsedScript;
use crate::plan::SegmentKind;
use crate::session::TransactionKind;

/// The maximum number of statements in a transaction.
pub(super) const MAX_STATEMENTS: usize = 64;

/// Splits segments into smaller ones. A job is not split here.
pub(super) fn split(batches: Vec<JobSegment>) -> Vec<JobSegment> {
    let mut parted: Vec<JobSegment> = Vec::new();
    for batch in batches {
        // How many more statements fit into the last segment.
        let mut room = None;
        for job in batch.jobs {
            let statements = statements(&job);
            let fits = batch.kind != SegmentKind::Transaction;
            match (parted.last_mut(), room) {
                (Some(last), Some(left)) if fits || left >= statements => last.jobs.push(job),
                _ => {
                    room = Some(MAX_STATEMENTS);
                    parted.push(JobSegment {
                        kind: batch.kind,
                        jobs: vec![job],
                    });
                }
            }
            room = room.map(|left: usize| left.saturating_sub(statements));
        }
    }
    parted
}

fn statements(job: &Job) -> usize {
    match &job.work {
        Work::Scripts(scripts) => scripts.iter().map(|part| part.survey.statements).sum(),
        Work::Code(_) => MAX_STATEMENTS,
    }
}

impl Execution<'_> {
    /// Returns true if a script of this job may be split.
    pub(super) fn may_split(&self, job: &Job) -> bool {
        match &job.work {
            Work::Scripts(scripts) => scripts.iter().any(|script| self.may_split_script(script)),
            Work::Code(_) => false,
        }
    }

    /// Returns true if a script may be split: it is long, and none of its statements needs an
    /// earlier one in the same transaction.
    pub(super) fn may_split_script(&self, surveyed: &ParsedScript) -> bool {
        if !self.parts || self.pooled || surveyed.survey.statements <= MAX_STATEMENTS {
            return false;
        }
        let Ok(mut statements) = surveyed.statements() else {
            return false;
        };
        statements.all(|statement| {
            statement.is_ok_and(|statement| self.session.may_be_split(&statement.text))
        })
    }

    /// Commits what was run, and begins a new transaction.
    pub(super) async fn commit_and_begin(&mut self) -> Result<(), JobError> {
        self.session.commit().await.map_err(without_position)?;
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(without_position)
    }
}
