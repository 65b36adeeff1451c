//! Reads and hashes the migration files on a thread of their own, while the database is queried.

use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::Result;
use crate::model::{Checksum, Database};
use crate::source::{Migration, Migrations};

/// The migrations and their checksums.
pub(super) struct Files {
    pub(super) migrations: Vec<Migration>,
    /// `None` if there is no text, or none that can be read.
    sums: Vec<Option<Checksum>>,
}

/// Files that were read ahead, or are being read.
pub(super) enum Prefetch {
    Reading(JoinHandle<Result<Files>>),
    Read(Files),
}

impl Prefetch {
    /// Starts reading on another thread.
    pub(super) fn begin(source: &Migrations, database: Database) -> Self {
        let source = source.clone();
        Self::Reading(spawn_blocking(move || Files::read(&source, database)))
    }

    /// Returns the files, once they are read.
    pub(super) async fn end(self) -> Result<Files> {
        match self {
            Self::Read(files) => Ok(files),
            Self::Reading(files) => files.await.unwrap_or_else(|ended| {
                // The task is never cancelled, so it panicked.
                std::panic::resume_unwind(ended.into_panic())
            }),
        }
    }
}

impl Files {
    fn read(source: &Migrations, database: Database) -> Result<Self> {
        let migrations = source.read(database)?;
        // Files that cannot be read are an error only when they are needed.
        let sums = migrations
            .iter()
            .map(|migration| migration.checksum().ok().flatten());
        Ok(Self {
            sums: sums.collect(),
            migrations,
        })
    }

    /// Returns the checksum of a migration, from the files if it is known.
    pub(super) fn checksum(&self, migration: &Migration) -> Result<Option<Checksum>> {
        let place = self
            .migrations
            .binary_search_by(|other| other.version.cmp(&migration.version));
        let known = place.ok().and_then(|place| self.sums[place].clone());
        match known {
            Some(sum) => Ok(Some(sum)),
            None => migration.checksum(),
        }
    }
}
