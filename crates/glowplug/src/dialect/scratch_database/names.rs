//! The names of scratch databases: a prefix, the time of creation in hexadecimal seconds, and who
//! created them or what they hold.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rand::Rng as _;
use rand::distr::Alphanumeric;

/// The prefix of all names.
pub(in crate::dialect) const PREFIX: &str = "glowplug_scratch_";

/// The age at which an unused database counts as left behind by a killed process, if nothing else
/// shows it. Cached databases are also dropped at this age.
const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// Returns a new, unique name that says who creates the database.
pub(in crate::dialect) fn new(maker: &str) -> String {
    let random = RandomState::new().build_hasher().finish();
    format!("{PREFIX}{:x}_{maker}_{random:016x}", now())
}

/// Returns the current Unix time in seconds.
pub(in crate::dialect) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default().as_secs()
}

/// Returns the part of a name after the time.
pub(in crate::dialect) fn rest(name: &str) -> Option<&str> {
    parts(name).map(|(_, rest)| rest)
}

/// Returns the time in a name, in seconds.
pub(in crate::dialect) fn second(name: &str) -> Option<u64> {
    parts(name).map(|(second, _)| second)
}

/// The mark in the name of a database that is confined to a role.
const OF_ROLE: &str = "_role";

/// Returns the maker part of the name of a database that is confined to a role.
pub(in crate::dialect) fn with_role(maker: &str) -> String {
    format!("{maker}{OF_ROLE}")
}

/// Returns true if a database is confined to a role.
pub(in crate::dialect) fn has_role(name: &str) -> bool {
    rest(name).is_some_and(|rest| rest.contains(&format!("{OF_ROLE}_")))
}

/// Returns true if a database was created or last used longer ago than [`MAX_AGE`].
pub(in crate::dialect) fn is_old(name: &str, now: u64) -> bool {
    second(name).is_some_and(|made| now.saturating_sub(made) > MAX_AGE.as_secs())
}

/// Returns a random password.
pub(in crate::dialect) fn password() -> String {
    let letters = rand::rng().sample_iter(Alphanumeric);
    letters.take(32).map(char::from).collect()
}

fn parts(name: &str) -> Option<(u64, &str)> {
    let (second, rest) = name.strip_prefix(PREFIX)?.split_once('_')?;
    Some((u64::from_str_radix(second, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_left_long_ago_is_old() {
        let name = |second: u64| format!("{PREFIX}{second:x}_00ff");
        assert!(is_old(&name(1_000), 100_000));
        assert!(!is_old(&name(90_000), 100_000));
        assert!(!is_old(&name(110_000), 100_000));
        assert!(!is_old("glowplug_scratch_of_mine", 100_000));
        assert!(!is_old("app", 100_000));
    }
}
