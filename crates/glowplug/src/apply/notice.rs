use std::time::Duration;

use crate::error::{Blocker, Direction, Holder};
use crate::plan::SegmentKind;

/// Something that happens during a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Notice<'a> {
    /// Another runner holds the lock; said once for each holder.
    WaitingForRunner(&'a Holder),
    /// A part of the plan begins.
    SegmentStarted {
        /// How it runs.
        kind: SegmentKind,
        /// How many migrations it has.
        migrations: usize,
    },
    /// A migration begins.
    MigrationStarted {
        /// Its name.
        name: &'a str,
        /// Which way.
        direction: Direction,
        /// Its number in the run, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// A statement is sent.
    StatementStarted {
        /// Its number in its script, from 1.
        number: usize,
        /// How many there are.
        of: usize,
        /// Its text.
        sql: &'a str,
    },
    /// A migration is done; it stays only once its segment is committed.
    MigrationFinished {
        /// Its name.
        name: &'a str,
        /// Which way.
        direction: Direction,
        /// How long it took.
        duration: Duration,
    },
    /// A part of the plan is committed.
    SegmentCommitted {
        /// How many migrations it had.
        migrations: usize,
    },
    /// A lock was not to be had in time; everything of the segment is given back, and it starts
    /// again after a pause.
    Retrying {
        /// The migration that waited.
        name: &'a str,
        /// Who held the lock.
        blockers: &'a [Blocker],
        /// Which attempt failed, from 1.
        attempt: u32,
        /// How many there will be at most.
        of: u32,
        /// The pause.
        pause: Duration,
    },
    /// Something to know that stops nothing.
    Remark(&'a str),
}
