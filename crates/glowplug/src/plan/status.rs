//! The status of all migrations, and inconsistencies between files and database.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::RecordedState;
use super::recorded::{current_record, recorded_name, unfinished};
use crate::error::Result;
use crate::model::{Applied, Checksum, Inconsistency, InconsistencyKind, Record, State, Version};
use crate::source::Migration;

/// Every migration with its state, and all inconsistencies.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Status {
    /// The migrations in order of version, including those whose folder does not exist.
    pub migrations: Vec<Entry>,
    /// The inconsistencies between database and files.
    pub attention: Vec<Inconsistency>,
}

/// One migration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The version.
    pub version: Version,
    /// The name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Why it cannot be reverted, if its `metadata.toml` gives a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub irreversible: Option<String>,
    /// Its state.
    #[serde(flatten)]
    pub state: EntryState,
}

/// The state of a migration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum EntryState {
    /// It is applied.
    Executed {
        /// The batch; for a version that Diesel applied since, the one that the next `up` records.
        batch: Option<i64>,
        /// When it was applied.
        at: NaiveDateTime,
    },
    /// It is not applied.
    Pending,
    /// It was started and not finished.
    Unfinished {
        /// How many statements are done.
        statements_done: usize,
    },
}

impl Status {
    /// Returns the number of migrations.
    pub fn total(&self) -> usize {
        self.migrations.len()
    }

    /// Returns the number of applied migrations.
    pub fn executed(&self) -> usize {
        let executed = |entry: &&Entry| matches!(entry.state, EntryState::Executed { .. });
        self.migrations.iter().filter(executed).count()
    }

    /// Returns the number of migrations that are not applied, including unfinished ones.
    pub fn pending(&self) -> usize {
        self.total() - self.executed()
    }
}

/// Compares files and database. `checksums` is called only for migrations whose record has a
/// checksum; it is [`Migration::checksum`], unless the caller has the checksums already.
///
/// # Errors
/// Any error of `checksums`.
pub fn status(
    migrations: &[Migration],
    known: RecordedState<'_>,
    checksums: impl Fn(&Migration) -> Result<Option<Checksum>>,
) -> Result<Status> {
    let mut status = Status::default();
    let begun: BTreeMap<&Version, &Record> = known
        .half_applied()
        .chain(known.half_reverted())
        .map(|record| (&record.version, record))
        .collect();
    let applied: BTreeMap<&Version, &Applied> = known
        .applied
        .iter()
        .map(|applied| (&applied.version, applied))
        .collect();
    let batches = known.batches();
    let batch = |version: &Version| batches.get(version).map(|(_, batch)| *batch);
    let is_executed = |version: &&Version| !begun.contains_key(*version);
    let newest = applied.keys().copied().filter(is_executed).max();
    for migration in migrations {
        let held = applied.get(&migration.version).copied();
        let version = &migration.version;
        let state = state(held, begun.get(version).copied(), batch(version));
        if state == EntryState::Pending && newest.is_some_and(|newest| migration.version < *newest)
        {
            status.note(
                InconsistencyKind::OutOfOrder,
                &migration.version,
                &migration.name,
            );
        }
        if let Some(applied) = held
            && is_edited(migration, applied, &checksums)?
        {
            status.note(
                InconsistencyKind::Edited,
                &migration.version,
                &migration.name,
            );
        }
        status.migrations.push(Entry {
            version: migration.version.clone(),
            name: migration.name.clone(),
            description: migration.description.clone(),
            irreversible: migration.irreversible.clone(),
            state,
        });
    }
    status.add_missing(&applied, &begun, batch);
    status.note_traces(known);
    status.sort();
    Ok(status)
}

fn state(applied: Option<&Applied>, begun: Option<&Record>, batch: Option<i64>) -> EntryState {
    match (applied, begun.map(|record| &record.state)) {
        (_, Some(State::Applying(progress) | State::Reverting(progress))) => {
            EntryState::Unfinished {
                statements_done: progress.done,
            }
        }
        (Some(applied), _) => EntryState::Executed {
            batch,
            at: applied.run_on,
        },
        (None, _) => EntryState::Pending,
    }
}

/// Returns true if the text was edited since it was applied; a version that Diesel ran again counts
/// as applied with its current text.
fn is_edited(
    migration: &Migration,
    applied: &Applied,
    checksums: impl Fn(&Migration) -> Result<Option<Checksum>>,
) -> Result<bool> {
    let Some(then) = current_record(applied).and_then(|record| record.checksum.as_ref()) else {
        return Ok(false);
    };
    Ok(checksums(migration)?.as_ref() != Some(then))
}

impl Status {
    /// Adds versions that are applied or started, and have no folder.
    fn add_missing(
        &mut self,
        applied: &BTreeMap<&Version, &Applied>,
        begun: &BTreeMap<&Version, &Record>,
        batch: impl Fn(&Version) -> Option<i64>,
    ) {
        let mut gone: BTreeMap<&Version, &str> = BTreeMap::new();
        gone.extend(
            begun
                .iter()
                .map(|(version, record)| (*version, record.name.as_str())),
        );
        gone.extend(
            applied
                .iter()
                .map(|(version, applied)| (*version, recorded_name(applied))),
        );
        for entry in &self.migrations {
            gone.remove(&entry.version);
        }
        for (version, name) in gone {
            let begun = begun.get(version).copied();
            let kind = match begun {
                Some(_) => InconsistencyKind::UnfinishedMissing,
                None => InconsistencyKind::Missing,
            };
            self.note(kind, version, name);
            self.migrations.push(Entry {
                version: version.clone(),
                name: name.to_owned(),
                description: None,
                irreversible: None,
                state: state(applied.get(version).copied(), begun, batch(version)),
            });
        }
    }

    /// Adds the traces of interrupted runs and of Diesel.
    fn note_traces(&mut self, known: RecordedState<'_>) {
        let is_missing = |record: &&Record| {
            let mut noted = self.attention.iter();
            noted.any(|noted| {
                noted.kind == InconsistencyKind::UnfinishedMissing
                    && noted.version == record.version
            })
        };
        let begun = known.half_applied().chain(known.half_reverted());
        let begun: Vec<_> = begun.filter(|record| !is_missing(record)).collect();
        self.attention.extend(begun.into_iter().map(unfinished));
        for (applied, _) in known.adoptions() {
            let name = self.name(&applied.version);
            self.note(InconsistencyKind::AppliedByDiesel, &applied.version, &name);
        }
        for record in known.orphans {
            if record.state == State::Applied {
                self.note(
                    InconsistencyKind::RevertedByDiesel,
                    &record.version,
                    &record.name,
                );
            }
        }
    }

    fn name(&self, version: &Version) -> String {
        let entry = self
            .migrations
            .iter()
            .find(|entry| entry.version == *version);
        entry.map_or_else(|| version.to_string(), |entry| entry.name.clone())
    }

    fn note(&mut self, kind: InconsistencyKind, version: &Version, name: &str) {
        self.attention.push(Inconsistency {
            kind,
            version: version.clone(),
            name: name.to_owned(),
        });
    }

    fn sort(&mut self) {
        self.migrations
            .sort_by(|left, right| left.version.cmp(&right.version));
        self.attention
            .sort_by(|left, right| (&left.version, left.kind).cmp(&(&right.version, right.kind)));
    }
}

#[cfg(test)]
mod tests;
