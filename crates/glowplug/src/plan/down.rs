//! Plans for `down`: which migrations are reverted, and by what.

use std::collections::BTreeMap;

use super::recorded::recorded_name;
use super::segment::Part;
use super::{DownTarget, Plan, RecordedState, Surveys, find};
use crate::error::{Direction, Error, Irreversible, Result};
use crate::model::{Applied, Database, State, Version};
use crate::source::{Body, CodeMigration, Migration, Script};

/// A migration that is to be reverted.
#[derive(Clone, Debug)]
pub struct Revert<'r> {
    /// The version.
    pub version: &'r Version,
    /// The name.
    pub name: &'r str,
    /// Whether it runs in a transaction.
    pub run_in_transaction: bool,
    /// What reverts it; `None` if it cannot be reverted.
    pub down: Option<Down<'r>>,
    /// Why it cannot be reverted, if its metadata gives a reason.
    pub why: Option<&'r str>,
}

/// The code that reverts a migration.
#[derive(Clone, Copy, Debug)]
pub enum Down<'r> {
    /// The script in its folder.
    Script(&'r Script),
    /// The script as stored when the migration was applied: the folder does not exist any more.
    Stored(&'r str),
    /// A migration in Rust.
    Code(&'r CodeMigration),
}

/// Returns the migrations that the target selects, newest version first. Those that were started
/// and not finished can also be reverted, if `known` lists them among the applied versions.
///
/// # Errors
/// [`Error::UnknownVersion`] or [`Error::Usage`] if the target does not exist.
pub fn selected<'r>(
    migrations: &'r [Migration],
    known: RecordedState<'r>,
    target: &DownTarget,
) -> Result<Vec<Revert<'r>>> {
    let folders: BTreeMap<&Version, &Migration> = migrations
        .iter()
        .map(|migration| (&migration.version, migration))
        .collect();
    let chosen = chosen(&folders, known, target)?;
    let revert = |applied: &'r Applied| revert(applied, folders.get(&applied.version).copied());
    Ok(chosen.into_iter().map(revert).collect())
}

/// Returns the applied versions that the target selects, newest first.
fn chosen<'r>(
    folders: &BTreeMap<&Version, &Migration>,
    known: RecordedState<'r>,
    target: &DownTarget,
) -> Result<Vec<&'r Applied>> {
    let batches = known.batches();
    let last = batches.values().map(|(_, batch)| *batch).max();
    let newest_first = batches.values().rev();
    let since = |first: i64| {
        newest_first
            .clone()
            .filter(move |(_, batch)| *batch >= first)
    };
    let all = newest_first.clone();
    let chosen: Vec<&(&Applied, i64)> = match target {
        DownTarget::All => all.collect(),
        DownTarget::Steps(count) => all.take(*count).collect(),
        DownTarget::LastBatch => since(last.unwrap_or_default()).collect(),
        DownTarget::Batch(first) => {
            if !batches.values().any(|(_, batch)| batch == first) {
                return Err(no_batch(*first, last));
            }
            since(*first).collect()
        }
        DownTarget::To(asked) => {
            let versions = folders.keys().chain(batches.keys()).copied();
            let stays = find(asked, versions)?;
            all.filter(|(applied, _)| applied.version > *stays)
                .collect()
        }
    };
    Ok(chosen.into_iter().map(|(applied, _)| *applied).collect())
}

fn no_batch(asked: i64, last: Option<i64>) -> Error {
    Error::Usage(match last {
        Some(last) => format!("nothing is applied in batch {asked}; the last batch is {last}"),
        None => format!("there is no batch {asked}: nothing is applied"),
    })
}

fn revert<'r>(applied: &'r Applied, folder: Option<&'r Migration>) -> Revert<'r> {
    let Some(folder) = folder else {
        let stored = applied
            .record
            .as_ref()
            .and_then(|record| record.down.as_deref());
        return Revert {
            version: &applied.version,
            name: recorded_name(applied),
            // Only a migration without a transaction can be interrupted in the middle.
            run_in_transaction: !is_half_reverted(applied),
            down: stored.map(Down::Stored),
            why: None,
        };
    };
    Revert {
        version: &applied.version,
        name: &folder.name,
        run_in_transaction: folder.run_in_transaction,
        down: match &folder.body {
            _ if folder.irreversible.is_some() => None,
            Body::Sql(scripts) => scripts.down.as_ref().map(Down::Script),
            Body::Code(code) => Some(Down::Code(code)),
        },
        why: folder.irreversible.as_deref().filter(|why| !why.is_empty()),
    }
}

fn is_half_reverted(applied: &Applied) -> bool {
    let record = applied.record.as_ref();
    record.is_some_and(|record| matches!(record.state, State::Reverting(_)))
}

/// Plans the revert of these migrations.
///
/// A `down` without statements is treated as missing: it is what `diesel migration generate` writes
/// and nobody has edited, and running it would leave tables behind. If there is nothing to revert,
/// write a statement that does nothing: `SELECT 1;`.
///
/// # Errors
/// [`Error::Irreversible`] with every migration that has no `down`, or declares that it is
/// irreversible.
pub fn down(selected: &[Revert<'_>], surveys: &Surveys) -> Result<Plan> {
    let irreversible: Vec<Irreversible> = selected
        .iter()
        .filter(|revert| !is_reversible(revert, surveys))
        .map(|revert| Irreversible {
            name: revert.name.to_owned(),
            why: revert.why.map(str::to_owned),
        })
        .collect();
    if !irreversible.is_empty() {
        return Err(Error::Irreversible(irreversible));
    }
    let parts = selected.iter().map(|revert| Part {
        version: revert.version,
        name: revert.name,
        irreversible: None,
        run_in_transaction: revert.run_in_transaction,
    });
    Ok(Plan {
        database: surveys.database,
        direction: Direction::Down,
        batch: None,
        segments: surveys.segments(parts),
    })
}

fn is_reversible(revert: &Revert<'_>, surveys: &Surveys) -> bool {
    match revert.down {
        None => false,
        Some(Down::Script(_) | Down::Stored(_)) => surveys
            .scripts
            .get(revert.version)
            .is_some_and(|survey| survey.statements > 0),
        Some(Down::Code(code)) => is_code_reversible(code, surveys.database),
    }
}

/// Returns true if a migration in Rust can be reverted: it has a `down`, or it did nothing, because
/// it has no steps for this database.
fn is_code_reversible(code: &CodeMigration, database: Database) -> bool {
    code.steps(database)
        .is_none_or(|steps| steps.down.is_some())
}

#[cfg(test)]
mod tests;
