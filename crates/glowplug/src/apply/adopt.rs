//! Changes to the records that run no migration: adopting what Diesel did, accepting edited texts,
//! and marking by hand.

use chrono::Utc;

use super::Mark;
use super::execution::{Execution, JobError};
use super::snapshot::Snapshot;
use crate::error::{Error, Result};
use crate::model::{Action, Applied, Event, InconsistencyKind, Record, State, Version};
use crate::plan::{Planned, SegmentKind};
use crate::session::Session;

impl Execution<'_> {
    /// Records what Diesel applied and reverted since the last run. Returns one line of text per
    /// change.
    pub(super) async fn adopt(&mut self, found: &Snapshot) -> Result<Vec<String>> {
        let applied = found.known().adoptions();
        let reverted: Vec<&Record> = found
            .ledger
            .orphans
            .iter()
            .filter(|record| record.state == State::Applied)
            .collect();
        if applied.is_empty() && reverted.is_empty() {
            return Ok(Vec::new());
        }
        self.begin_records().await?;
        let (mut forgotten, mut adopted) = (Vec::new(), Vec::new());
        for record in reverted {
            forgotten.push(self.forget(record).await?);
        }
        for (applied, batch) in applied {
            adopted.push(self.adopt_one(found, applied, batch).await?);
        }
        self.commit_records().await?;
        let mut words = describe(&forgotten, "reverted");
        words.extend(describe(&adopted, "applied"));
        Ok(words)
    }

    /// Removes the record of a migration that Diesel reverted; returns its name.
    async fn forget(&mut self, record: &Record) -> Result<String> {
        let session = &mut **self.session;
        self.bookkeeping
            .remove_record(session, &record.version)
            .await?;
        let event = self
            .identity
            .event(Action::Forget, &record.version, &record.name);
        self.bookkeeping.append(session, &[event]).await?;
        Ok(record.name.clone())
    }

    /// Adds the record of a migration that Diesel applied; returns its name.
    async fn adopt_one(
        &mut self,
        found: &Snapshot,
        applied: &Applied,
        batch: i64,
    ) -> Result<String> {
        let record = Record {
            applied_at: applied.run_on.and_utc(),
            actor: "unknown".to_owned(),
            host: "unknown".to_owned(),
            tool: "diesel".to_owned(),
            ..self.unrun_record(found, &applied.version, batch)?
        };
        let session = &mut **self.session;
        if applied.record.is_some() {
            self.bookkeeping
                .remove_record(session, &applied.version)
                .await?;
        }
        self.bookkeeping
            .add_records(session, std::slice::from_ref(&record))
            .await?;
        let event = Event {
            batch: Some(batch),
            ..self
                .identity
                .event(Action::Adopt, &record.version, &record.name)
        };
        self.bookkeeping.append(session, &[event]).await?;
        Ok(record.name)
    }

    /// Returns the record of a version that is applied, but was not run by this runner.
    fn unrun_record(&self, found: &Snapshot, version: &Version, batch: i64) -> Result<Record> {
        let migration = found.migration(version);
        let (checksum, down) = match migration {
            Some(migration) => (migration.checksum()?, super::prepare::down_text(migration)?),
            None => (None, None),
        };
        Ok(Record {
            version: version.clone(),
            name: migration.map_or_else(|| version.to_string(), |found| found.name.clone()),
            batch,
            checksum,
            applied_at: Utc::now(),
            duration: None,
            actor: self.identity.actor.clone(),
            host: self.identity.host.clone(),
            tool: self.identity.tool.clone(),
            down,
            run_on: None,
            state: State::Applied,
        })
    }

    /// Accepts the current text of applied migrations that were edited.
    pub(super) async fn accept(&mut self, found: &Snapshot) -> Result<Vec<String>> {
        let edited: Vec<&Applied> = found
            .ledger
            .applied
            .iter()
            .filter(|applied| {
                found.status.attention.iter().any(|attention| {
                    attention.kind == InconsistencyKind::Edited
                        && attention.version == applied.version
                })
            })
            .collect();
        if edited.is_empty() {
            return Ok(Vec::new());
        }
        self.begin_records().await?;
        let mut words = Vec::new();
        for record in edited.iter().filter_map(|applied| applied.record.as_ref()) {
            let fresh = self.unrun_record(found, &record.version, record.batch)?;
            let accepted = Record {
                name: fresh.name,
                checksum: fresh.checksum,
                down: fresh.down,
                ..record.clone()
            };
            let session = &mut **self.session;
            self.bookkeeping
                .remove_record(session, &record.version)
                .await?;
            self.bookkeeping
                .add_records(session, std::slice::from_ref(&accepted))
                .await?;
            let event = self
                .identity
                .event(Action::Repair, &record.version, &accepted.name);
            self.bookkeeping.append(session, &[event]).await?;
            words.push(format!("`{}` is accepted as it is now", accepted.name));
        }
        self.commit_records().await?;
        Ok(words)
    }

    /// Sets the records of versions by hand, in one transaction. Each gets a batch of its own: they
    /// were not applied together, and one `down` must not revert a whole baseline.
    pub(super) async fn mark(
        &mut self,
        found: &Snapshot,
        versions: &[Version],
        mark: Mark,
    ) -> Result<Vec<Planned>> {
        self.begin_records().await?;
        let mut marked = Vec::new();
        for (batch, version) in (self.batch..).zip(versions) {
            let record = self.unrun_record(found, version, batch)?;
            let name = self.known_name(found, record.name.clone(), version);
            if mark == Mark::Applied && found.is_recorded(version) {
                // A version that a runner really applied keeps its record.
                let version = version.clone();
                marked.push(Planned {
                    version,
                    name,
                    irreversible: None,
                });
                continue;
            }
            let session: &mut dyn Session = &mut **self.session;
            self.bookkeeping.remove_record(session, version).await?;
            let mut event = self.identity.event(Action::Mark, version, &name);
            match mark {
                Mark::Applied => {
                    if !found.is_applied(version) {
                        self.bookkeeping.add_versions(session, &[version]).await?;
                    }
                    self.bookkeeping
                        .add_records(session, std::slice::from_ref(&record))
                        .await?;
                    event.batch = Some(batch);
                    event.message = Some("as applied".to_owned());
                }
                Mark::Pending => {
                    self.bookkeeping.remove(session, &[version]).await?;
                    event.message = Some("as pending".to_owned());
                }
            }
            self.bookkeeping.append(session, &[event]).await?;
            marked.push(Planned {
                version: version.clone(),
                name,
                irreversible: None,
            });
        }
        self.commit_records().await?;
        Ok(marked)
    }

    /// Returns the recorded name if the folder is missing.
    fn known_name(&self, found: &Snapshot, name: String, version: &Version) -> String {
        if found.migration(version).is_some() {
            return name;
        }
        let applied = found.ledger.applied.iter();
        let records = applied.filter_map(|applied| applied.record.as_ref());
        let known = records.chain(&found.ledger.orphans);
        let mut known = known.filter(|record| record.version == *version);
        known.next().map_or(name, |record| record.name.clone())
    }

    async fn begin_records(&mut self) -> Result<()> {
        self.open(SegmentKind::Transaction).await.map_err(plain)
    }

    async fn commit_records(&mut self) -> Result<()> {
        let committed = self.session.commit().await;
        committed.map_err(crate::dialect::bookkeeping::failing(
            "committing the records",
        ))
    }
}

/// Describes what Diesel or a service did: one line for each migration, or one line for many.
fn describe(names: &[String], what: &str) -> Vec<String> {
    const EACH: usize = 5;
    match names {
        [first, .., last] if names.len() > EACH => vec![format!(
            "{} migrations were {what} by diesel or a service: `{first}` to `{last}`",
            names.len()
        )],
        _ => names
            .iter()
            .map(|name| format!("`{name}` was {what} by diesel or a service"))
            .collect(),
    }
}

/// Converts the error of a step during which no migration runs.
fn plain(stop: JobError) -> Error {
    match stop {
        JobError::Error(error) => error,
        JobError::Statement { error, .. } => Error::Server {
            doing: "opening a transaction",
            source: error,
        },
    }
}
