//! What happens around a run: looking, the lock, and what must be in order first.

use super::execution::Execution;
use super::found::Found;
use super::identity::Identity;
use super::job::Batch;
use super::lock::Waiting;
use super::{Done, Report, Runner, prepare};
use crate::dialect::bookkeeping::failing;
use crate::error::{Direction, Error, Result};
use crate::model::{Applied, Attention, AttentionKind};
use crate::plan::{self, DownTarget, Plan, Planned, SegmentKind, UpTarget};
use crate::source::Migration;

impl Runner {
    /// Takes the lock of the one runner, where a session can hold one. Gives whether only a
    /// transaction can.
    pub(super) async fn lock(&mut self) -> Result<bool> {
        let doing = failing("looking for a pooler");
        if self.session.pooled().await.map_err(doing)? {
            return Ok(true);
        }
        let mut waiting = Waiting::new(self.limits.runner_timeout);
        while !waiting
            .attempt(&mut *self.session, &mut *self.listener)
            .await?
        {}
        Ok(false)
    }

    /// Gives the lock back. When that fails the connection is gone, and the lock with it.
    pub(super) async fn unlock(&mut self) {
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
            batch: found.ledger.last_batch + 1,
            pooled,
            done: Vec::new(),
            total: 0,
            base: found.versions(),
            moved: false,
        }
    }
}

/// What stops `up` unless it is allowed.
const STOPS_UP: &[AttentionKind] = &[
    AttentionKind::Edited,
    AttentionKind::Missing,
    AttentionKind::OutOfOrder,
];

impl Runner {
    pub(super) async fn run_up(&mut self, target: &UpTarget) -> Result<Report> {
        // Most runs find nothing to do: they need no lock, and no right to write.
        let found = self.look().await?;
        if found.nothing_new() {
            self.demand_up(&found)?;
            let plan = self.plan_of(&found, target)?;
            if plan.segments.is_empty() {
                return Ok(Report::default());
            }
        }
        self.locked(Request::Up(target)).await
    }

    /// Runs under the lock, and again when somebody behind the pooler was faster.
    pub(super) async fn locked(&mut self, request: Request<'_>) -> Result<Report> {
        let pooled = self.lock().await?;
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
        let plans = self.plans(&found, request)?;
        if pooled {
            refuse_stepwise(&plans)?;
        }
        let mut prepared = self.prepared(&found, &plans)?;
        let mut execution = self.execution(&found, pooled);
        let remarks = execution.adopt(&found).await?;
        let batch = execution.batch;
        if !remarks.is_empty() {
            found = self.look().await?;
            let plans = self.plans(&found, request)?;
            prepared = self.prepared(&found, &plans)?;
        }
        let mut execution = self.execution(&found, pooled);
        execution.batch = batch.max(execution.batch);
        execution.total = prepared.iter().map(|batch| batch.jobs.len()).sum();
        match execution.run(prepared).await {
            Err(_) if execution.moved => return Ok(None),
            ran => ran?,
        }
        let applied = |done: &Done| done.direction == Direction::Up;
        let batch = execution.done.iter().any(applied).then_some(execution.batch);
        Ok(Some(Report {
            batch,
            done: execution.done,
            remarks,
        }))
    }

    pub(super) fn plans(&self, found: &Found, request: &Request<'_>) -> Result<Vec<Plan>> {
        match request {
            Request::Up(target) => {
                self.demand_up(found)?;
                Ok(vec![self.plan_of(found, target)?])
            }
            Request::Down(target) => Ok(vec![self.plan_back(found, target)?]),
            Request::Redo(target) => {
                let down = self.plan_back(found, target)?;
                let up = self.plan_again(found, &down)?;
                Ok(vec![down, up])
            }
        }
    }

    /// The jobs of all plans. What goes down and up again in one transaction each, does so in
    /// one together.
    fn prepared(&self, found: &Found, plans: &[Plan]) -> Result<Vec<Batch>> {
        let mut batches: Vec<Batch> = Vec::new();
        for plan in plans {
            for batch in prepare::batches(found, plan)? {
                match batches.last_mut() {
                    Some(last)
                        if last.kind == SegmentKind::Transaction && batch.kind == last.kind =>
                    {
                        last.jobs.extend(batch.jobs);
                    }
                    _ => batches.push(batch),
                }
            }
        }
        Ok(batches)
    }

    fn demand_up(&self, found: &Found) -> Result<()> {
        found.demand(STOPS_UP, |kind| self.allow.0.contains(&kind))?;
        found.demand_whole()
    }

    pub(super) fn plan_of(&self, found: &Found, target: &UpTarget) -> Result<Plan> {
        let batch = found.ledger.last_batch + 1;
        plan::up(
            self.session.database(),
            &found.migrations,
            &found.ledger.applied,
            target,
            batch,
        )
    }

    pub(super) fn plan_back(&self, found: &Found, target: &DownTarget) -> Result<Plan> {
        plan::down(
            self.session.database(),
            &found.migrations,
            &found.ledger.applied,
            &found.ledger.orphans,
            target,
        )
    }

    /// The plan that applies again what another plan reverts.
    fn plan_again(&self, found: &Found, down: &Plan) -> Result<Plan> {
        let reverted = down.segments.iter().flat_map(|segment| &segment.migrations);
        let reverted: Vec<&Planned> = reverted.collect();
        let gone: Vec<Attention> = reverted
            .iter()
            .filter(|planned| found.migration(&planned.version).is_none())
            .map(|planned| Attention {
                kind: AttentionKind::Missing,
                version: planned.version.clone(),
                name: planned.name.clone(),
            })
            .collect();
        if !gone.is_empty() {
            return Err(Error::Attention(gone));
        }
        let stays = |applied: &&Applied| {
            !reverted.iter().any(|planned| planned.version == applied.version)
        };
        let wanted: Vec<Migration> = found
            .migrations
            .iter()
            .filter(|migration| {
                reverted.iter().any(|planned| planned.version == migration.version)
            })
            .cloned()
            .collect();
        let applied: Vec<Applied> = found.ledger.applied.iter().filter(stays).cloned().collect();
        let batch = found.ledger.last_batch + 1;
        plan::up(self.session.database(), &wanted, &applied, &UpTarget::Latest, batch)
    }
}

/// What a run is asked to do.
pub(super) enum Request<'t> {
    Up(&'t UpTarget),
    Down(&'t DownTarget),
    Redo(&'t DownTarget),
}

/// Behind a pooler nothing but a transaction holds a lock.
fn refuse_stepwise(plans: &[Plan]) -> Result<()> {
    let stepwise = plans
        .iter()
        .flat_map(|plan| &plan.segments)
        .filter(|segment| segment.kind == SegmentKind::Statements)
        .flat_map(|segment| &segment.migrations);
    let migrations: Vec<String> = stepwise.map(|planned| planned.name.clone()).collect();
    if migrations.is_empty() {
        Ok(())
    } else {
        Err(Error::Pooler { migrations })
    }
}
