//! Databases that only live for a moment, beside another one on the same server; on SQLite in
//! memory.

use std::hash::{BuildHasher, Hasher, RandomState};
#[cfg(any(feature = "postgres", feature = "mysql"))]
use std::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{failed, unsupported};
use crate::error::{Result, ServerError};
use crate::model::{Address, Database};

/// What their names begin with; behind it the second of their creation and a random number, both
/// in hexadecimal.
const PREFIX: &str = "glowplug_scratch_";

/// How old one must be, and used by nobody, to be taken for what a killed process left.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes an empty database beside another one, with its encoding and locale, and clears away what
/// killed processes left behind.
///
/// # Errors
/// [`Error::Connect`](crate::Error::Connect), for example when the user may not create databases.
pub async fn create(near: &Address) -> Result<Address> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.unwrap_or_default().as_secs();
    let random = RandomState::new().build_hasher().finish();
    let address = near.with_database(&format!("{PREFIX}{now:x}_{random:016x}"));
    let created: Result<(), ServerError> = match near.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => {
            super::postgres::create_database_like(&address, near, |name| is_old(name, now)).await
        }
        Database::Sqlite => Ok(()),
        #[cfg(feature = "mysql")]
        Database::Mysql => {
            super::mysql::create_database_like(&address, near, |name| is_old(name, now)).await
        }
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(unsupported(other)),
    };
    match created {
        Ok(()) => Ok(address),
        Err(source) => Err(failed(near, source)),
    }
}

/// Drops a database that was made here.
///
/// # Errors
/// [`Error::Connect`](crate::Error::Connect).
pub async fn remove(address: &Address) -> Result<()> {
    let dropped: Result<(), ServerError> = match address.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => super::postgres::drop_database(address).await,
        Database::Sqlite => Ok(()),
        #[cfg(feature = "mysql")]
        Database::Mysql => super::mysql::drop_database(address).await,
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(unsupported(other)),
    };
    dropped.map_err(|source| failed(address, source))
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn is_old(name: &str, now: u64) -> bool {
    let made = name.strip_prefix(PREFIX).and_then(|rest| {
        let (second, _) = rest.split_once('_')?;
        u64::from_str_radix(second, 16).ok()
    });
    made.is_some_and(|made| now.saturating_sub(made) > LEFT_BEHIND.as_secs())
}

#[cfg(all(test, any(feature = "postgres", feature = "mysql")))]
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
