//! Migrations that were edited or deleted although others have applied them, or may have.

use std::time::Duration;

use glowplug::model::{Checksum, InconsistencyKind};
use glowplug::source::{Migration, Migrations};
use glowplug::{Database, Runner, Version};
use glowplug_local::State;
use serde::Serialize;

use super::staged::Staged;
use crate::connection::Target;
use crate::context::Context;
use crate::error::Result;
use crate::git::Tree;

/// How long the local database may take to answer. A commit does not wait for one that is busy.
const PATIENCE: Duration = Duration::from_millis(400);

/// A migration that should not be edited any more.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Edited {
    /// Its name.
    pub(super) migration: String,
    /// Whether it was deleted.
    pub(super) deleted: bool,
    /// Who has it: a branch of the remote, or a database.
    pub(super) known_by: String,
}

/// Returns the migrations that this commit edits or deletes although the main branch of the remote has
/// them, or although they are applied to the local database.
///
/// # Errors
/// A `git` that fails.
pub(super) async fn edited(
    context: &Context,
    staged: &Staged<'_>,
    database: Database,
    migrations: &Migrations,
) -> Result<Vec<Edited>> {
    let names = staged.edited();
    let mut versions: Vec<Version> = names.iter().map(|name| Version::of_folder(name)).collect();
    if versions.is_empty() {
        return Ok(Vec::new());
    }
    let now = migrations.load(database)?;
    let mut found = Vec::new();
    if let Some(branch) = staged.repository.main_branch() {
        let before = staged.migrations(Tree::Commit(&branch))?;
        let mut before = before.load(database).unwrap_or_default();
        before.retain(|migration| versions.contains(&migration.version));
        for migration in &before {
            if let Some(edited) = against(migration, &now, &branch) {
                versions.retain(|version| *version != migration.version);
                found.push(edited);
            }
        }
    }
    found.extend(applied(context, &versions, migrations).await);
    found.sort();
    Ok(found)
}

/// Returns how a migration of a branch differs from what is staged.
fn against(before: &Migration, now: &[Migration], branch: &str) -> Option<Edited> {
    let found = now.iter().find(|it| it.version == before.version);
    let edited = |deleted: bool| Edited {
        migration: before.name.clone(),
        deleted,
        known_by: format!("the branch `{branch}`"),
    };
    let Some(found) = found else {
        return Some(edited(true));
    };
    (checksum(before) != checksum(found)).then(|| edited(false))
}

fn checksum(migration: &Migration) -> Option<Checksum> {
    migration.checksum().ok().flatten()
}

/// Asks the local database, if it is running. Other databases are not asked: a commit should need no
/// network.
async fn applied(context: &Context, versions: &[Version], migrations: &Migrations) -> Vec<Edited> {
    let Some(target) = context.target().ok().filter(is_at_hand) else {
        return Vec::new();
    };
    if versions.is_empty() {
        return Vec::new();
    }
    let ask = async {
        let mut runner = Runner::connect_and_read(&target.address, migrations.clone()).await?;
        runner.status().await
    };
    let Ok(Ok(status)) = tokio::time::timeout(PATIENCE, ask).await else {
        return Vec::new();
    };
    let name = target.address.database_name();
    let attention = status.attention.into_iter();
    attention
        .filter(|item| versions.contains(&item.version))
        .filter_map(|item| {
            let deleted = match item.kind {
                InconsistencyKind::Edited => false,
                InconsistencyKind::Missing | InconsistencyKind::UnfinishedMissing => true,
                _ => return None,
            };
            Some(Edited {
                migration: item.name,
                deleted,
                known_by: format!("the database `{name}`"),
            })
        })
        .collect()
}

/// Returns true if a database is on this machine and running.
fn is_at_hand(target: &Target) -> bool {
    let is_running = match &target.local {
        Some(local) => local.cluster.status().state == State::Running,
        None => true,
    };
    is_running && target.address.is_local() && !target.is_missing_file()
}
