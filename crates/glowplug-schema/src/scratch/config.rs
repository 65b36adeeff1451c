//! Where scratch databases are created.

use glowplug::dialect::scratch_database::{CacheLimits, Confinement, ScratchRequest};
use glowplug::model::Address;
use glowplug::source::Script;

/// The configuration of scratch databases.
#[derive(Clone, Debug)]
pub struct ScratchConfig {
    /// A database on whose server they are created; on SQLite they are in memory.
    pub near: Address,
    /// Whether they are cached for later runs.
    pub keep: bool,
    /// A script that runs in each before the migrations: it creates what they need and do not
    /// create.
    pub prepare: Option<Script>,
    /// The limit on what is cached on the server.
    pub ceiling: CacheLimits,
    /// The confinement, if any. A confined database is owned by a role of its own and never cached.
    pub confinement: Option<Confinement>,
}

impl ScratchConfig {
    /// Creates scratch databases on the server of this database, without a cache.
    pub fn beside(near: Address) -> Self {
        Self {
            near,
            keep: false,
            prepare: None,
            ceiling: CacheLimits::default(),
            confinement: None,
        }
    }

    /// Returns the request for a database with one of these stages.
    pub(super) fn wanted<'w>(&'w self, stages: &'w [&'w str]) -> ScratchRequest<'w> {
        ScratchRequest {
            stages,
            ceiling: self.ceiling,
            confinement: self.confinement.as_ref(),
        }
    }
}
