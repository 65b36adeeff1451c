//! The `.glowplug.toml` beside `diesel.toml`, which takes no keys but Diesel's own.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Project, read_toml};
use crate::error::Result;

/// The file.
const FILE: &str = ".glowplug.toml";

/// What a project says of itself to this command alone.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// What declares the schema in SQL: a file, or a folder of files.
    pub(crate) schema: Option<PathBuf>,
    /// What stays although `schema.rs` does not declare it: `kind name`, with `*` for any
    /// characters.
    #[serde(default)]
    pub(crate) keep: Vec<String>,
    #[serde(default)]
    pub(crate) check: Check,
    #[serde(default)]
    pub(crate) scratch: Scratch,
    #[serde(default)]
    pub(crate) models: glowplug::models::Settings,
}

/// How a database is compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    /// Objects that are left out: `kind name`, with `*` for any characters.
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
}

/// Where scratch databases are made.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scratch {
    /// A database on the server that holds them.
    pub(crate) url: Option<String>,
    /// Whether one stays there for the next run, for a day at most.
    pub(crate) keep: Option<bool>,
}

impl Project {
    /// The settings, and the folder that their paths start from.
    ///
    /// # Errors
    /// A file that is not in order.
    pub(crate) fn settings(&self) -> Result<Settings> {
        let folder = self.config.parent().unwrap_or(Path::new(""));
        let file = folder.join(FILE);
        if !file.exists() {
            return Ok(Settings::default());
        }
        let mut settings: Settings = read_toml(&file)?;
        settings.schema = settings.schema.map(|path| folder.join(path));
        settings.models.out = settings.models.out.map(|path| folder.join(path));
        Ok(settings)
    }
}
