//! Chooses which scratch database to reuse, and which to drop. What is known about a cached one is
//! stored in its name and its comment.

use std::cmp::Reverse;

use crate::dialect::scratch_database::names::{PREFIX, is_old, rest, second};
use crate::dialect::scratch_database::{CachedScratch, ScratchRequest};

/// Prefix of the comment; the fingerprint and the size follow.
const COMMENT: &str = "kept by glowplug, mark ";

/// A scratch database that nobody is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unused {
    pub(super) name: String,
    /// Whether this role owns it, and no other role may connect.
    pub(super) is_closed: bool,
    /// Whether it has the same settings as the database that a scratch database is needed for.
    pub(super) has_settings: bool,
    /// The comment that was written when it was cached.
    pub(super) comment: Option<String>,
    /// Whether the session that creates it still exists.
    pub(super) is_being_made: bool,
}

/// Returns the name of a database that is to be cached: `kept`, its number of uses in hexadecimal,
/// and its stage.
pub(super) fn name(kept: &CachedScratch, now: u64) -> String {
    format!("{PREFIX}{now:x}_kept{:02x}_{}", kept.uses, kept.stage)
}

/// Returns the comment for a database that is to be cached.
pub(super) fn comment(kept: &CachedScratch) -> String {
    format!("{COMMENT}{}, {} bytes", kept.mark, kept.bytes)
}

/// Returns what a database contains, if it is a cached one.
pub(super) fn read(unused: &Unused) -> Option<CachedScratch> {
    let (uses, stage) = rest(&unused.name)?.strip_prefix("kept")?.split_once('_')?;
    let comment = unused.comment.as_deref().unwrap_or_default();
    let (mark, bytes) = comment.strip_prefix(COMMENT)?.split_once(", ")?;
    Some(CachedScratch {
        stage: stage.to_owned(),
        mark: mark.to_owned(),
        bytes: bytes.strip_suffix(" bytes")?.parse().ok()?,
        uses: u32::from_str_radix(uses, 16).ok()?,
    })
}

/// Returns the most recently used cached database of the first stage that has one, considering only
/// databases that no other role can have changed.
pub(super) fn chosen(unused: &[Unused], stages: &[&str]) -> Option<Unused> {
    let fits = |unused: &&Unused| unused.is_closed && unused.has_settings;
    let closed = unused.iter().filter(fits);
    let places = closed.filter_map(|unused| {
        let stage = read(unused)?.stage;
        let place = stages.iter().position(|wanted| *wanted == stage)?;
        Some((place, Reverse(&unused.name), unused))
    });
    let first = places.min_by_key(|(place, name, _)| (*place, *name));
    first.map(|(_, _, unused)| unused.clone())
}

/// Returns the databases that are no longer needed, given the one that is taken.
pub(super) fn gone(
    unused: &[Unused],
    taken: Option<&Unused>,
    wanted: ScratchRequest<'_>,
    now: u64,
) -> Vec<String> {
    let left = unused.iter().filter(|left| is_left(left, now));
    let left = left.map(|left| left.name.as_str());
    left.chain(surplus(unused, taken, wanted))
        .chain(outdated(unused, wanted.stages))
        .map(str::to_owned)
        .collect()
}

/// Returns true if a killed process left this database behind: the session that created it is gone,
/// or it is old.
pub(super) fn is_left(left: &Unused, now: u64) -> bool {
    let is_made_by_one = rest(&left.name).is_some_and(|rest| {
        let process = rest
            .strip_prefix("pid")
            .and_then(|rest| rest.split_once('_'));
        process.is_some_and(|(process, _)| process.parse::<u32>().is_ok_and(|process| process > 0))
    });
    is_old(&left.name, now) || is_made_by_one && !left.is_being_made
}

/// Returns the cached databases of these stages whose settings differ from those of the database
/// that they are needed for, so that they cannot be reused.
fn outdated<'u>(unused: &'u [Unused], stages: &[&str]) -> impl Iterator<Item = &'u str> {
    let outdated = unused.iter().filter(|unused| {
        let kept = read(unused);
        unused.is_closed
            && !unused.has_settings
            && kept.is_some_and(|kept| stages.contains(&kept.stage.as_str()))
    });
    outdated.map(|unused| unused.name.as_str())
}

/// Returns the cached databases beyond the limits on number and size, by least recent use, leaving
/// room for one more that may be cached soon. The one that is taken is not counted.
fn surplus<'u>(
    unused: &'u [Unused],
    taken: Option<&Unused>,
    wanted: ScratchRequest<'_>,
) -> Vec<&'u str> {
    let names = unused.iter().filter(|unused| Some(*unused) != taken);
    let mut kept: Vec<&Unused> = names
        .filter(|unused| rest(&unused.name).is_some_and(|rest| rest.starts_with("kept")))
        .collect();
    kept.sort_by_key(|unused| Reverse(second(&unused.name)));
    let mut bytes = 0;
    let mut surplus = Vec::new();
    for (number, unused) in (1..).zip(kept) {
        bytes += read(unused).map_or(0, |kept| kept.bytes);
        if number >= wanted.ceiling.databases || bytes > wanted.ceiling.bytes {
            surplus.push(unused.name.as_str());
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::scratch_database::CacheLimits;
    use crate::session::Fingerprint;

    fn mark(text: &str) -> Fingerprint {
        Fingerprint {
            text: text.to_owned(),
            bytes: 100,
        }
    }

    fn unused(kept: &CachedScratch, second: u64) -> Unused {
        Unused {
            name: name(kept, second),
            is_closed: true,
            has_settings: true,
            comment: Some(comment(kept)),
            is_being_made: false,
        }
    }

    #[test]
    fn a_kept_database_is_as_old_as_its_last_use() {
        let kept = name(&CachedScratch::new("00ff", mark("")), 1_000);
        assert!(is_old(&kept, 100_000) && !is_old(&kept, 2_000));
    }

    #[test]
    fn what_a_session_made_that_is_gone_is_left_behind() {
        let made = |name: String, is_being_made: bool| Unused {
            name,
            is_being_made,
            ..unused(&CachedScratch::new("aa", mark("01")), 7)
        };
        let named = format!("{PREFIX}{:x}_pid77_00ff", 1_000);
        assert!(is_left(&made(named.clone(), false), 1_001));
        assert!(!is_left(&made(named, true), 1_001));
        for other in ["pid0_00ff", "00ff", "kept00_aa", "pid_of_mine"] {
            let other = format!("{PREFIX}{:x}_{other}", 1_000);
            assert!(!is_left(&made(other.clone(), false), 1_001), "{other}");
        }
    }

    #[test]
    fn the_kept_database_of_most_migrations_is_chosen() {
        let kept = CachedScratch::new("aa", mark("01")).used("bb", mark("02"));
        assert_eq!(read(&unused(&kept, 7)), Some(kept.clone()));
        let other = |name: &str| Unused {
            name: name.to_owned(),
            ..unused(&kept, 7)
        };
        let there = [
            other("app"),
            other(&format!("{PREFIX}7_00ff")),
            unused(&CachedScratch::new("aa", mark("03")), 9),
            unused(&kept, 7),
            unused(&kept, 8),
        ];
        assert_eq!(chosen(&there, &["cc", "bb", "aa"]), Some(there[4].clone()));
        assert_eq!(chosen(&there, &["aa"]), Some(there[2].clone()));
        assert_eq!(chosen(&there, &["cc", "00ff"]), None);
        assert_eq!(chosen(&there, &[]), None);
    }

    #[test]
    fn what_others_may_have_touched_is_not_chosen() {
        let kept = unused(&CachedScratch::new("aa", mark("01")), 7);
        let open = Unused {
            is_closed: false,
            ..kept.clone()
        };
        let otherwise_set = Unused {
            has_settings: false,
            ..kept.clone()
        };
        let unmarked = Unused {
            comment: None,
            ..kept
        };
        assert_eq!(chosen(&[open, otherwise_set, unmarked], &["aa"]), None);
    }

    #[test]
    fn the_oldest_are_too_many() {
        let there: Vec<Unused> = (8..12)
            .map(|second| unused(&CachedScratch::new("aa", mark("01")), second))
            .collect();
        let names = |taken: Option<&Unused>, databases, bytes| {
            let ceiling = CacheLimits { databases, bytes };
            let wanted = ScratchRequest {
                stages: &[],
                ceiling,
                confinement: None,
            };
            let surplus = surplus(&there, taken, wanted);
            let places = surplus
                .iter()
                .map(|name| there.iter().position(|one| one.name == *name));
            places.map(Option::unwrap).collect::<Vec<_>>()
        };
        assert_eq!(names(None, 16, 1_000), [0; 0]);
        assert_eq!(names(None, 3, 1_000), [1, 0]);
        assert_eq!(names(Some(&there[3]), 3, 1_000), [0]);
        assert_eq!(names(None, 16, 250), [1, 0]);
    }
}
