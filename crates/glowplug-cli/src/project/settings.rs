//! Reads `.glowplug.toml`, beside `diesel.toml`, which allows only Diesel's own keys.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Project, boundary, read_toml};
use crate::error::Result;

/// The name of the file.
const FILE: &str = ".glowplug.toml";

/// The settings of a project for this command.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The SQL that declares the schema: a file, or a folder of files.
    pub(crate) schema: Option<PathBuf>,
    /// Objects that are kept although `schema.rs` does not declare them: `kind name`, with `*` for
    /// any characters.
    #[serde(default)]
    pub(crate) keep: Vec<String>,
    #[serde(default)]
    pub(crate) check: Check,
    #[serde(default)]
    pub(crate) scratch: Scratch,
    #[serde(default)]
    pub(crate) models: glowplug_schema::models::Settings,
    #[serde(default)]
    pub(crate) lint: glowplug_lint::Settings,
}

/// How a database is compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    /// Ignored objects: `kind name`, with `*` for any characters.
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
    /// Whether privileges are compared.
    #[serde(default)]
    pub(crate) privileges: bool,
    /// Whether owners are compared.
    #[serde(default)]
    pub(crate) owners: bool,
}

/// Settings of scratch databases.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scratch {
    /// The address of a database on the server for them.
    pub(crate) url: Option<String>,
    /// Whether a scratch database is kept for the next run.
    pub(crate) keep: Option<bool>,
    /// Whether they belong to a role of their own that may do nothing else.
    #[serde(default)]
    pub(crate) confined: bool,
    /// A script that runs in each scratch database before the migrations.
    pub(crate) prepare: Option<PathBuf>,
    /// The maximum number of kept databases.
    pub(crate) keep_at_most: Option<usize>,
    /// The maximum size of all kept databases, in megabytes.
    pub(crate) keep_megabytes: Option<u64>,
}

impl Project {
    /// Reads the settings. Relative paths are resolved.
    ///
    /// # Errors
    /// A file that is not valid, or that names files of another kind than SQL or Rust.
    pub(crate) fn settings(&self) -> Result<Settings> {
        let folder = self.config.parent().unwrap_or(Path::new(""));
        let file = folder.join(FILE);
        if !file.exists() {
            return Ok(Settings::default());
        }
        let mut settings: Settings = read_toml(&file)?;
        settings.schema = settings.schema.map(|path| folder.join(path));
        settings.scratch.prepare = settings.scratch.prepare.map(|path| folder.join(path));
        for (setting, path) in [
            ("schema", &settings.schema),
            ("[scratch] prepare", &settings.scratch.prepare),
        ] {
            if let Some(path) = path {
                boundary::demand_source(setting, path)?;
            }
        }
        settings.lint.sizes = settings
            .lint
            .sizes
            .map(|file| folder.join(file).display().to_string());
        settings.models.out = settings.models.out.map(|path| folder.join(path));
        Ok(settings)
    }
}
