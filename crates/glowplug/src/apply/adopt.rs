//! Records that are set without running anything: what Diesel did, what is repaired, what is
//! marked by hand.

use chrono::Utc;

use super::Mark;
use super::execution::{Execution, Stop};
use super::found::Found;
use crate::error::{Error, Result};
use crate::model::{Action, Applied, AttentionKind, Event, Record, State, Version};
use crate::plan::{Planned, SegmentKind};
use crate::session::Session;

impl Execution<'_> {
    /// Takes note of what Diesel applied and reverted since. Gives what was noted, in words.
    pub(super) async fn adopt(&mut self, found: &Found) -> Result<Vec<String>> {
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
        let mut words = Vec::new();
        for record in reverted {
            words.push(self.forget(record).await?);
        }
        for (applied, batch) in applied {
            words.push(self.adopt_one(found, applied, batch).await?);
        }
        self.commit_records().await?;
        Ok(words)
    }

    async fn forget(&mut self, record: &Record) -> Result<String> {
        let session = &mut **self.session;
        self.bookkeeping
            .remove_record(session, &record.version)
            .await?;
        let event = self
            .identity
            .event(Action::Forget, &record.version, &record.name);
        self.bookkeeping.append(session, &[event]).await?;
        Ok(format!("`{}` was reverted by diesel", record.name))
    }

    async fn adopt_one(&mut self, found: &Found, applied: &Applied, batch: i64) -> Result<String> {
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
        Ok(format!("`{}` was applied by diesel", record.name))
    }

    /// The record of a version that is applied without our having run it.
    fn unrun_record(&self, found: &Found, version: &Version, batch: i64) -> Result<Record> {
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

    /// Accepts the texts of applied migrations as they are now.
    pub(super) async fn accept(&mut self, found: &Found) -> Result<Vec<String>> {
        let edited: Vec<&Applied> = found
            .ledger
            .applied
            .iter()
            .filter(|applied| {
                found.status.attention.iter().any(|attention| {
                    attention.kind == AttentionKind::Edited && attention.version == applied.version
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

    /// Sets the records of versions by hand, in one transaction. Each is a batch of its own: nobody
    /// applied them together, and a `down` must not take a whole baseline back.
    pub(super) async fn mark(
        &mut self,
        found: &Found,
        versions: &[Version],
        mark: Mark,
    ) -> Result<Vec<Planned>> {
        self.begin_records().await?;
        let mut marked = Vec::new();
        for (batch, version) in (self.batch..).zip(versions) {
            let record = self.unrun_record(found, version, batch)?;
            let name = self.known_name(found, record.name.clone(), version);
            if mark == Mark::Applied && found.is_recorded(version) {
                // What was really run keeps its record.
                let version = version.clone();
                marked.push(Planned { version, name });
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
            });
        }
        self.commit_records().await?;
        Ok(marked)
    }

    /// The name in the record where the folder is gone.
    fn known_name(&self, found: &Found, name: String, version: &Version) -> String {
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

/// An error where no migration runs.
fn plain(stop: Stop) -> Error {
    match stop {
        Stop::Error(error) => error,
        Stop::Statement { error, .. } => Error::Server {
            doing: "opening a transaction",
            source: error,
        },
    }
}
