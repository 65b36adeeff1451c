//! Chooses the server on which scratch databases are created.

use glowplug::Database;
use glowplug::dialect::scratch_database::{CacheLimits, Confinement};
use glowplug::model::Address;
use glowplug::source::Script;

use crate::connection::{Local, Target, completed};
use crate::context::Context;
use crate::error::{Error, Result};

/// Options for scratch databases.
#[derive(clap::Args)]
pub(crate) struct ScratchOptions {
    /// A database on the server on which to create scratch databases
    ///
    /// Default: `[scratch] url` in `.glowplug.toml`; for SQLite in memory; on the server of the
    /// database itself, if that is on this machine; else, for PostgreSQL, the project's own one.
    #[arg(
        long,
        value_name = "URL",
        env = "GLOWPLUG_SCRATCH_URL",
        hide_env_values = true
    )]
    scratch_url: Option<String>,

    /// Whether to keep a scratch database for the next run, which is then faster
    ///
    /// On PostgreSQL, one that contains what the migrations build is kept for a day; its name begins
    /// with `glowplug_scratch_`. Default: `[scratch] keep` in `.glowplug.toml`, else `true` on this
    /// machine and on a server named for scratch databases. A server keeps at most 16 of them, and
    /// 1 GiB in all: see `keep_at_most` and `keep_megabytes` in `[scratch]`.
    #[arg(
        long,
        value_name = "BOOL",
        env = "GLOWPLUG_SCRATCH_KEEP",
        hide_env_values = true
    )]
    scratch_keep: Option<bool>,

    /// Run the checkout's SQL as a role that can reach nothing but the scratch database
    ///
    /// For checkouts that you do not trust, on PostgreSQL and MySQL. A role is created for the run,
    /// with a password and no privilege outside the scratch database; both are dropped afterwards.
    /// The connecting role must be allowed to create roles: on PostgreSQL a superuser, or `CREATEDB`
    /// and `CREATEROLE`; on MySQL `CREATE USER`, and `GRANT OPTION` for scratch databases. Nothing is
    /// kept for the next run. Default: `[scratch] confined` in `.glowplug.toml`, else `false`.
    #[arg(
        long,
        value_name = "BOOL",
        env = "GLOWPLUG_SCRATCH_CONFINED",
        hide_env_values = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    scratch_confined: Option<bool>,

    /// Create this extension before the SQL of a confined run, which may not
    ///
    /// For extensions that only a superuser may create, on PostgreSQL. Anybody may use what an
    /// extension contains: name only those that you would give to a stranger.
    #[arg(
        long = "scratch-extension",
        value_name = "NAME",
        value_delimiter = ',',
        env = "GLOWPLUG_SCRATCH_EXTENSIONS",
        hide_env_values = true
    )]
    scratch_extensions: Vec<String>,
}

impl ScratchOptions {
    /// Returns the server and settings for scratch databases.
    ///
    /// # Errors
    /// An address that cannot be read, or a local PostgreSQL that does not start.
    pub(crate) fn place(
        &self,
        context: &Context,
        target: &mut Target,
    ) -> Result<glowplug_schema::scratch::ScratchConfig> {
        let settings = context.project.settings()?.scratch;
        let confinement = self.confinement(settings.confined)?;
        let named = self.scratch_url.clone().or(settings.url);
        let is_named = named.is_some();
        let near = Self::near(context, named, target)?;
        let said = self.scratch_keep.or(settings.keep);
        let keep = said.unwrap_or(is_named || near.is_local()) && confinement.is_none();
        let prepare = settings.prepare;
        let usual = CacheLimits::default();
        let bytes = settings
            .keep_megabytes
            .map(|size| size.saturating_mul(1 << 20));
        Ok(glowplug_schema::scratch::ScratchConfig {
            near,
            keep,
            confinement,
            ceiling: CacheLimits {
                databases: settings.keep_at_most.unwrap_or(usual.databases),
                bytes: bytes.unwrap_or(usual.bytes),
            },
            prepare: prepare.map(|path| Script::file(context.project.shown(&path))),
        })
    }

    /// Returns how scratch databases are confined, if they are.
    fn confinement(&self, is_usual: bool) -> Result<Option<Confinement>> {
        let is_confined = self.scratch_confined.unwrap_or(is_usual);
        if is_confined && self.scratch_keep == Some(true) {
            return Err(Error::usage(
                "a confined scratch database is never kept",
                "remove `--scratch-keep` or `--scratch-confined`",
            ));
        }
        let extensions = self.scratch_extensions.clone();
        Ok(is_confined.then_some(Confinement { extensions }))
    }

    fn near(context: &Context, named: Option<String>, target: &mut Target) -> Result<Address> {
        if let Some(url) = named {
            return completed(Address::parse(&url).map_err(glowplug::Error::from)?);
        }
        target.prepare(&context.output)?;
        let remote = target.address.database() == Database::Postgres && !target.address.is_local();
        if remote && let Ok(local) = Local::of(context.output, &context.project) {
            let mut target = Target::local(local)?;
            target.prepare(&context.output)?;
            return Ok(target.address);
        }
        Ok(target.address.clone())
    }
}
