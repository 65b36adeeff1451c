use std::path::PathBuf;

use clap::{Args, ColorChoice};

/// Options that every command takes. Without `Debug`: the address holds a password.
#[derive(Args)]
#[command(next_help_heading = "Options for every command")]
pub(crate) struct Global {
    /// The database: `postgres://…`, `mysql://…`, or the path of a SQLite file
    ///
    /// Without it: `DATABASE_URL`, also from `.env`; then `DB_HOST`, `DB_PORT`, `DB_NAME`,
    /// `DB_USER` and `DB_PASSWORD` for PostgreSQL; then the project's own local PostgreSQL, which
    /// is started on demand.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,

    /// The folder of the migrations
    ///
    /// Without it: `MIGRATION_DIRECTORY`, then `[migrations_directory] dir` in `diesel.toml`, then
    /// the nearest `migrations` folder here or above, as `diesel` finds it.
    #[arg(long, global = true, value_name = "FOLDER", alias = "migration-dir")]
    pub(crate) migrations_dir: Option<PathBuf>,

    /// The `diesel.toml` to use
    ///
    /// Without it: `DIESEL_CONFIG_FILE`, then `diesel.toml` in the project's folder.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config_file: Option<PathBuf>,

    /// Print JSON for programs; failures and open questions too
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Show every statement of a migration on standard error
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    /// Show neither progress nor remarks
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Whether to use colors; `NO_COLOR` switches them off too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}
