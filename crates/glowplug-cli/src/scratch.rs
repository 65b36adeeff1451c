//! On which server scratch databases are made.

use glowplug::Database;
use glowplug::model::Address;

use crate::connection::{Local, Target};
use crate::context::Context;
use crate::error::Result;

/// Where scratch databases are made, by the command's options.
#[derive(clap::Args)]
pub(crate) struct Place {
    /// A database beside which scratch databases are made and dropped again
    ///
    /// Without it: `[scratch] url` in `.glowplug.toml`; in memory for SQLite; on the server of the
    /// database itself where that is this machine; else, for PostgreSQL, on the project's own local
    /// one, when its programs are installed.
    #[arg(
        long,
        value_name = "URL",
        env = "GLOWPLUG_SCRATCH_URL",
        hide_env_values = true
    )]
    scratch_url: Option<String>,
}

impl Place {
    /// An address beside which scratch databases can be made.
    ///
    /// # Errors
    /// An address that cannot be read, or a local PostgreSQL that does not start.
    pub(crate) fn choose(&self, context: &Context, target: &mut Target) -> Result<Address> {
        let named = match &self.scratch_url {
            Some(url) => Some(url.clone()),
            None => context.project.settings()?.scratch.url,
        };
        if let Some(url) = named {
            return Ok(Address::parse(&url).map_err(glowplug::Error::from)?);
        }
        target.prepare(&context.output)?;
        let remote = target.address.database() == Database::Postgres && !target.address.is_local();
        if remote && let Ok(local) = Local::of(&context.project) {
            let mut target = Target::local(local)?;
            target.prepare(&context.output)?;
            return Ok(target.address);
        }
        Ok(target.address.clone())
    }
}
