//! What is there before a run: the files and what the database says.

use super::Runner;
use super::files::{Early, Files};
use crate::dialect::bookkeeping::{Bookkeeping, Ledger};
use crate::error::{Error, Result};
use crate::model::{Applied, AttentionKind, Record, State, Version};
use crate::plan::{self, Known, Status};
use crate::session::Session;
use crate::source::Migration;

/// The files, the records, and what they come to.
pub(super) struct Found {
    pub(super) files: Files,
    pub(super) bookkeeping: Bookkeeping,
    pub(super) ledger: Ledger,
    pub(super) status: Status,
}

impl Runner {
    /// Reads the files and the records; writes nothing.
    pub(super) async fn look(&mut self) -> Result<Found> {
        let early = self.early.take();
        // The disk and the database are asked at the same time.
        let files =
            early.unwrap_or_else(|| Early::begin(&self.migrations, self.session.database()));
        let records = records(&mut *self.session).await;
        let files = files.end().await?;
        let (bookkeeping, ledger) = records?;
        let known = Known {
            applied: &ledger.applied,
            orphans: &ledger.orphans,
        };
        let sums = |migration: &Migration| files.checksum(migration);
        let status = plan::status(&files.migrations, known, sums)?;
        Ok(Found {
            files,
            bookkeeping,
            ledger,
            status,
        })
    }
}

async fn records(session: &mut dyn Session) -> Result<(Bookkeeping, Ledger)> {
    let bookkeeping = Bookkeeping::find(session).await?;
    let ledger = bookkeeping.read(session).await?;
    Ok((bookkeeping, ledger))
}

impl Found {
    pub(super) fn migration(&self, version: &Version) -> Option<&Migration> {
        let index = self
            .files
            .migrations
            .binary_search_by(|migration| migration.version.cmp(version));
        index.ok().map(|index| &self.files.migrations[index])
    }

    /// The record of a migration that was begun and not finished, in either direction.
    pub(super) fn unfinished(&self, version: &Version) -> Option<&Record> {
        let applied = self.ledger.applied.iter();
        let records = applied.filter_map(|applied| applied.record.as_ref());
        records
            .chain(&self.ledger.orphans)
            .find(|record| record.version == *version && record.state != State::Applied)
    }

    /// Whether the version is applied, and we know how.
    pub(super) fn is_recorded(&self, version: &Version) -> bool {
        let mut applied = self.ledger.applied.iter();
        applied.any(|applied| {
            let record = applied.record.as_ref();
            applied.version == *version
                && record.is_some_and(|record| record.state == State::Applied)
        })
    }

    /// Whether Diesel's table holds the version.
    pub(super) fn is_applied(&self, version: &Version) -> bool {
        let applied = &self.ledger.applied;
        applied
            .binary_search_by(|applied| applied.version.cmp(version))
            .is_ok()
    }

    /// Whether Diesel did nothing since we last looked.
    pub(super) fn nothing_new(&self) -> bool {
        !self.status.attention.iter().any(|attention| {
            matches!(
                attention.kind,
                AttentionKind::AppliedByDiesel | AttentionKind::RevertedByDiesel
            )
        })
    }

    /// Fails when a migration was begun to be reverted: `up` cannot go on from there.
    pub(super) fn demand_whole(&self) -> Result<()> {
        let applied = self.ledger.applied.iter();
        let mut records = applied
            .filter_map(|applied| applied.record.as_ref())
            .chain(&self.ledger.orphans);
        let reverting = records.find(|record| matches!(record.state, State::Reverting(_)));
        reverting.map_or(Ok(()), |record| {
            Err(Error::Usage(format!(
                "`{}` was begun to be reverted and not finished; finish that with `down`",
                record.name
            )))
        })
    }

    /// What the database holds.
    pub(super) fn known(&self) -> Known<'_> {
        Known {
            applied: &self.ledger.applied,
            orphans: &self.ledger.orphans,
        }
    }

    /// The number of the batch that is applied next: a batch that stopped in the middle goes on.
    pub(super) fn next_batch(&self) -> i64 {
        let begun = |record: &&Record| matches!(record.state, State::Applying(_));
        let begun = self.ledger.orphans.iter().find(begun);
        begun.map_or_else(|| self.known().next_batch(), |record| record.batch)
    }

    /// What can be reverted: the applied versions, and those that were begun and not finished.
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
