//! The events that a run reports to its listener.

use std::time::Duration;

use crate::catalog::Catalog;
use crate::error::{Blocker, Direction, Holder};
use crate::plan::SegmentKind;

/// An event during a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunEvent<'a> {
    /// Another runner holds the lock; reported once for each holder.
    WaitingForRunner(&'a Holder),
    /// The schema was read before the run changes it
    /// ([`remember_before`](super::Runner::remember_before)).
    SchemaRead(&'a Catalog),
    /// A segment of the plan starts.
    SegmentStarted {
        /// How it runs.
        kind: SegmentKind,
        /// How many migrations it has.
        migrations: usize,
    },
    /// A migration starts.
    MigrationStarted {
        /// Its name.
        name: &'a str,
        /// Its direction.
        direction: Direction,
        /// Its number within the run, from 1.
        number: usize,
        /// How many migrations the run has.
        of: usize,
    },
    /// A statement is sent.
    StatementStarted {
        /// Its number within its script, from 1.
        number: usize,
        /// How many statements the script has.
        of: usize,
        /// Its text.
        sql: &'a str,
    },
    /// A migration is done; it is permanent only once its segment is committed.
    MigrationFinished {
        /// Its name.
        name: &'a str,
        /// Its direction.
        direction: Direction,
        /// How long it took.
        duration: Duration,
    },
    /// A segment of the plan is committed.
    SegmentCommitted {
        /// How many migrations it had.
        migrations: usize,
    },
    /// A lock timed out; the segment was rolled back, and is retried after a pause.
    Retrying {
        /// The migration that waited.
        name: &'a str,
        /// The sessions that held the lock.
        blockers: &'a [Blocker],
        /// The number of the attempt that failed, from 1.
        attempt: u32,
        /// The maximum number of attempts.
        of: u32,
        /// How long the run pauses.
        pause: Duration,
    },
    /// A remark; the run continues.
    Remark(&'a str),
}
