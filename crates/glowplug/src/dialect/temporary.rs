//! Databases that only live for a moment, beside another one on the same server; on SQLite in
//! memory.

#[cfg(feature = "postgres")]
use std::cmp::Reverse;
use std::hash::{BuildHasher, Hasher, RandomState};
#[cfg(any(feature = "postgres", feature = "mysql"))]
use std::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{failed, unsupported};
use crate::error::{Result, ServerError};
use crate::model::{Address, Database};

/// What their names begin with; behind it the second of their creation in hexadecimal, and
/// [`Kept`] or a random number.
const PREFIX: &str = "glowplug_scratch_";

/// How old one must be, and used by nobody, to be taken for what a killed process left; so long is
/// one kept that nobody asks for.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

/// How often one is used before it is made anew: each use leaves traces in the server's catalog (a
/// table takes 1,600 columns in all its life, those included that were dropped).
/// <https://www.postgresql.org/docs/current/limits.html>
const USES: u32 = 50;

/// A database that is empty, or holds what was kept.
#[derive(Debug)]
pub struct Temporary {
    /// Where it is.
    pub address: Address,
    /// What it holds, and how often it was used.
    pub kept: Option<Kept>,
}

/// What the name of a kept database says: `kept`, how often it was used in hexadecimal, `_`, and the
/// stage of the migrations that built it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The stage.
    pub stage: String,
    uses: u32,
}

impl Kept {
    /// What is kept for the first time.
    pub fn new(stage: &str) -> Self {
        Self {
            stage: stage.to_owned(),
            uses: 0,
        }
    }

    /// The same stage after another use, or a later one.
    pub fn used(&self, stage: &str) -> Self {
        Self {
            stage: stage.to_owned(),
            uses: self.uses + 1,
        }
    }

    /// Whether it is to be kept once more.
    pub const fn is_fresh(&self) -> bool {
        self.uses < USES
    }

    #[cfg(feature = "postgres")]
    fn read(name: &str) -> Option<Self> {
        let (_, rest) = name.strip_prefix(PREFIX)?.split_once('_')?;
        let (uses, stage) = rest.strip_prefix("kept")?.split_once('_')?;
        Some(Self {
            stage: stage.to_owned(),
            uses: u32::from_str_radix(uses, 16).ok()?,
        })
    }

    fn name(&self, now: u64) -> String {
        format!("{PREFIX}{now:x}_kept{:02x}_{}", self.uses, self.stage)
    }
}

/// Takes the kept database of the first of these stages that there is one of. Where there is none,
/// makes an empty one beside another database, with its encoding and locale. Clears away what killed
/// processes left behind and what nobody asked for any more.
///
/// # Errors
/// [`Error::Connect`](crate::Error::Connect), for example when the user may not create databases.
#[allow(unused_variables, reason = "only without some features")]
pub async fn create(near: &Address, stages: &[&str]) -> Result<Temporary> {
    let now = now();
    let random = RandomState::new().build_hasher().finish();
    let address = near.with_database(&format!("{PREFIX}{now:x}_{random:016x}"));
    let created: Result<Option<String>, ServerError> = match near.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => {
            let choose = |names: &[String]| chosen(names, stages);
            let is_old = |name: &str| is_old(name, now);
            super::postgres::take_database(&address, near, choose, is_old).await
        }
        Database::Sqlite => Ok(None),
        #[cfg(feature = "mysql")]
        Database::Mysql => {
            let is_old = |name: &str| is_old(name, now);
            let created = super::mysql::create_database_like(&address, near, is_old).await;
            created.map(|()| None)
        }
        #[allow(unreachable_patterns, reason = "only without some features")]
        other => Err(unsupported(other)),
    };
    match created {
        #[cfg(feature = "postgres")]
        Ok(taken) => Ok(Temporary {
            address,
            kept: taken.as_deref().and_then(Kept::read),
        }),
        #[cfg(not(feature = "postgres"))]
        Ok(_) => Ok(Temporary {
            address,
            kept: None,
        }),
        Err(source) => Err(failed(near, source)),
    }
}

/// Keeps a database that nobody uses any more for the next who asks for its stage.
///
/// # Errors
/// [`Error::Connect`](crate::Error::Connect); the database is still there then.
#[allow(unused_variables, reason = "only without some features")]
pub async fn keep(address: &Address, kept: &Kept) -> Result<()> {
    let name = kept.name(now());
    let renamed: Result<(), ServerError> = match address.database() {
        #[cfg(feature = "postgres")]
        Database::Postgres => super::postgres::rename_database(address, &name).await,
        other => Err(unsupported(other)),
    };
    renamed.map_err(|source| failed(address, source))
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

/// The second it is.
fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default().as_secs()
}

/// The kept database of the first stage that there is one of, the one that was used last.
#[cfg(feature = "postgres")]
fn chosen(names: &[String], stages: &[&str]) -> Option<String> {
    let places = names.iter().filter_map(|name| {
        let stage = Kept::read(name)?.stage;
        let place = stages.iter().position(|wanted| *wanted == stage)?;
        Some((place, Reverse(name)))
    });
    places.min().map(|(_, Reverse(name))| name.clone())
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
        let kept = Kept::new("00ff").name(1_000);
        assert!(is_old(&kept, 100_000) && !is_old(&kept, 2_000));
    }

    #[test]
    fn one_is_used_fifty_times() {
        let uses = std::iter::successors(Some(Kept::new("aa")), |kept| Some(kept.used("aa")));
        assert_eq!(uses.take_while(Kept::is_fresh).count(), 50);
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn the_kept_database_of_most_migrations_is_chosen() {
        let kept = Kept::new("aa").used("bb");
        assert_eq!(Kept::read(&kept.name(7)), Some(kept.clone()));
        let names = [
            "app".to_owned(),
            format!("{PREFIX}7_00ff"),
            Kept::new("aa").name(9),
            kept.name(7),
            kept.name(8),
        ];
        assert_eq!(chosen(&names, &["cc", "bb", "aa"]), Some(kept.name(8)));
        assert_eq!(chosen(&names, &["aa"]), Some(names[2].clone()));
        assert_eq!(chosen(&names, &["cc", "00ff"]), None);
        assert_eq!(chosen(&names, &[]), None);
    }
}
