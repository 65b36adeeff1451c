//! Which statements share a transaction with the note of their success.

use super::Journal;
use crate::apply::execution::{Execution, Stop};
use crate::apply::job::{Job, Surveyed};
use crate::apply::script::{broken, frames};
use crate::error::Class;
use crate::session::Standing;
use crate::sql::{self, Control, Statement};

/// How many statements share a transaction at the most, where the migration wants one and the
/// database commits in between: a commit for each row of a data file takes longer than the rows.
const TOGETHER: usize = 500;

/// Statements that share a transaction.
#[derive(Default)]
struct Group {
    statements: Vec<Statement>,
    /// Whether the script itself put them between `BEGIN` and `COMMIT`.
    by_script: bool,
}

/// The job, its script, and how far it is.
struct Progressing<'j> {
    job: &'j Job,
    surveyed: &'j Surveyed,
    position: &'j mut usize,
    journal: &'j mut Journal,
}

impl Execution<'_> {
    pub(super) async fn run_scripts(
        &mut self,
        job: &Job,
        scripts: &[Surveyed],
        journal: &mut Journal,
    ) -> Result<(), Stop> {
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

    async fn run_steps(&mut self, mut at: Progressing<'_>) -> Result<(), Stop> {
        let mut group = Group::default();
        let reader = at.surveyed.script.open()?;
        for statement in sql::statements(self.database(), reader) {
            let statement = statement.map_err(|error| broken(&at.surveyed.script, error))?;
            if frames(at.surveyed, &statement) {
                continue;
            }
            match statement.control {
                Some(Control::Begin) => {
                    self.run_group(&mut at, std::mem::take(&mut group)).await?;
                    group.by_script = true;
                    continue;
                }
                Some(Control::Commit) => {
                    self.run_group(&mut at, std::mem::take(&mut group)).await?;
                    continue;
                }
                _ => {}
            }
            let alone = self.session.standing(&statement) == Standing::Alone;
            if alone && !group.by_script {
                self.run_group(&mut at, std::mem::take(&mut group)).await?;
            }
            group.statements.push(statement);
            let full = alone || !at.job.run_in_transaction || group.statements.len() >= TOGETHER;
            if full && !group.by_script {
                self.run_group(&mut at, std::mem::take(&mut group)).await?;
            }
        }
        self.run_group(&mut at, group).await
    }

    async fn run_group(&mut self, at: &mut Progressing<'_>, group: Group) -> Result<(), Stop> {
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
        let shared = |statement| self.session.standing(statement) == Standing::Shared;
        let all_shared = statements.iter().all(shared);
        // What takes back a part leaves out single statements.
        let together = all_shared && (!at.job.takes_back_a_part || statements.len() == 1);
        if together {
            match self.run_together(at, statements).await {
                Err(Stop::Statement { error, .. }) if is_worth_parting(&error.class, &group) => {}
                other => return other,
            }
        }
        for statement in statements {
            let statement = std::slice::from_ref(statement);
            if all_shared {
                match self.run_together(at, statement).await {
                    Err(Stop::Statement { error, .. })
                        if error.class == Class::RefusesTransaction => {}
                    other => {
                        other?;
                        continue;
                    }
                }
            }
            *at.position += 1;
            let (job, surveyed) = (at.job, at.surveyed);
            self.run_alone(job, surveyed, &statement[0], *at.position, at.journal)
                .await?;
        }
        Ok(())
    }

    async fn run_together(
        &mut self,
        at: &mut Progressing<'_>,
        statements: &[Statement],
    ) -> Result<(), Stop> {
        let position = *at.position + statements.len();
        self.run_shared(at.job, at.surveyed, statements, position, at.journal)
            .await?;
        *at.position = position;
        Ok(())
    }
}

/// Whether statements that failed together may do better, or at least stop later, one by one. What
/// the script put together fails together.
fn is_worth_parting(class: &Class, group: &Group) -> bool {
    match class {
        Class::RefusesTransaction => group.statements.len() == 1,
        Class::ConnectionLost => false,
        _ => !group.by_script && group.statements.len() > 1,
    }
}
