//! What is dangerous, in words.
//!
//! Which statements write a table anew and let others wait stands in the manual of MySQL under
//! "InnoDB and Online DDL", and in that of MariaDB under "InnoDB Online DDL Overview".

use crate::change::{Hazard, HazardKind};

/// Something is gone afterwards.
pub(super) fn loss(why: impl Into<String>, safer: &str) -> Hazard {
    hazard(HazardKind::DataLoss, why, "", safer)
}

/// Rows that are there may not fit.
pub(super) fn may_fail(why: impl Into<String>, safer: &str) -> Hazard {
    hazard(HazardKind::MayFail, why, "", safer)
}

/// The table is written anew, while others go on reading and writing.
pub(super) fn rewrite(why: impl Into<String>) -> Hazard {
    hazard(
        HazardKind::TableRewrite,
        why,
        "nobody for long, but it takes the time and the space of the whole table, and replicas \
         fall behind",
        "run it when little is written, or with gh-ost or pt-online-schema-change",
    )
}

/// The table is copied, and nobody else writes to it meanwhile.
pub(super) fn copy(why: impl Into<String>) -> [Hazard; 2] {
    let why = why.into();
    let rewrite = rewrite(why.clone());
    [rewrite, long_lock(why)]
}

/// Nobody else writes for as long as it takes.
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
