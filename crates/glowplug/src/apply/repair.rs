//! Operations under the lock that change records and run no migration, and dry runs.

use super::run::Request;
use super::snapshot::Snapshot;
use super::{Mark, Runner};
use crate::error::{Error, Result};
use crate::model::Version;
use crate::plan::{EntryState, Plan, Planned};

impl Runner {
    /// Returns what a request would do; parses the scripts, and writes nothing.
    pub(super) async fn dry_run(&mut self, request: &Request<'_>) -> Result<Plan> {
        let found = self.read_state().await?;
        let mut prepared = self.prepared(&found, request)?;
        Ok(prepared.remove(0).plan)
    }

    pub(super) async fn repair_locked(&mut self, pooled: bool) -> Result<Vec<String>> {
        let found = self.read_state().await?;
        let mut execution = self.execution(&found, pooled);
        let mut words = execution.adopt(&found).await?;
        words.extend(execution.accept(&found).await?);
        Ok(words)
    }

    pub(super) async fn mark_locked(
        &mut self,
        version: &str,
        mark: Mark,
        pooled: bool,
    ) -> Result<Planned> {
        let found = self.read_state().await?;
        let version = found.resolve_version(version)?;
        let mut execution = self.execution(&found, pooled);
        let mut marked = execution.mark(&found, &[version], mark).await?;
        Ok(marked.remove(0))
    }

    pub(super) async fn baseline_locked(&mut self, pooled: bool) -> Result<Vec<Planned>> {
        let found = self.read_state().await?;
        let pending = found.status.migrations.iter();
        let pending = pending.filter(|entry| entry.state == EntryState::Pending);
        let versions: Vec<Version> = pending.map(|entry| entry.version.clone()).collect();
        if versions.is_empty() {
            return Ok(Vec::new());
        }
        let mut execution = self.execution(&found, pooled);
        execution.mark(&found, &versions, Mark::Applied).await
    }
}

impl Snapshot {
    /// Resolves what the user typed: the version itself, with or without hyphens, or the name.
    fn resolve_version(&self, text: &str) -> Result<Version> {
        let meant = Version::of_folder(text);
        let entries = &self.status.migrations;
        let same = |version: &Version, name: &str| *version == meant || name == text;
        let found = entries
            .iter()
            .find(|entry| same(&entry.version, &entry.name));
        found.map(|entry| entry.version.clone()).ok_or_else(|| {
            let near = |entry: &&crate::plan::Entry| {
                entry.name.contains(text) || entry.version.as_str().contains(meant.as_str())
            };
            Error::UnknownVersion {
                version: text.to_owned(),
                similar: entries.iter().find(near).map(|entry| entry.version.clone()),
            }
        })
    }
}
