//! Content hashes of each prefix of the migrations. Two folders with the same migrations share
//! them.

use glowplug::dialect;
use glowplug::error::Result;
use glowplug::model::ChecksumBuilder;
use glowplug::source::{Migration, Migrations};

use super::ScratchConfig;

/// The number of digits of a checksum that are used.
const DIGITS: usize = 24;

/// The hashes of all prefixes, shortest first.
#[derive(Debug, Default)]
pub(super) struct PrefixHashes {
    names: Vec<String>,
    /// Whether the last one is that of all migrations.
    whole: bool,
}

impl PrefixHashes {
    /// Computes the hashes for these migrations on the server of a database; none if nothing is
    /// cached. A migration in Rust has no text to hash: neither it nor what follows has one.
    pub(super) fn of(place: &ScratchConfig, migrations: &Migrations) -> Result<Self> {
        let is_kept = place.keep && place.confinement.is_none();
        if !is_kept || !dialect::capabilities(place.near.database()).cached_scratch {
            return Ok(Self::default());
        }
        let mut stages = Self {
            names: Vec::new(),
            whole: true,
        };
        // A scratch database has the locale of the database next to it, and is owned by its user,
        // so its address is part of the hash.
        let mut before = place.near.to_string();
        if let Some(script) = &place.prepare {
            before.push_str(&script.sum()?);
        }
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

    /// Returns the hashes, longest prefix first.
    pub(super) fn latest_first(&self) -> Vec<&str> {
        self.names.iter().rev().map(String::as_str).collect()
    }

    /// Returns the hash of all migrations.
    pub(super) fn last(&self) -> Option<&str> {
        let last = self.names.last().filter(|_| self.whole);
        last.map(String::as_str)
    }
}

fn name(before: &str, migration: &Migration) -> Result<Option<String>> {
    let Some(checksum) = migration.checksum()? else {
        return Ok(None);
    };
    let mut summing = ChecksumBuilder::default();
    let transaction = migration.run_in_transaction.to_string();
    for part in [before, &migration.name, &transaction, checksum.as_str()] {
        summing.update(part.as_bytes());
        summing.next_script();
    }
    let mut name = summing.finish().as_str().to_owned();
    name.truncate(DIGITS);
    Ok(Some(name))
}
