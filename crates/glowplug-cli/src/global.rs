//! The options that every command takes.

use std::path::PathBuf;

use clap::{Args, ColorChoice};

/// Options that every command takes. Without `Debug`: the address holds a password.
#[derive(Args)]
#[command(next_help_heading = "Options for every command")]
pub(crate) struct Global {
    /// The database: `postgres://…`, `mysql://…`, or the path of a SQLite file
    ///
    /// Default: `DATABASE_URL`, also from `.env`; then `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` and
    /// `DB_PASSWORD` for PostgreSQL; then the project's own local PostgreSQL, which is started on
    /// demand.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,

    /// The migrations folder
    ///
    /// Default: `MIGRATION_DIRECTORY`, then `[migrations_directory] dir` in `diesel.toml`, then the
    /// nearest `migrations` folder here or above, as in `diesel`.
    #[arg(long, global = true, value_name = "FOLDER", alias = "migration-dir")]
    pub(crate) migrations_dir: Option<PathBuf>,

    /// The `diesel.toml` to use
    ///
    /// Default: `DIESEL_CONFIG_FILE`, then `diesel.toml` in the project's folder.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config_file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) presentation: Presentation,
}

/// How answers and errors are printed.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct Presentation {
    /// Print JSON, also for errors and open questions
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Print each SQL statement to standard error as it runs, and lists in full
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    /// Print neither progress nor notices
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// When to use colors; `NO_COLOR` and `TERM=dumb` turn them off
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}
