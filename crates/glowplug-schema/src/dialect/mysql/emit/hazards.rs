//! Builds the hazards of statements.
//!
//! The statements that rewrite a table and block others are documented in MySQL's manual under
//! "InnoDB and Online DDL", and in MariaDB's under "InnoDB Online DDL Overview".

use crate::change::{Hazard, HazardKind};

/// Returns the hazard that data is lost.
pub(super) fn loss(why: impl Into<String>, safer: &str) -> Hazard {
    hazard(HazardKind::DataLoss, why, "", safer)
}

/// Returns the hazard that the statement fails because of existing rows.
pub(super) fn may_fail(why: impl Into<String>, safer: &str) -> Hazard {
    hazard(HazardKind::MayFail, why, "", safer)
}

/// Returns the hazard of a table rewrite during which others can read and write.
pub(super) fn rewrite(why: impl Into<String>) -> Hazard {
    hazard(
        HazardKind::TableRewrite,
        why,
        "nobody for long, but it takes the time and the space of the whole table, and replicas \
         fall behind",
        "run it when little is written, or with gh-ost or pt-online-schema-change",
    )
}

/// Returns the hazards of a table copy, which blocks writes.
pub(super) fn copy(why: impl Into<String>) -> [Hazard; 2] {
    let why = why.into();
    let rewrite = rewrite(why.clone());
    [rewrite, long_lock(why)]
}

/// Returns the hazard that writes are blocked for the whole duration.
pub(super) fn long_lock(why: impl Into<String>) -> Hazard {
    hazard(
        HazardKind::LongLock,
        why,
        "writes to the table wait until it is done",
        "run it when nothing is written, or with gh-ost or pt-online-schema-change",
    )
}

fn hazard(kind: HazardKind, why: impl Into<String>, locks: &str, safer: &str) -> Hazard {
    Hazard {
        kind,
        why: why.into(),
        locks: locks.to_owned(),
        safer: safer.to_owned(),
    }
}
