//! The files of a run, read and summed up on a thread of their own, while the database is asked.

use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::Result;
use crate::model::{Checksum, Database};
use crate::source::{Migration, Migrations};

/// The migrations, and what each comes to.
pub(super) struct Files {
    pub(super) migrations: Vec<Migration>,
    /// `None` where there is no text, or none that can be read.
    sums: Vec<Option<Checksum>>,
}

/// Files that are there already, or soon.
pub(super) enum Early {
    Reading(JoinHandle<Result<Files>>),
    Read(Files),
}

impl Early {
    /// Begins to read.
    pub(super) fn begin(source: &Migrations, database: Database) -> Self {
        let source = source.clone();
        Self::Reading(spawn_blocking(move || Files::read(&source, database)))
    }

    /// The files, once they are read.
    pub(super) async fn end(self) -> Result<Files> {
        match self {
            Self::Read(files) => Ok(files),
            Self::Reading(files) => files.await.unwrap_or_else(|ended| {
                // Nobody cancels it, so it panicked.
                std::panic::resume_unwind(ended.into_panic())
            }),
        }
    }
}

impl Files {
    fn read(source: &Migrations, database: Database) -> Result<Self> {
        let migrations = source.read(database)?;
        // What cannot be read is an error when it is needed.
        let sums = migrations
            .iter()
            .map(|migration| migration.checksum().ok().flatten());
        Ok(Self {
            sums: sums.collect(),
            migrations,
        })
    }

    /// What a migration comes to.
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
