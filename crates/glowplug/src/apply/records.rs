//! Records that are set under the lock without running anything.

use super::found::Found;
use super::run::Request;
use super::{Mark, Runner};
use crate::error::{Error, Result};
use crate::model::Version;
use crate::plan::{EntryState, Plan, Planned};

impl Runner {
    /// What a request would do; reads the scripts through, and writes nothing.
    pub(super) async fn foresee(&mut self, request: &Request<'_>) -> Result<Plan> {
        let found = self.look().await?;
        let mut prepared = self.prepared(&found, request)?;
        Ok(prepared.remove(0).plan)
    }

    pub(super) async fn repair_locked(&mut self, pooled: bool) -> Result<Vec<String>> {
        let found = self.look().await?;
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
        let found = self.look().await?;
        let version = found.named(version)?;
        let mut execution = self.execution(&found, pooled);
        let mut marked = execution.mark(&found, &[version], mark).await?;
        Ok(marked.remove(0))
    }

    pub(super) async fn baseline_locked(&mut self, pooled: bool) -> Result<Vec<Planned>> {
        let found = self.look().await?;
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

impl Found {
    /// The version that somebody means: the version itself, with or without hyphens, or the name.
    fn named(&self, text: &str) -> Result<Version> {
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
