//! Groups the statements that share a transaction with their progress record.

use super::Journal;
use crate::apply::execution::{Execution, JobError};
use crate::apply::job::Job;
use crate::apply::parsed_script::ParsedScript;
use crate::error::Class;
use crate::sql::{Control, Statement};

/// The maximum number of statements in a transaction, if the migration wants one and the database
/// commits in between: a commit for each row of a data file takes longer than inserting the rows.
const MAX_GROUP: usize = 500;

/// Statements that share a transaction.
#[derive(Default)]
struct Group {
    statements: Vec<Statement>,
    /// Whether the script itself puts them between `BEGIN` and `COMMIT`.
    is_explicit: bool,
}

/// The job, its script, and the progress.
struct Progressing<'j> {
    job: &'j Job,
    surveyed: &'j ParsedScript,
    position: &'j mut usize,
    journal: &'j mut Journal,
}

impl Execution<'_> {
    pub(super) async fn run_scripts(
        &mut self,
        job: &Job,
        scripts: &[ParsedScript],
        journal: &mut Journal,
    ) -> Result<(), JobError> {
        let mut position = 0;
        for surveyed in scripts {
            let progressing = Progressing {
                job,
                surveyed,
                position: &mut position,
                journal: &mut *journal,
            };
            self.run_steps(progressing).await?;
        }
        Ok(())
    }

    async fn run_steps(&mut self, mut at: Progressing<'_>) -> Result<(), JobError> {
        let mut group = Group::default();
        for statement in at.surveyed.statements()? {
            let statement = statement?.into_owned();
            match statement.control {
                Some(Control::Begin) => {
                    self.run_group(&mut at, std::mem::take(&mut group)).await?;
                    group.is_explicit = true;
                    continue;
                }
                Some(Control::Commit) => {
                    self.run_group(&mut at, std::mem::take(&mut group)).await?;
                    continue;
                }
                _ => {}
            }
            let alone = statement.facts.is_nontransactional;
            if alone && !group.is_explicit {
                self.run_group(&mut at, std::mem::take(&mut group)).await?;
            }
            group.statements.push(statement);
            let full = alone || !at.job.run_in_transaction || group.statements.len() >= MAX_GROUP;
            if full && !group.is_explicit {
                self.run_group(&mut at, std::mem::take(&mut group)).await?;
            }
        }
        self.run_group(&mut at, group).await
    }

    async fn run_group(&mut self, at: &mut Progressing<'_>, group: Group) -> Result<(), JobError> {
        let done = at.journal.progress.done.saturating_sub(*at.position);
        let done = done.min(group.statements.len());
        let (passed, statements) = group.statements.split_at(done);
        *at.position += done;
        if !passed.is_empty() {
            at.journal.pass(passed, *at.position)?;
        }
        if statements.is_empty() {
            return Ok(());
        }
        let all_shared = statements.iter().all(|one| !one.facts.is_nontransactional);
        // A job that reverts a partially applied migration skips single statements.
        let together = all_shared && (!at.job.takes_back_a_part || statements.len() == 1);
        if together {
            match self.run_together(at, statements).await {
                Err(JobError::Statement { error, .. })
                    if is_worth_splitting(&error.class, &group) => {}
                other => return other,
            }
        }
        for statement in statements {
            let statement = std::slice::from_ref(statement);
            if all_shared {
                match self.run_together(at, statement).await {
                    Err(JobError::Statement { error, .. })
                        if error.class == Class::RefusesTransaction => {}
                    other => {
                        other?;
                        continue;
                    }
                }
            }
            *at.position += 1;
            let (job, surveyed) = (at.job, at.surveyed);
            self.run_nontransactional(job, surveyed, &statement[0], *at.position, at.journal)
                .await?;
        }
        Ok(())
    }

    async fn run_together(
        &mut self,
        at: &mut Progressing<'_>,
        statements: &[Statement],
    ) -> Result<(), JobError> {
        let position = *at.position + statements.len();
        self.run_shared(at.job, at.surveyed, statements, position, at.journal)
            .await?;
        *at.position = position;
        Ok(())
    }
}

/// Returns true if statements that failed together may succeed, or at least get further, one by
/// one. Statements that the script itself groups fail together.
fn is_worth_splitting(class: &Class, group: &Group) -> bool {
    match class {
        Class::RefusesTransaction => group.statements.len() == 1,
        Class::ConnectionLost => false,
        _ => !group.is_explicit && group.statements.len() > 1,
    }
}
