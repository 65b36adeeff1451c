use std::collections::BTreeSet;

use super::known::unfinished;
use super::segment::Part;
use super::{Known, Plan, Surveys, UpTarget, find};
use crate::error::{Direction, Error, Result};
use crate::model::{Attention, Version};
use crate::source::Migration;

/// What `up` has to do.
#[derive(Clone, Debug, Default)]
pub struct Pending<'m> {
    /// The migrations, in order of version; one that was begun and not finished stands where its
    /// version says.
    pub migrations: Vec<&'m Migration>,
    /// Why there is nothing to do, where that may be a surprise.
    pub remark: Option<String>,
}

/// Finds what is pending, up to the target. `migrations` are in order of version, as
/// [`Migrations::load`](crate::source::Migrations::load) gives them.
///
/// # Errors
/// [`Error::UnknownVersion`] when there is no such target, and [`Error::Attention`] when a
/// migration is half reverted: that has to be finished first.
pub fn pending<'m>(
    migrations: &'m [Migration],
    known: Known<'_>,
    target: &UpTarget,
) -> Result<Pending<'m>> {
    let half_reverted: Vec<Attention> = known.half_reverted().map(unfinished).collect();
    if !half_reverted.is_empty() {
        return Err(Error::Attention(half_reverted));
    }
    let begun: BTreeSet<&Version> = known.half_applied().map(|record| &record.version).collect();
    let applied: BTreeSet<&Version> = known
        .applied
        .iter()
        .map(|applied| &applied.version)
        .filter(|version| !begun.contains(version))
        .collect();
    let pending = migrations
        .iter()
        .filter(|migration| !applied.contains(&migration.version));
    match target {
        UpTarget::Latest => Ok(pending.collect::<Vec<_>>().into()),
        UpTarget::Steps(count) => Ok(pending.take(*count).collect::<Vec<_>>().into()),
        UpTarget::To(asked) => {
            let versions = migrations.iter().map(|migration| &migration.version);
            let last = find(asked, versions.chain(applied.iter().copied()))?;
            let migrations: Vec<&Migration> = pending
                .filter(|migration| migration.version <= *last)
                .collect();
            let remark = migrations
                .is_empty()
                .then(|| format!("`{last}` is applied already, and nothing before it is pending"));
            Ok(Pending { migrations, remark })
        }
    }
}

/// Plans to apply these migrations as one batch.
pub fn up(pending: &[&Migration], surveys: &Surveys, batch: i64) -> Plan {
    let parts = pending.iter().map(|migration| Part {
        version: &migration.version,
        name: &migration.name,
        run_in_transaction: migration.run_in_transaction,
    });
    Plan {
        database: surveys.database,
        direction: Direction::Up,
        batch: (!pending.is_empty()).then_some(batch),
        segments: surveys.segments(parts),
    }
}

impl<'m> From<Vec<&'m Migration>> for Pending<'m> {
    fn from(migrations: Vec<&'m Migration>) -> Self {
        Self {
            migrations,
            remark: None,
        }
    }
}
