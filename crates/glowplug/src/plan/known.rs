use std::collections::BTreeMap;

use crate::model::{Applied, Attention, AttentionKind, Record, State, Version};

/// What the database holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// The versions in Diesel's table, with our records of them.
    pub applied: &'k [Applied],
    /// Our records of versions that are not in Diesel's table: those that Diesel reverted, and
    /// those that were begun and not finished.
    pub orphans: &'k [Record],
}

impl<'k> Known<'k> {
    /// The number that the next batch gets, once what Diesel applied has been adopted.
    pub fn next_batch(self) -> i64 {
        let records = self
            .applied
            .iter()
            .filter_map(|applied| applied.record.as_ref());
        let last = records.chain(self.orphans).map(|record| record.batch).max();
        let unnoted = i64::try_from(self.unnoted().len()).unwrap_or(i64::MAX);
        last.unwrap_or_default() + 1 + unnoted
    }

    /// What Diesel applied and nobody took note of, in order of version.
    ///
    /// Diesel reverts the newest version first. So whoever ran one again ran everything newer
    /// again, too, even where the clock of Diesel's table, which counts seconds on SQLite and
    /// MySQL, does not show it.
    fn unnoted(self) -> Vec<&'k Applied> {
        let again = self.applied.iter().filter(|applied| {
            let is_known = applied.record.is_some();
            is_known && noted(applied).is_none()
        });
        let oldest = again.map(|applied| &applied.version).min();
        let is_unnoted = |applied: &&Applied| {
            noted(applied).is_none() || oldest.is_some_and(|oldest| applied.version > *oldest)
        };
        let mut unnoted: Vec<&Applied> = self.applied.iter().filter(is_unnoted).collect();
        unnoted.sort_by(|left, right| left.version.cmp(&right.version));
        unnoted
    }

    /// What Diesel applied and nobody took note of, in order of version, each with the number of
    /// the batch that it is: one of its own, newer than every batch of ours.
    pub fn adoptions(self) -> Vec<(&'k Applied, i64)> {
        let unnoted = self.unnoted();
        let next = self.next_batch();
        let count = i64::try_from(unnoted.len()).unwrap_or(i64::MAX);
        unnoted.into_iter().zip(next - count..).collect()
    }

    /// The applied versions with the number of their batch, adoptions counted in.
    pub(super) fn batches(self) -> BTreeMap<&'k Version, (&'k Applied, i64)> {
        let noted = self
            .applied
            .iter()
            .filter_map(|applied| Some((applied, noted(applied)?.batch)));
        noted
            .chain(self.adoptions())
            .map(|(applied, batch)| (&applied.version, (applied, batch)))
            .collect()
    }

    /// The records of migrations that were begun and not finished, on the way up.
    pub(super) fn half_applied(self) -> impl Iterator<Item = &'k Record> {
        self.records()
            .filter(|record| matches!(record.state, State::Applying(_)))
    }

    /// The records of migrations that were begun and not finished, on the way down.
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

/// The record of an applied version, unless Diesel ran it again since.
pub(super) fn noted(applied: &Applied) -> Option<&Record> {
    applied
        .record
        .as_ref()
        .filter(|record| record.run_on.is_none_or(|run_on| run_on == applied.run_on))
}

/// The name of an applied version whose folder is gone.
pub(super) fn recorded_name(applied: &Applied) -> &str {
    let record = applied.record.as_ref();
    record.map_or(applied.version.as_str(), |record| &record.name)
}

/// That a migration was begun and not finished.
pub(super) fn unfinished(record: &Record) -> Attention {
    Attention {
        kind: AttentionKind::Unfinished,
        version: record.version.clone(),
        name: record.name.clone(),
    }
}
