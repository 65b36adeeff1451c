//! Runs migrations in a scratch database and measures what their statements do.

use std::collections::BTreeSet;

use glowplug::source::{Migration, Migrations};
use glowplug::{Version, plan};
use glowplug_lint::Subject;
use glowplug_schema::measure::{self, Measurement};
use glowplug_schema::scratch::Scratch;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::scratch::ScratchOptions;

/// Marks the subjects that are not pending as not to be judged.
///
/// # Errors
/// Anything that prevents the connection.
pub(super) async fn only_pending(context: &Context, subjects: &mut [Subject]) -> Result<()> {
    let status = context.read_only_runner().await?.status().await?;
    let entries = status.migrations.iter();
    let pending = entries.filter(|entry| entry.state == plan::EntryState::Pending);
    let pending: BTreeSet<&str> = pending.map(|entry| entry.name.as_str()).collect();
    for subject in subjects {
        subject.is_checked &= pending.contains(subject.name.as_str());
    }
    Ok(())
}

/// Runs the judged migrations after those before them, and returns what their statements did.
///
/// # Errors
/// A file that is no migration, an earlier migration that fails, or a server that does not answer.
pub(super) async fn measured(
    context: &Context,
    scratch: &ScratchOptions,
    subjects: &[Subject],
) -> Result<Option<Measurement>> {
    let mut target = context.target()?;
    let migrations = Migrations::folder(context.migrations()?);
    let loaded = migrations.load(target.address.database())?;
    let Some(first) = first(&loaded, subjects)? else {
        return Ok(None);
    };
    let last = loaded.iter().rposition(|it| is_judged(it, subjects));
    let wanted = &loaded[first..=last.unwrap_or(first)];
    let mut place = scratch.place(context, &mut target)?;
    // What a migration leaves behind is not known.
    place.keep = false;
    let earlier: BTreeSet<Version> = loaded[..first]
        .iter()
        .map(|it| it.version.clone())
        .collect();
    let measured = Scratch::with(&place, migrations.only(earlier), async |scratch| {
        measure::measure(scratch, wanted).await
    });
    Ok(Some(measured.await?))
}

/// Returns the first migration that is judged.
fn first(loaded: &[Migration], subjects: &[Subject]) -> Result<Option<usize>> {
    let names: BTreeSet<&str> = loaded.iter().map(|one| one.name.as_str()).collect();
    let mut judged = subjects.iter().filter(|subject| subject.is_checked);
    if let Some(other) = judged.find(|subject| !names.contains(subject.name.as_str())) {
        return Err(Error::usage(
            format!(
                "`{}` is not a migration, and only those are measured",
                other.name
            ),
            "leave it out, or leave out `--measure`",
        ));
    }
    Ok(loaded.iter().position(|it| is_judged(it, subjects)))
}

fn is_judged(migration: &Migration, subjects: &[Subject]) -> bool {
    let mut judged = subjects.iter().filter(|subject| subject.is_checked);
    judged.any(|subject| subject.name == migration.name)
}
