//! Scratch databases: short-lived databases beside another one on the same server, or in memory on
//! SQLite.

mod cached;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) mod names;

use std::any::Any;

use async_trait::async_trait;

pub use cached::CachedScratch;

use super::failed;
use crate::error::{Class, Error, Result, ServerError};
use crate::model::Address;
use crate::session::Session;

/// The limits of a server's scratch cache. The least recently used databases are dropped first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheLimits {
    /// The maximum number of databases.
    pub databases: usize,
    /// Their maximum total size, in bytes.
    pub bytes: u64,
}

impl Default for CacheLimits {
    fn default() -> Self {
        Self {
            databases: 16,
            bytes: 1 << 30,
        }
    }
}

/// The number and size of a server's scratch databases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScratchUsage {
    /// The number of databases.
    pub databases: u64,
    /// The total size, in bytes, of those that the user may inspect.
    pub bytes: u64,
}

/// Confines a scratch database to a role of its own, which can reach nothing else on the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confinement {
    /// Extensions that the connecting role creates first, because the confined role may not.
    pub extensions: Vec<String>,
}

/// A request for a scratch database: a cached one, or else an empty one.
#[derive(Clone, Copy, Debug)]
pub struct ScratchRequest<'w> {
    /// The stages that a cached database may have, the preferred one first.
    pub stages: &'w [&'w str],
    /// The limits of the cache.
    pub ceiling: CacheLimits,
    /// The confinement, if any; then the cache is not used.
    pub confinement: Option<&'w Confinement>,
}

/// A function that returns true if the migrations create the schema of this name.
pub type CreatesSchema<'c> = &'c (dyn Fn(&str) -> bool + Sync);

/// How one database creates, caches and drops scratch databases.
#[async_trait]
pub trait ScratchServer: Sync {
    /// Returns the number and size of the scratch databases on the server of an address.
    async fn scratch_databases(&self, address: &Address) -> Result<ScratchUsage, ServerError> {
        let _ = address;
        Ok(ScratchUsage::default())
    }

    /// Returns the statements that create the schemas that are on the search path in a scratch
    /// database and that exist in the database beside it, except for those that migrations create.
    async fn missing_schemas(
        &self,
        session: &mut dyn Session,
        near: &Address,
        creates: CreatesSchema<'_>,
    ) -> Result<Vec<String>, ServerError> {
        let _ = (session, near, creates);
        Ok(Vec::new())
    }

    /// Claims a cached database, or creates an empty one beside another, and drops those that
    /// killed processes left behind.
    async fn create_scratch(
        &self,
        near: &Address,
        wanted: ScratchRequest<'_>,
    ) -> Result<ScratchDatabase, ServerError>;

    /// Caches a database that is no longer in use.
    async fn keep_scratch(
        &self,
        address: &Address,
        kept: &CachedScratch,
    ) -> Result<(), ServerError> {
        let _ = (address, kept);
        let message = "scratch databases are not kept here";
        Err(ServerError::new(Class::Other, message))
    }

    /// Drops a scratch database and the role that it is confined to.
    async fn drop_scratch(&self, address: &Address) -> Result<(), ServerError>;

    /// Returns the statement that grants a user the right to create scratch databases.
    fn grant_scratch(&self, user: &str, confinement: Option<&Confinement>) -> Option<String> {
        let _ = (user, confinement);
        None
    }

    /// Returns the advice for a server that rejects the role of a confined database.
    fn admission(&self) -> &'static str {
        "configure the server to accept new users with a password"
    }
}

/// Returns the number and size of the scratch databases on the server of an address.
///
/// # Errors
/// [`Error::Connect`].
pub async fn overview(address: &Address) -> Result<ScratchUsage> {
    let dialect = super::of(address.database());
    let found = dialect.scratch_databases(address).await;
    found.map_err(|source| failed(address, source))
}

/// Returns the statements that create the schemas that a new scratch database lacks: those on its
/// search path that exist in the database beside it, except for those that migrations create.
///
/// # Errors
/// [`Error::Connect`].
pub async fn lacking(
    session: &mut dyn Session,
    near: &Address,
    creates: CreatesSchema<'_>,
) -> Result<Vec<String>> {
    let dialect = super::of(near.database());
    let lacking = dialect.missing_schemas(session, near, creates).await;
    lacking.map_err(|source| failed(near, source))
}

/// A scratch database, empty or from the cache.
pub struct ScratchDatabase {
    /// The address for those who use the database.
    pub address: Address,
    /// The address for those who cache or drop it.
    pub maker: Address,
    /// What the database holds and how often it was used, if it is from the cache.
    pub kept: Option<CachedScratch>,
    /// Keeps other processes from dropping the database.
    pub hold: DropGuard,
}

/// Keeps other processes from dropping a database: an open session that they can see.
pub struct DropGuard {
    session: Option<Box<dyn Any + Send>>,
    /// Whether it is needed even while somebody is connected to the database.
    is_for_life: bool,
}

impl DropGuard {
    /// Returns a hold with a session that is needed until somebody is connected to the database.
    pub fn until_connected(session: impl Any + Send) -> Self {
        Self {
            session: Some(Box::new(session)),
            is_for_life: false,
        }
    }

    /// Returns a hold with a session that is needed as long as the database exists.
    pub fn for_life(session: impl Any + Send) -> Self {
        Self {
            session: Some(Box::new(session)),
            is_for_life: true,
        }
    }

    /// Returns a hold without a session.
    pub const fn none() -> Self {
        Self {
            session: None,
            is_for_life: false,
        }
    }

    /// Drops the session if it is not needed once somebody is connected.
    pub fn connected(&mut self) {
        if !self.is_for_life {
            self.session = None;
        }
    }
}

/// Claims the cached database of the first of these stages that has one. Otherwise, creates an
/// empty database beside another one, with its encoding and locale. Drops what killed processes
/// left behind, and what was not used for a long time.
///
/// # Errors
/// [`Error::Connect`]; [`Error::NoScratch`] and [`Error::NotConfined`] when the user may not create
/// databases, or roles; [`Error::Usage`] where a database cannot be confined.
pub async fn create(near: &Address, wanted: ScratchRequest<'_>) -> Result<ScratchDatabase> {
    let dialect = super::of(near.database());
    if wanted.confinement.is_some() && !dialect.capabilities().confined_scratch {
        return Err(Error::Usage(format!(
            "scratch databases cannot be confined on {}: its SQL runs with your rights",
            near.database()
        )));
    }
    let created = dialect.create_scratch(near, wanted).await;
    created.map_err(|source| not_created(near, wanted, source))
}

/// Returns the error for a failed creation; if a privilege is missing, with the statement that
/// grants it.
fn not_created(near: &Address, wanted: ScratchRequest<'_>, source: ServerError) -> Error {
    let dialect = super::of(near.database());
    let grant = || dialect.grant_scratch(&near.user()?, wanted.confinement);
    if wanted.confinement.is_some() && !source.class.is_of_connecting() {
        let grant = grant().filter(|_| source.class == Class::Privilege);
        return Error::NotConfined {
            near: near.to_string(),
            advice: grant.map(|grant| format!("ask an administrator to run `{grant}`")),
            source: Box::new(source),
        };
    }
    match source.class {
        Class::Privilege | Class::ReadOnly => Error::NoScratch {
            near: near.to_string(),
            grant: grant().filter(|_| source.class == Class::Privilege),
            source: Box::new(source),
        },
        _ => failed(near, source),
    }
}

/// Returns the error of a server that rejects the role of a confined database, with advice.
pub fn not_admitted(near: &Address, error: Error) -> Error {
    match error {
        Error::Connect { source, .. } if source.class == Class::Authentication => {
            let admission = super::of(near.database()).admission();
            Error::NotConfined {
                near: near.to_string(),
                advice: Some(admission.to_owned()),
                source,
            }
        }
        other => other,
    }
}

/// Caches a database that is no longer in use, for the next request for its stage.
///
/// # Errors
/// [`Error::Connect`]; the database then still exists.
pub async fn keep(address: &Address, kept: &CachedScratch) -> Result<()> {
    let kept = super::of(address.database())
        .keep_scratch(address, kept)
        .await;
    kept.map_err(|source| failed(address, source))
}

/// Drops a scratch database.
///
/// # Errors
/// [`Error::Connect`].
pub async fn remove(address: &Address) -> Result<()> {
    let dropped = super::of(address.database()).drop_scratch(address).await;
    dropped.map_err(|source| failed(address, source))
}
