//! The state before a run: the migration files and the records in the database.

use super::Runner;
use super::files::{Files, Prefetch};
use crate::dialect::bookkeeping::{AppliedState, Bookkeeping};
use crate::error::{Error, Result};
use crate::model::{Applied, InconsistencyKind, Record, State, Version};
use crate::plan::{self, RecordedState, Status};
use crate::session::Session;
use crate::source::Migration;

/// The files, the records, and the status computed from them.
pub(super) struct Snapshot {
    pub(super) files: Files,
    pub(super) bookkeeping: Bookkeeping,
    pub(super) ledger: AppliedState,
    pub(super) status: Status,
}

impl Runner {
    /// Reads the files and the records; writes nothing.
    pub(super) async fn read_state(&mut self) -> Result<Snapshot> {
        let early = self.early.take();
        // The disk and the database are read concurrently.
        let files =
            early.unwrap_or_else(|| Prefetch::begin(&self.migrations, self.session.database()));
        let records = records(&mut *self.session).await;
        let files = files.end().await?;
        let (bookkeeping, ledger) = records?;
        let known = RecordedState {
            applied: &ledger.applied,
            orphans: &ledger.orphans,
        };
        let sums = |migration: &Migration| files.checksum(migration);
        let status = plan::status(&files.migrations, known, sums)?;
        Ok(Snapshot {
            files,
            bookkeeping,
            ledger,
            status,
        })
    }
}

async fn records(session: &mut dyn Session) -> Result<(Bookkeeping, AppliedState)> {
    let bookkeeping = Bookkeeping::find(session).await?;
    let ledger = bookkeeping.read(session).await?;
    Ok((bookkeeping, ledger))
}

impl Snapshot {
    pub(super) fn migration(&self, version: &Version) -> Option<&Migration> {
        let index = self
            .files
            .migrations
            .binary_search_by(|migration| migration.version.cmp(version));
        index.ok().map(|index| &self.files.migrations[index])
    }

    /// Returns the record of a migration that was started and not finished, in either direction.
    pub(super) fn unfinished(&self, version: &Version) -> Option<&Record> {
        let applied = self.ledger.applied.iter();
        let records = applied.filter_map(|applied| applied.record.as_ref());
        records
            .chain(&self.ledger.orphans)
            .find(|record| record.version == *version && record.state != State::Applied)
    }

    /// Returns true if the version is applied and has a record of ours that says so.
    pub(super) fn is_recorded(&self, version: &Version) -> bool {
        let mut applied = self.ledger.applied.iter();
        applied.any(|applied| {
            let record = applied.record.as_ref();
            applied.version == *version
                && record.is_some_and(|record| record.state == State::Applied)
        })
    }

    /// Returns true if Diesel's table has the version.
    pub(super) fn is_applied(&self, version: &Version) -> bool {
        let applied = &self.ledger.applied;
        applied
            .binary_search_by(|applied| applied.version.cmp(version))
            .is_ok()
    }

    /// Returns true if Diesel applied and reverted nothing since the last run.
    pub(super) fn nothing_new(&self) -> bool {
        !self.status.attention.iter().any(|attention| {
            matches!(
                attention.kind,
                InconsistencyKind::AppliedByDiesel | InconsistencyKind::RevertedByDiesel
            )
        })
    }

    /// Fails if the revert of a migration was started and not finished: `up` cannot continue from
    /// there.
    pub(super) fn check_no_half_reverted(&self) -> Result<()> {
        let applied = self.ledger.applied.iter();
        let mut records = applied
            .filter_map(|applied| applied.record.as_ref())
            .chain(&self.ledger.orphans);
        let reverting = records.find(|record| matches!(record.state, State::Reverting(_)));
        reverting.map_or(Ok(()), |record| {
            Err(Error::Usage(format!(
                "the revert of `{}` was not finished; finish it with `down`",
                record.name
            )))
        })
    }

    /// Returns what the database has recorded.
    pub(super) fn known(&self) -> RecordedState<'_> {
        RecordedState {
            applied: &self.ledger.applied,
            orphans: &self.ledger.orphans,
        }
    }

    /// Returns the number of the next batch; a batch that was interrupted is continued.
    pub(super) fn next_batch(&self) -> i64 {
        let begun = |record: &&Record| matches!(record.state, State::Applying(_));
        let begun = self.ledger.orphans.iter().find(begun);
        begun.map_or_else(|| self.known().next_batch(), |record| record.batch)
    }

    /// Returns what can be reverted: the applied versions, and those started and not finished.
    pub(super) fn reversible(&self) -> Vec<Applied> {
        let begun = |record: &&Record| record.state != State::Applied;
        let begun = self.ledger.orphans.iter().filter(begun);
        let begun = begun.map(|record| Applied {
            version: record.version.clone(),
            run_on: record.applied_at.naive_utc(),
            record: Some(Record {
                run_on: None,
                ..record.clone()
            }),
        });
        self.ledger.applied.iter().cloned().chain(begun).collect()
    }
}
