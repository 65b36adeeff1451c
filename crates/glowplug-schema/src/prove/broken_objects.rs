//! Finds views, triggers and routines that still exist after a migration, but no longer work.

use std::collections::BTreeMap;

use glowplug::catalog::{Catalog, ObjectName};
use glowplug::error::{Class, ServerError};
use glowplug::session::{Access, TransactionKind};
use serde::Serialize;

use super::candidate_rows;
use crate::dialect::probes::{self, Probe, ProbeKind};
use crate::dialect::sample_rows;
use crate::scratch::Scratch;

/// The maximum number of statements that are tried: each takes a transaction of its own.
const TRIES: usize = 200;

/// An object that no longer works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// The object.
    pub object: ObjectName,
    /// The error of the database when it is used.
    pub message: String,
}

/// The objects that do not work, with the errors of the database.
pub(super) type Failing = BTreeMap<ObjectName, String>;

/// Uses every view, trigger and routine that can be used without side effects; returns those that
/// fail.
pub(super) async fn failing(scratch: &mut Scratch, catalog: &Catalog, row: u32) -> Failing {
    let mut failing = Failing::new();
    let mut tries = 0;
    for probe in probes::probes(catalog) {
        tries += usize::from(probe.manner == ProbeKind::RolledBack);
        if failing.contains_key(&probe.object)
            || tries > TRIES && probe.manner == ProbeKind::RolledBack
        {
            continue;
        }
        let recompiled = match probe.object {
            ObjectName::Trigger(..) => probes::recompiled(catalog, |of| !failing.contains_key(of)),
            _ => String::new(),
        };
        if let Err(error) = run(scratch, &probe, &recompiled).await {
            failing.insert(probe.object, error.message);
        }
    }
    let recompiled = probes::recompiled(catalog, |of| !failing.contains_key(of));
    for table in probes::inserted(catalog).into_iter().take(TRIES) {
        let Some(trigger) = table.triggers.first() else {
            continue;
        };
        let object = ObjectName::Trigger(table.name.clone(), trigger.name.clone());
        for way in candidate_rows::ways(catalog, table, row) {
            let Some(sql) = sample_rows::insert(catalog, table, row, &way) else {
                break;
            };
            match attempt(scratch, &format!("{recompiled}{sql}")).await {
                Ok(()) => break,
                Err(error) if error.class == Class::Missing => {
                    failing.entry(object).or_insert(error.message);
                    break;
                }
                Err(_) => {}
            }
        }
    }
    failing
}

/// Returns the objects that fail now and did not before.
pub(super) fn broken(before: &Failing, now: Failing) -> Vec<Broken> {
    let new = now
        .into_iter()
        .filter(|(object, _)| !before.contains_key(object));
    new.map(|(object, message)| Broken { object, message })
        .collect()
}

async fn run(scratch: &mut Scratch, probe: &Probe, recompiled: &str) -> Result<(), ServerError> {
    match probe.manner {
        ProbeKind::ReadOnly => {
            let shown = scratch
                .session()
                .query_text(&probe.sql, Access::Write)
                .await;
            shown.map(drop)
        }
        ProbeKind::Compiled => attempt(scratch, &probe.sql).await,
        ProbeKind::RolledBack => {
            match attempt(scratch, &format!("{recompiled}{}", probe.sql)).await {
                Err(error) if error.class == Class::Missing => Err(error),
                _ => Ok(()),
            }
        }
    }
}

/// Runs a statement in a transaction that is rolled back.
async fn attempt(scratch: &mut Scratch, sql: &str) -> Result<(), ServerError> {
    let session = scratch.changing();
    session.begin(TransactionKind::Plain).await?;
    let ran = session.run(sql).await;
    session.rollback().await?;
    ran
}
