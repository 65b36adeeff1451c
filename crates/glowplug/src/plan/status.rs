use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::Known;
use super::known::{noted, recorded_name, unfinished};
use crate::error::Result;
use crate::model::{Applied, Attention, AttentionKind, Checksum, Record, State, Version};
use crate::source::Migration;

/// Every migration, and what needs attention.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Status {
    /// The migrations in order of version, those whose folder is gone among them.
    pub migrations: Vec<Entry>,
    /// What needs attention.
    pub attention: Vec<Attention>,
}

/// One migration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The version.
    pub version: Version,
    /// The name.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// Whether it is applied.
    #[serde(flatten)]
    pub state: EntryState,
}

/// Whether a migration is applied.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum EntryState {
    /// It is.
    Executed {
        /// In which batch; `None` when Diesel applied it and nobody took note yet.
        batch: Option<i64>,
        /// When.
        at: NaiveDateTime,
    },
    /// It is not.
    Pending,
    /// It was begun and not finished.
    Unfinished {
        /// How many statements are done.
        statements_done: usize,
    },
}

impl Status {
    /// How many there are.
    pub fn total(&self) -> usize {
        self.migrations.len()
    }

    /// How many are applied.
    pub fn executed(&self) -> usize {
        let executed = |entry: &&Entry| matches!(entry.state, EntryState::Executed { .. });
        self.migrations.iter().filter(executed).count()
    }

    /// How many are not, those that were begun among them.
    pub fn pending(&self) -> usize {
        self.total() - self.executed()
    }
}

/// Lays files and database side by side. `checksums` is asked only for migrations whose record has
/// a checksum; it is [`Migration::checksum`], unless the caller has them already.
///
/// # Errors
/// What `checksums` fails with.
pub fn status(
    migrations: &[Migration],
    known: Known<'_>,
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
    let is_executed = |version: &&Version| !begun.contains_key(*version);
    let newest = applied.keys().copied().filter(is_executed).max();
    for migration in migrations {
        let held = applied.get(&migration.version).copied();
        let state = state(held, begun.get(&migration.version).copied());
        if state == EntryState::Pending && newest.is_some_and(|newest| migration.version < *newest)
        {
            status.note(
                AttentionKind::OutOfOrder,
                &migration.version,
                &migration.name,
            );
        }
        if let Some(applied) = held
            && is_edited(migration, applied, &checksums)?
        {
            status.note(AttentionKind::Edited, &migration.version, &migration.name);
        }
        status.migrations.push(Entry {
            version: migration.version.clone(),
            name: migration.name.clone(),
            description: migration.description.clone(),
            state,
        });
    }
    status.add_missing(&applied, &begun);
    status.note_traces(known);
    status.sort();
    Ok(status)
}

fn state(applied: Option<&Applied>, begun: Option<&Record>) -> EntryState {
    match (applied, begun.map(|record| &record.state)) {
        (_, Some(State::Applying(progress) | State::Reverting(progress))) => {
            EntryState::Unfinished {
                statements_done: progress.done,
            }
        }
        (Some(applied), _) => EntryState::Executed {
            batch: noted(applied).map(|record| record.batch),
            at: applied.run_on,
        },
        (None, _) => EntryState::Pending,
    }
}

/// Whether the text was changed since it was applied; what Diesel ran again is as it is now.
fn is_edited(
    migration: &Migration,
    applied: &Applied,
    checksums: impl Fn(&Migration) -> Result<Option<Checksum>>,
) -> Result<bool> {
    let Some(then) = noted(applied).and_then(|record| record.checksum.as_ref()) else {
        return Ok(false);
    };
    Ok(checksums(migration)?.as_ref() != Some(then))
}

impl Status {
    /// What is applied or begun, and has no folder.
    fn add_missing(
        &mut self,
        applied: &BTreeMap<&Version, &Applied>,
        begun: &BTreeMap<&Version, &Record>,
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
            if begun.is_none() {
                self.note(AttentionKind::Missing, version, name);
            }
            self.migrations.push(Entry {
                version: version.clone(),
                name: name.to_owned(),
                description: None,
                state: state(applied.get(version).copied(), begun),
            });
        }
    }

    /// What an interrupted run and what Diesel left.
    fn note_traces(&mut self, known: Known<'_>) {
        let begun = known.half_applied().chain(known.half_reverted());
        self.attention.extend(begun.map(unfinished));
        for (applied, _) in known.adoptions() {
            let name = self.name(&applied.version);
            self.note(AttentionKind::AppliedByDiesel, &applied.version, &name);
        }
        for record in known.orphans {
            if record.state == State::Applied {
                self.note(
                    AttentionKind::RevertedByDiesel,
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

    fn note(&mut self, kind: AttentionKind, version: &Version, name: &str) {
        self.attention.push(Attention {
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
