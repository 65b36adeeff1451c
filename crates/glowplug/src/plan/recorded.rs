//! What a database has recorded, and which migrations Diesel applied in the meantime.

use std::collections::BTreeMap;

use chrono::Timelike as _;

use crate::model::{Applied, Inconsistency, InconsistencyKind, Record, State, Version};

/// What a database has recorded.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordedState<'k> {
    /// The versions in Diesel's table, with our records of them.
    pub applied: &'k [Applied],
    /// Our records of versions that are not in Diesel's table: those that Diesel reverted, and
    /// those that were started and not finished.
    pub orphans: &'k [Record],
}

impl<'k> RecordedState<'k> {
    /// Returns the number of the next batch, after the versions that Diesel applied are adopted.
    pub fn next_batch(self) -> i64 {
        let records = self
            .applied
            .iter()
            .filter_map(|applied| applied.record.as_ref());
        let last = records.chain(self.orphans).map(|record| record.batch).max();
        let adopted = runs(&self.unrecorded()).last().copied().unwrap_or_default();
        last.unwrap_or_default() + 1 + adopted
    }

    /// Returns the versions that Diesel applied and no run has recorded, in order of version.
    ///
    /// Diesel reverts the newest version first. So if an older version was run again, all newer
    /// ones were too, even if Diesel's timestamps, which have a precision of seconds on SQLite and
    /// MySQL, do not show it.
    fn unrecorded(self) -> Vec<&'k Applied> {
        let again = self.applied.iter().filter(|applied| {
            let is_known = applied.record.is_some();
            is_known && current_record(applied).is_none()
        });
        let oldest = again.map(|applied| &applied.version).min();
        let is_unnoted = |applied: &&Applied| {
            current_record(applied).is_none()
                || oldest.is_some_and(|oldest| applied.version > *oldest)
        };
        let mut unnoted: Vec<&Applied> = self.applied.iter().filter(is_unnoted).collect();
        unnoted.sort_by(|left, right| left.version.cmp(&right.version));
        unnoted
    }

    /// Returns the versions that Diesel applied and no run has recorded, in order of version, each
    /// with its batch. The batches are newer than all of ours; each version gets one of its own,
    /// unless it was recorded at the same instant as the one before it.
    pub fn adoptions(self) -> Vec<(&'k Applied, i64)> {
        let unnoted = self.unrecorded();
        let runs = runs(&unnoted);
        let before = self.next_batch() - 1 - runs.last().copied().unwrap_or_default();
        let batches = runs.into_iter().map(|run| before + run);
        unnoted.into_iter().zip(batches).collect()
    }

    /// Returns the applied versions with their batches, including adoptions.
    pub(super) fn batches(self) -> BTreeMap<&'k Version, (&'k Applied, i64)> {
        let noted = self
            .applied
            .iter()
            .filter_map(|applied| Some((applied, current_record(applied)?.batch)));
        noted
            .chain(self.adoptions())
            .map(|(applied, batch)| (&applied.version, (applied, batch)))
            .collect()
    }

    /// Returns the records of migrations whose `up` was started and not finished.
    pub(super) fn half_applied(self) -> impl Iterator<Item = &'k Record> {
        self.records()
            .filter(|record| matches!(record.state, State::Applying(_)))
    }

    /// Returns the records of migrations whose `down` was started and not finished.
    pub(super) fn half_reverted(self) -> impl Iterator<Item = &'k Record> {
        self.records()
            .filter(|record| matches!(record.state, State::Reverting(_)))
    }

    fn records(self) -> impl Iterator<Item = &'k Record> {
        self.applied
            .iter()
            .filter_map(|applied| applied.record.as_ref())
            .chain(self.orphans)
    }
}

/// Numbers the runs that applied these versions, from 1: adjacent versions with the same timestamp
/// were recorded by the same run. A timestamp without a fraction of a second proves nothing: it may
/// have a precision of seconds.
fn runs(applied: &[&Applied]) -> Vec<i64> {
    let mut run = 0;
    let mut before = None;
    let number = |applied: &&Applied| {
        let at = applied.run_on;
        if before != Some(at) || at.nanosecond() == 0 {
            run += 1;
        }
        before = Some(at);
        run
    };
    applied.iter().map(number).collect()
}

/// Returns the record of an applied version, unless Diesel has run it again since.
pub(super) fn current_record(applied: &Applied) -> Option<&Record> {
    applied
        .record
        .as_ref()
        .filter(|record| record.run_on.is_none_or(|run_on| run_on == applied.run_on))
}

/// Returns the recorded name of an applied version.
pub(super) fn recorded_name(applied: &Applied) -> &str {
    let record = applied.record.as_ref();
    record.map_or(applied.version.as_str(), |record| &record.name)
}

/// Returns the inconsistency of a migration that was started and not finished.
pub(super) fn unfinished(record: &Record) -> Inconsistency {
    Inconsistency {
        kind: InconsistencyKind::Unfinished,
        version: record.version.clone(),
        name: record.name.clone(),
    }
}
