//! A migration with its scripts, for one database.

use super::{CodeMigration, Script};
use crate::error::Result;
use crate::model::{Checksum, ChecksumBuilder, Version};

/// A migration, for one database.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The version.
    pub version: Version,
    /// The folder's name, or the name of a migration in Rust.
    pub name: String,
    /// Its description, from `metadata.toml` or from Rust.
    pub description: Option<String>,
    /// Whether it runs in a transaction.
    pub run_in_transaction: bool,
    /// Why it cannot be reverted, if `metadata.toml` gives a reason; then its `down` is not run.
    pub irreversible: Option<String>,
    /// What it runs.
    pub body: Body,
}

/// What a migration runs.
#[derive(Clone, Debug)]
pub enum Body {
    /// Scripts.
    Sql(SqlMigration),
    /// Closures in Rust.
    Code(CodeMigration),
}

/// The scripts of a migration, chosen for one database.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlMigration {
    /// `up.<database>.sql`, or else `up.sql`.
    pub up: Script,
    /// `after.<database>.sql`, or else `after.sql`: runs after `up`, in the same transaction.
    pub after: Option<Script>,
    /// `down.<database>.sql`, or else `down.sql`.
    pub down: Option<Script>,
}

impl Migration {
    /// Returns the migration with its small scripts read into memory.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) when a file cannot be read.
    pub(crate) fn loaded(&self) -> Result<Self> {
        let mut loaded = self.clone();
        if let Body::Sql(scripts) = &mut loaded.body {
            scripts.up = scripts.up.loaded()?;
            let others = [&mut scripts.after, &mut scripts.down];
            for script in others.into_iter().flatten() {
                *script = script.loaded()?;
            }
        }
        Ok(loaded)
    }

    /// Reads the scripts that apply it into memory, if they are small and do not exceed `room`
    /// bytes. Files that cannot be read are skipped.
    pub(crate) fn keep(&mut self, room: &mut u64) {
        let Body::Sql(scripts) = &mut self.body else {
            return;
        };
        for script in [Some(&mut scripts.up), scripts.after.as_mut()]
            .into_iter()
            .flatten()
        {
            let Ok(length) = script.len() else { continue };
            if length <= *room
                && let Ok(loaded) = script.loaded()
            {
                *script = loaded;
                *room -= length;
            }
        }
    }

    /// Returns the checksum of its text; `None` for a migration in Rust. Streams the files.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) when a file cannot be read.
    pub fn checksum(&self) -> Result<Option<Checksum>> {
        let Body::Sql(scripts) = &self.body else {
            return Ok(None);
        };
        let mut summing = ChecksumBuilder::default();
        scripts.up.hash_into(&mut summing)?;
        if let Some(after) = &scripts.after {
            summing.next_script();
            after.hash_into(&mut summing)?;
        }
        Ok(Some(summing.finish()))
    }
}
