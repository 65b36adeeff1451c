//! A cached scratch database, and how often it was used.

use crate::session::Fingerprint;

/// The number of uses after which a database is created afresh: each use leaves traces in the
/// server's catalog (a table may have 1,600 columns, and dropped ones count).
/// <https://www.postgresql.org/docs/current/limits.html>
const MAX_USES: u32 = 50;

/// A cached database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedScratch {
    /// The stage of the migrations that built it.
    pub stage: String,
    /// A fingerprint of its content when it was cached. If it differs, somebody changed the
    /// database.
    pub mark: String,
    /// Its size at that time, in bytes.
    pub bytes: u64,
    /// How often it was used.
    pub uses: u32,
}

impl CachedScratch {
    /// Returns a database that is cached for the first time.
    pub fn new(stage: &str, mark: Fingerprint) -> Self {
        Self {
            stage: stage.to_owned(),
            mark: mark.text,
            bytes: mark.bytes,
            uses: 0,
        }
    }

    /// Returns the same database after another use, at the same stage or a later one.
    pub fn used(&self, stage: &str, mark: Fingerprint) -> Self {
        Self {
            uses: self.uses + 1,
            ..Self::new(stage, mark)
        }
    }

    /// Returns true if it may be cached once more.
    pub const fn is_fresh(&self) -> bool {
        self.uses < MAX_USES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_used_fifty_times() {
        let mark = || Fingerprint {
            text: "00".to_owned(),
            bytes: 100,
        };
        let first = CachedScratch::new("aa", mark());
        let uses = std::iter::successors(Some(first), |kept| Some(kept.used("aa", mark())));
        assert_eq!(uses.take_while(CachedScratch::is_fresh).count(), 50);
    }
}
