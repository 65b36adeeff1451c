//! What is dangerous, in words.
//!
//! Which statement takes which lock, and when a table is written anew, stands in the manual under
//! "Explicit Locking" and in the notes of `ALTER TABLE`.

use crate::change::{Hazard, HazardKind};

/// Something is gone afterwards.
pub(super) fn loss(why: impl Into<String>, safer: impl Into<String>) -> Hazard {
    Hazard {
        kind: HazardKind::DataLoss,
        why: why.into(),
        locks: String::new(),
        safer: safer.into(),
    }
}

/// The whole table is written anew.
pub(super) fn rewrite(table: &str, why: impl Into<String>, safer: impl Into<String>) -> Hazard {
    Hazard {
        kind: HazardKind::TableRewrite,
        why: why.into(),
        locks: format!("ACCESS EXCLUSIVE on {table} while the whole table is written anew"),
        safer: safer.into(),
    }
}

/// Others wait while rows are read or an index is built.
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

/// Rows that are there may not fit.
pub(super) fn may_fail(why: impl Into<String>, safer: impl Into<String>) -> Hazard {
    Hazard {
        kind: HazardKind::MayFail,
        why: why.into(),
        locks: String::new(),
        safer: safer.into(),
    }
}
