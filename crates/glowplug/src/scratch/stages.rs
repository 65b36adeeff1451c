//! What the first so many migrations are called, by their content: two folders with the same
//! migrations have the same stages.

use super::Place;
use crate::error::Result;
use crate::model::{Database, Summing};
use crate::source::{Migration, Migrations};

/// How much of a checksum tells stages apart.
const DIGITS: usize = 24;

/// The names of all stages, the earliest first.
#[derive(Debug, Default)]
pub(super) struct Stages {
    names: Vec<String>,
    /// Whether the last one is that of all migrations.
    whole: bool,
}

impl Stages {
    /// The stages of these migrations beside a database; none where nothing is kept. A migration in
    /// Rust has no text to tell it by: neither it nor what follows has a stage.
    pub(super) fn of(place: &Place, migrations: &Migrations) -> Result<Self> {
        if !place.keep || place.near.database() != Database::Postgres {
            return Ok(Self::default());
        }
        let mut stages = Self {
            names: Vec::new(),
            whole: true,
        };
        // What is made beside another database has its locale, and belongs to its user.
        let mut before = place.near.to_string();
        for migration in migrations.load(place.near.database())? {
            let Some(name) = name(&before, &migration)? else {
                stages.whole = false;
                break;
            };
            before.clone_from(&name);
            stages.names.push(name);
        }
        Ok(stages)
    }

    /// The names, those of most migrations first.
    pub(super) fn latest_first(&self) -> Vec<&str> {
        self.names.iter().rev().map(String::as_str).collect()
    }

    /// The stage of all migrations.
    pub(super) fn last(&self) -> Option<&str> {
        let last = self.names.last().filter(|_| self.whole);
        last.map(String::as_str)
    }
}

fn name(before: &str, migration: &Migration) -> Result<Option<String>> {
    let Some(checksum) = migration.checksum()? else {
        return Ok(None);
    };
    let mut summing = Summing::default();
    let transaction = migration.run_in_transaction.to_string();
    for part in [before, &migration.name, &transaction, checksum.as_str()] {
        summing.update(part.as_bytes());
        summing.next_script();
    }
    let mut name = summing.finish().as_str().to_owned();
    name.truncate(DIGITS);
    Ok(Some(name))
}
