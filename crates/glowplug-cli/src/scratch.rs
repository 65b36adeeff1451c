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

    /// Whether a scratch database stays for the next run, which is faster then
    ///
    /// On PostgreSQL one that holds what the migrations build stays for a day, with a name that
    /// begins with `glowplug_scratch_`. `[scratch] keep` in `.glowplug.toml` says it for a project.
    /// Without both, one stays on this machine and on a server that was named for it.
    #[arg(
        long,
        value_name = "BOOL",
        env = "GLOWPLUG_SCRATCH_KEEP",
        hide_env_values = true
    )]
    scratch_keep: Option<bool>,
}

impl Place {
    /// Where scratch databases can be made.
    ///
    /// # Errors
    /// An address that cannot be read, or a local PostgreSQL that does not start.
    pub(crate) fn choose(
        &self,
        context: &Context,
        target: &mut Target,
    ) -> Result<glowplug::scratch::Place> {
        let settings = context.project.settings()?.scratch;
        let named = self.scratch_url.clone().or(settings.url);
        let is_named = named.is_some();
        let near = Self::near(context, named, target)?;
        let said = self.scratch_keep.or(settings.keep);
        let keep = said.unwrap_or(is_named || near.is_local());
        Ok(glowplug::scratch::Place { near, keep })
    }

    fn near(context: &Context, named: Option<String>, target: &mut Target) -> Result<Address> {
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
