//! The frame of a run: reading the state, taking the lock, and checking preconditions.

use super::execution::Execution;
use super::files::Prefetch;
use super::identity::Identity;
use super::job::JobSegment;
use super::lock::LockWait;
use super::parsed_script::ScriptParser;
use super::prepare::Prepared;
use super::snapshot::Snapshot;
use super::{MigrationResult, Report, RunEvent, Runner, prepare, splitting};
use crate::dialect::bookkeeping::failing;
use crate::error::{Class, Direction, Error, Result};
use crate::plan::{self, DownTarget, SegmentKind, UpTarget};

impl Runner {
    /// Takes the runner lock, if a session can hold one. Returns true if only a transaction can.
    pub(super) async fn lock(&mut self) -> Result<bool> {
        let pooled = self.is_pooled().await?;
        if !pooled {
            let mut waiting = LockWait::new(self.limits.runner_timeout);
            while !self.try_lock(&mut waiting).await? {}
        }
        Ok(pooled)
    }

    async fn is_pooled(&mut self) -> Result<bool> {
        let pooled = self.session.is_pooled().await;
        pooled.map_err(failing("checking for a pooler"))
    }

    async fn try_lock(&mut self, waiting: &mut LockWait) -> Result<bool> {
        waiting
            .attempt(&mut *self.session, &mut *self.listener)
            .await
    }

    /// Releases the lock; after a failure, rolls back the open transaction first. If that fails,
    /// the connection is gone, and the lock with it.
    pub(super) async fn unlock(&mut self) {
        let _ = self.session.rollback().await;
        if let Err(error) = self.session.unlock().await {
            tracing::debug!(%error, "the lock could not be given back");
        }
    }

    /// Creates the state of a run.
    pub(super) fn execution(&mut self, found: &Snapshot, pooled: bool) -> Execution<'_> {
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
            parts: self.parts,
        }
    }
}

impl Runner {
    pub(super) async fn run_up(&mut self, target: &UpTarget) -> Result<Report> {
        // Most runs have nothing to do: they need neither the lock nor write permissions.
        let mut refusal = None;
        match self.nothing_to_do(target).await {
            // SQLite may block readers during a large write of another run, which then holds the
            // lock.
            Err(error) if is_busy(&error) => {}
            // The state in the middle of another run can look like this. Under the lock it is
            // reliable.
            Err(error) if may_pass(&error) => refusal = Some(error),
            Err(error) => return Err(error),
            Ok(Some(report)) => return Ok(report),
            Ok(None) => {}
        }
        let pooled = self.is_pooled().await?;
        if !pooled && let Some(report) = self.wait_for_lock(target, refusal).await? {
            return Ok(report);
        }
        self.under_lock(Request::Up(target), pooled).await
    }

    /// Takes the lock, or returns the report if another run did all the work in the meantime.
    async fn wait_for_lock(
        &mut self,
        target: &UpTarget,
        mut refusal: Option<Error>,
    ) -> Result<Option<Report>> {
        let mut waiting = LockWait::new(self.limits.runner_timeout);
        loop {
            match self.try_lock(&mut waiting).await {
                Ok(true) => return Ok(None),
                Ok(false) => {}
                Err(error @ Error::Locked { .. }) => return Err(error),
                // A user who may not take the lock gets the error found without it.
                Err(error) => return Err(refusal.take().unwrap_or(error)),
            }
            // The files may change during the wait.
            self.early = None;
            // When many runners start at once, one does all the work, and the others need not
            // queue.
            if waiting.has_moved_on()
                && let Ok(Some(report)) = self.nothing_to_do(target).await
            {
                return Ok(Some(report));
            }
        }
    }

    /// Returns the report of a run that has nothing to do; `None` if there is work.
    async fn nothing_to_do(&mut self, target: &UpTarget) -> Result<Option<Report>> {
        let found = self.read_state().await?;
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
        // Once the lock is held, a moment later, only the database is read again.
        self.early = Some(Prefetch::Read(found.files));
        Ok(None)
    }

    /// Takes the lock and runs.
    pub(super) async fn locked(&mut self, request: Request<'_>) -> Result<Report> {
        let pooled = self.lock().await?;
        self.under_lock(request, pooled).await
    }

    /// Runs, retrying when another runner behind the pooler was faster, and releases the lock.
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

    /// Makes one attempt; returns `None` if the records changed before the lock was taken.
    async fn attempt(&mut self, request: &Request<'_>, pooled: bool) -> Result<Option<Report>> {
        let mut found = self.read_state().await?;
        let mut prepared = self.prepared(&found, request)?;
        if pooled {
            refuse_nontransactional(&prepared)?;
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
            found = self.read_state().await?;
            prepared = self.prepared(&found, request)?;
        }
        remarks.extend(prepared.iter().filter_map(|part| part.remark.clone()));
        let mut batches = merged(prepared, pooled);
        if self.parts {
            batches = splitting::split(batches);
        }
        if self.remembers && !batches.is_empty() {
            let schema = self.session.schema().await;
            let schema = schema.map_err(failing("reading the schema"))?;
            (self.listener)(RunEvent::SchemaRead(&schema));
            self.before = Some(schema);
        }
        let mut execution = self.execution(&found, pooled);
        execution.total = batches.iter().map(|batch| batch.jobs.len()).sum();
        match execution.run(batches).await {
            Err(_) if execution.moved => return Ok(None),
            ran => ran?,
        }
        let applied = |done: &MigrationResult| done.direction == Direction::Up;
        let any = execution.done.iter().any(applied);
        Ok(Some(Report {
            batch: any.then_some(execution.batch),
            done: execution.done,
            remarks,
        }))
    }

    /// Prepares what a request has to do, or returns what prevents it.
    pub(super) fn prepared(
        &self,
        found: &Snapshot,
        request: &Request<'_>,
    ) -> Result<Vec<Prepared>> {
        let reading = ScriptParser::of(&*self.session);
        Ok(match request {
            Request::Up(target) => {
                self.demand_up(found)?;
                vec![prepare::upward(found, reading, target)?]
            }
            Request::Down(target) => vec![prepare::downward(found, reading, target)?],
            Request::Redo(target) => prepare::again(found, reading, target)?.into(),
        })
    }

    fn demand_up(&self, found: &Snapshot) -> Result<()> {
        let refused = self.allow.refused(&found.status.attention);
        if !refused.is_empty() {
            return Err(Error::Attention(refused));
        }
        found.check_no_half_reverted()
    }
}

/// Joins the jobs of all parts. If both the revert and the apply run in one transaction each, they
/// share one. Behind a pooler, all adjacent transactions are one, because it holds the lock.
fn merged(prepared: Vec<Prepared>, pooled: bool) -> Vec<JobSegment> {
    let mut batches: Vec<JobSegment> = Vec::new();
    for part in prepared {
        for (number, segment) in part.batches.into_iter().enumerate() {
            match batches.last_mut() {
                Some(last)
                    if (number == 0 || pooled)
                        && last.kind == SegmentKind::Transaction
                        && segment.kind == last.kind =>
                {
                    last.jobs.extend(segment.jobs);
                }
                _ => batches.push(segment),
            }
        }
    }
    batches
}

/// The operation that a run performs.
pub(super) enum Request<'t> {
    Up(&'t UpTarget),
    Down(&'t DownTarget),
    Redo(&'t DownTarget),
}

/// Refuses migrations without a transaction behind a pooler, where only a transaction can hold the
/// lock.
fn refuse_nontransactional(prepared: &[Prepared]) -> Result<()> {
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

/// Returns true if a refusal depends on the records, which another run may be about to change.
const fn may_pass(error: &Error) -> bool {
    matches!(error, Error::Attention(_) | Error::Usage(_))
}

/// Returns true if the database could not be read because somebody is writing.
fn is_busy(error: &Error) -> bool {
    matches!(error, Error::Server { source, .. } if source.class == Class::LockTimeout)
}
