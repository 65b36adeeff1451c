use super::{CodeMigration, Script};
use crate::error::Result;
use crate::model::{Checksum, Summing, Version};

/// One migration, for one database.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The version.
    pub version: Version,
    /// The folder's name, or the name of a migration in Rust.
    pub name: String,
    /// What it does, from `metadata.toml` or from Rust.
    pub description: Option<String>,
    /// Whether it runs inside a transaction.
    pub run_in_transaction: bool,
    /// What it runs.
    pub body: Body,
}

/// What a migration runs.
#[derive(Clone, Debug)]
pub enum Body {
    /// Scripts.
    Sql(SqlMigration),
    /// Rust.
    Code(CodeMigration),
}

/// The scripts of a migration, as chosen for one database.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlMigration {
    /// `up.<database>.sql`, else `up.sql`.
    pub up: Script,
    /// `after.<database>.sql`, else `after.sql`: runs after `up`, in the same transaction.
    pub after: Option<Script>,
    /// `down.<database>.sql`, else `down.sql`.
    pub down: Option<Script>,
}

impl Migration {
    /// The same migration with its scripts in memory, as far as they are small.
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

    /// Reads the scripts that apply it into memory, as far as they are small and there is room for so
    /// many bytes. What cannot be read stays on the disk.
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

    /// What its text comes to; `None` in Rust. Reads the files as a stream.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) when a file cannot be read.
    pub fn checksum(&self) -> Result<Option<Checksum>> {
        let Body::Sql(scripts) = &self.body else {
            return Ok(None);
        };
        let mut summing = Summing::default();
        scripts.up.sum_up(&mut summing)?;
        if let Some(after) = &scripts.after {
            summing.next_script();
            after.sum_up(&mut summing)?;
        }
        Ok(Some(summing.finish()))
    }
}
