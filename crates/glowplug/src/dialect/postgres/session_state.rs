//! Tracks whether a statement may have changed session state, so that the reset, which costs the
//! server as much as a small table does, can be skipped.

use super::facts::adds_value;
use crate::dialect::bookkeeping;
use crate::session::Limits;
use crate::sql::Facts;

/// What is known about the session state.
#[derive(Debug, Default)]
pub(super) struct SessionState {
    /// The limits that were set last.
    limits: Limits,
    /// The limits in effect if the state is clean; `None` if it may have changed.
    clean: Option<Limits>,
    /// Whether the session is new, so that there is nothing to reset.
    new: bool,
    /// Whether no event trigger can fire when a schema changes: none existed at the last reset, and
    /// nothing that could have created one was sent since. One created by another session in the
    /// meantime goes unnoticed.
    is_quiet: bool,
    /// Whether the driver's prepared statements still exist, as far as is known.
    keeps_prepared: bool,
    /// Whether the transaction may have added a value to an enum, which cannot be used before the
    /// commit.
    adds_value: bool,
    /// Whether the transaction has a savepoint.
    has_savepoint: bool,
}

impl SessionState {
    /// Creates the state of a session that was just opened for us alone.
    pub(super) fn new() -> Self {
        Self {
            new: true,
            keeps_prepared: true,
            ..Self::default()
        }
    }

    /// Returns true if there is nothing to reset except the limits.
    pub(super) const fn is_new(&self) -> bool {
        self.new
    }

    /// Returns true if the driver's prepared statements still exist, as far as is known.
    pub(super) const fn keeps_prepared(&self) -> bool {
        self.keeps_prepared
    }

    /// Returns true if a statement since the last reset may have released our lock.
    pub(super) const fn may_have_unlocked(&self) -> bool {
        self.clean.is_none() && !self.new
    }

    /// Returns true if the session is in the state that a reset with these limits produces.
    pub(super) fn is_clean(&self, limits: &Limits) -> bool {
        self.clean.as_ref() == Some(limits)
    }

    /// Records that a reset has set these limits. `is_quiet` tells that the server has no event
    /// trigger.
    pub(super) fn refreshed(&mut self, limits: &Limits, is_quiet: bool) {
        self.limits = limits.clone();
        self.clean = Some(limits.clone());
        self.is_quiet = is_quiet;
    }

    /// Returns the limits that were set last.
    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Records a rollback, which also reverts what a reset in the transaction has set.
    pub(super) fn rolled_back(&mut self) {
        self.clean = None;
        self.is_quiet = false;
    }

    /// Records the start of a transaction.
    pub(super) const fn began(&mut self) {
        self.adds_value = false;
        self.has_savepoint = false;
    }

    /// Returns true if a later statement may fail only because the transaction is not committed
    /// yet.
    pub(super) const fn needs_savepoint(&self) -> bool {
        self.adds_value
    }

    /// Records a savepoint. Returns whether there was one already.
    pub(super) const fn set_savepoint(&mut self) -> bool {
        std::mem::replace(&mut self.has_savepoint, true)
    }

    /// Records the execution of statements.
    pub(super) fn ran(&mut self, facts: &Facts) {
        self.adds_value |= facts.adds_enum_value;
        self.keeps_prepared &= facts.is_ddl;
        if !(facts.keeps_session_state && self.is_quiet) {
            self.touched();
        }
    }

    /// Records the execution of a statement with parameters. Those of the bookkeeping change
    /// nothing.
    pub(super) fn executed(&mut self, sql: &str) {
        let tables = [
            bookkeeping::DIESEL,
            bookkeeping::MIGRATIONS,
            bookkeeping::HISTORY,
        ];
        if !tables.iter().any(|table| sql.contains(table)) {
            self.adds_value |= adds_value(sql);
            self.keeps_prepared = false;
            self.touched();
        }
    }

    fn touched(&mut self) {
        self.clean = None;
        self.new = false;
        self.is_quiet = false;
    }
}
