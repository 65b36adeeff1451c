//! Reverts migrations of which not all can be reverted.

use glowplug::catalog::Catalog;
use glowplug::error::{Irreversible, Result};
use glowplug::model::Database;
use glowplug::plan::{DownTarget, UpTarget};

use super::{Fault, ProofRequest, apart, refused};
use crate::scratch::Scratch;

/// The migrations that can be reverted.
pub(super) struct Back {
    /// The number of newest versions that can be reverted.
    pub(super) steps: usize,
    /// The irreversible migrations.
    pub(super) irreversible: Vec<Irreversible>,
}

impl Back {
    pub(super) fn of(subject: &ProofRequest, database: Database) -> Result<Self> {
        let mut migrations = subject.migrations.load(database)?;
        migrations.retain(|migration| subject.versions.contains(&migration.version));
        let newest_first = migrations.iter().rev();
        let reversible = newest_first.take_while(|migration| migration.irreversible.is_none());
        Ok(Self {
            steps: reversible.count(),
            irreversible: migrations
                .iter()
                .filter(|migration| migration.irreversible.is_some())
                .map(|migration| Irreversible {
                    name: migration.name.clone(),
                    why: migration.irreversible.clone(),
                })
                .collect(),
        })
    }
}

/// Reverts as many migrations as possible, and applies them again.
pub(super) async fn in_part(
    scratch: &mut Scratch,
    steps: usize,
    reached: &Catalog,
) -> Result<Option<Fault>> {
    if steps == 0 {
        return Ok(None);
    }
    let down = scratch.runner().down(&DownTarget::Steps(steps)).await;
    if let Some(fault) = refused(down, Fault::Down)? {
        return Ok(Some(fault));
    }
    if let Some(fault) = refused(scratch.runner().up(&UpTarget::Latest).await, Fault::UpAgain)? {
        return Ok(Some(fault));
    }
    let again = scratch.schema().await?;
    let changes = apart(&again, reached);
    Ok((!changes.is_empty()).then_some(Fault::NotTheSame { changes }))
}
