//! What happens around a run: looking, the lock, and what must be in order first.

use super::execution::Execution;
use super::files::Early;
use super::found::Found;
use super::identity::Identity;
use super::job::Batch;
use super::lock::Waiting;
use super::prepare::Prepared;
use super::{Done, Report, Runner, prepare};
use crate::dialect::bookkeeping::failing;
use crate::error::{Class, Direction, Error, Result};
use crate::plan::{self, DownTarget, SegmentKind, UpTarget};

impl Runner {
    /// Takes the lock of the one runner, where a session can hold one. Gives whether only a
    /// transaction can.
    pub(super) async fn lock(&mut self) -> Result<bool> {
        let pooled = self.is_pooled().await?;
        if !pooled {
            let mut waiting = Waiting::new(self.limits.runner_timeout);
            while !self.try_lock(&mut waiting).await? {}
        }
        Ok(pooled)
    }

    async fn is_pooled(&mut self) -> Result<bool> {
        let pooled = self.session.pooled().await;
        pooled.map_err(failing("looking for a pooler"))
    }

    async fn try_lock(&mut self, waiting: &mut Waiting) -> Result<bool> {
        waiting
            .attempt(&mut *self.session, &mut *self.listener)
            .await
    }

    /// Gives the lock back, after a failure out of an open transaction. When that fails the
    /// connection is gone, and the lock with it.
    pub(super) async fn unlock(&mut self) {
        let _ = self.session.rollback().await;
        if let Err(error) = self.session.unlock().await {
            tracing::debug!(%error, "the lock could not be given back");
        }
    }

    /// Everything that a run needs.
    pub(super) fn execution(&mut self, found: &Found, pooled: bool) -> Execution<'_> {
        Execution {
            identity: Identity::find(self.address.as_ref()),
            session: &mut self.session,
            address: self.address.as_ref(),
            bookkeeping: found.bookkeeping.clone(),
            limits: &self.limits,
            listener: &mut *self.listener,
            batch: found.next_batch(),
            pooled,
            done: Vec::new(),
            total: 0,
            base: found.ledger.presence(),
            moved: false,
        }
    }
}

impl Runner {
    pub(super) async fn run_up(&mut self, target: &UpTarget) -> Result<Report> {
        // Most runs find nothing to do: they need no lock, and no right to write.
        match self.nothing_to_do(target).await {
            // SQLite lets nobody look while another run writes much: that one holds the lock.
            Err(error) if is_busy(&error) => {}
            Err(error) => return Err(error),
            Ok(Some(report)) => return Ok(report),
            Ok(None) => {}
        }
        let pooled = self.is_pooled().await?;
        if !pooled {
            let mut waiting = Waiting::new(self.limits.runner_timeout);
            while !self.try_lock(&mut waiting).await? {
                // Much may change while one waits.
                self.early = None;
                // Of many that start at once, one does it all, and the others need not queue up.
                if waiting.has_moved_on()
                    && let Ok(Some(report)) = self.nothing_to_do(target).await
                {
                    return Ok(report);
                }
            }
        }
        self.under_lock(Request::Up(target), pooled).await
    }

    /// The report of a run that finds everything done.
    async fn nothing_to_do(&mut self, target: &UpTarget) -> Result<Option<Report>> {
        let found = self.look().await?;
        if !found.nothing_new() {
            return Ok(None);
        }
        self.demand_up(&found)?;
        let pending = plan::pending(&found.files.migrations, found.known(), target)?;
        if pending.migrations.is_empty() {
            return Ok(Some(Report {
                remarks: pending.remark.into_iter().collect(),
                ..Report::default()
            }));
        }
        // Under the lock, a moment later, only the database is looked at again.
        self.early = Some(Early::Read(found.files));
        Ok(None)
    }

    /// Runs under the lock.
    pub(super) async fn locked(&mut self, request: Request<'_>) -> Result<Report> {
        let pooled = self.lock().await?;
        self.under_lock(request, pooled).await
    }

    /// Runs, again when somebody behind the pooler was faster, and gives the lock back.
    async fn under_lock(&mut self, request: Request<'_>, pooled: bool) -> Result<Report> {
        let report = loop {
            match self.attempt(&request, pooled).await {
                Ok(None) => {}
                Ok(Some(report)) => break Ok(report),
                Err(error) => break Err(error),
            }
        };
        self.unlock().await;
        report
    }

    /// One attempt; `None` when the records changed before the lock was taken.
    async fn attempt(&mut self, request: &Request<'_>, pooled: bool) -> Result<Option<Report>> {
        let mut found = self.look().await?;
        let mut prepared = self.prepared(&found, request)?;
        if pooled {
            refuse_stepwise(&prepared)?;
        }
        let mut execution = self.execution(&found, pooled);
        let mut remarks = match execution.adopt(&found).await {
            Err(_) if execution.moved => {
                let doing = failing("starting again");
                self.session.rollback().await.map_err(doing)?;
                return Ok(None);
            }
            adopted => adopted?,
        };
        if !remarks.is_empty() {
            found = self.look().await?;
            prepared = self.prepared(&found, request)?;
        }
        remarks.extend(prepared.iter().filter_map(|part| part.remark.clone()));
        let batches = merged(prepared);
        let mut execution = self.execution(&found, pooled);
        execution.total = batches.iter().map(|batch| batch.jobs.len()).sum();
        match execution.run(batches).await {
            Err(_) if execution.moved => return Ok(None),
            ran => ran?,
        }
        let applied = |done: &Done| done.direction == Direction::Up;
        let any = execution.done.iter().any(applied);
        Ok(Some(Report {
            batch: any.then_some(execution.batch),
            done: execution.done,
            remarks,
        }))
    }

    /// What a request comes to, or what is in its way.
    pub(super) fn prepared(&self, found: &Found, request: &Request<'_>) -> Result<Vec<Prepared>> {
        let database = self.session.database();
        Ok(match request {
            Request::Up(target) => {
                self.demand_up(found)?;
                vec![prepare::upward(found, database, target)?]
            }
            Request::Down(target) => vec![prepare::downward(found, database, target)?],
            Request::Redo(target) => prepare::again(found, database, target)?.into(),
        })
    }

    fn demand_up(&self, found: &Found) -> Result<()> {
        let refused = self.allow.refused(&found.status.attention);
        if !refused.is_empty() {
            return Err(Error::Attention(refused));
        }
        found.demand_whole()
    }
}

/// The jobs of all parts. What goes down and up again in one transaction each, does so in one
/// together.
fn merged(prepared: Vec<Prepared>) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for batch in prepared.into_iter().flat_map(|part| part.batches) {
        match batches.last_mut() {
            Some(last) if last.kind == SegmentKind::Transaction && batch.kind == last.kind => {
                last.jobs.extend(batch.jobs);
            }
            _ => batches.push(batch),
        }
    }
    batches
}

/// What a run is asked to do.
pub(super) enum Request<'t> {
    Up(&'t UpTarget),
    Down(&'t DownTarget),
    Redo(&'t DownTarget),
}

/// Behind a pooler nothing but a transaction holds a lock.
fn refuse_stepwise(prepared: &[Prepared]) -> Result<()> {
    let stepwise = prepared
        .iter()
        .flat_map(|part| &part.plan.segments)
        .filter(|segment| segment.kind == SegmentKind::Statements)
        .flat_map(|segment| &segment.migrations);
    let migrations: Vec<String> = stepwise.map(|planned| planned.name.clone()).collect();
    if migrations.is_empty() {
        Ok(())
    } else {
        Err(Error::Pooler { migrations })
    }
}

/// Whether the database could not be read because somebody writes.
fn is_busy(error: &Error) -> bool {
    matches!(error, Error::Server { source, .. } if source.class == Class::LockTimeout)
}
