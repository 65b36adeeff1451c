//! Constructors of hazards.
//!
//! The manual documents which statement takes which lock, and when a table is rewritten, in
//! "Explicit Locking" and in the notes of `ALTER TABLE`.

use crate::change::{Hazard, HazardKind};

/// Returns the hazard that data is lost.
pub(super) fn loss(why: impl Into<String>, safer: impl Into<String>) -> Hazard {
    Hazard {
        kind: HazardKind::DataLoss,
        why: why.into(),
        locks: String::new(),
        safer: safer.into(),
    }
}

/// Returns the hazard that a whole table is rewritten.
pub(super) fn rewrite(table: &str, why: impl Into<String>, safer: impl Into<String>) -> Hazard {
    Hazard {
        kind: HazardKind::TableRewrite,
        why: why.into(),
        locks: format!("ACCESS EXCLUSIVE on {table} while the whole table is rewritten"),
        safer: safer.into(),
    }
}

/// Returns the hazard that others wait while rows are read or an index is built.
pub(super) fn long_lock(
    why: impl Into<String>,
    locks: impl Into<String>,
    safer: impl Into<String>,
) -> Hazard {
    Hazard {
        kind: HazardKind::LongLock,
        why: why.into(),
        locks: locks.into(),
        safer: safer.into(),
    }
}

/// Returns the hazard that existing rows make the statement fail.
pub(super) fn may_fail(why: impl Into<String>, safer: impl Into<String>) -> Hazard {
    Hazard {
        kind: HazardKind::MayFail,
        why: why.into(),
        locks: String::new(),
        safer: safer.into(),
    }
}
