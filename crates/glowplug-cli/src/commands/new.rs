//! `new`: creates an empty migration.

use std::fs::{self, File};
use std::path::PathBuf;

use glowplug::{Database, Version};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::file;
use crate::output::{Answer, Paint};
use crate::project::names;

/// Create an empty migration
///
/// Creates a folder `<date>-<time>-0000_<name>` with `up.sql` and `down.sql`, as `diesel migration
/// generate` does. Names are in snake_case and begin with a verb.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug new create_users
  glowplug new --sequential create_users          001_create_users
  glowplug new --no-transaction index_users_name  for CREATE INDEX CONCURRENTLY
  glowplug new --database postgres,sqlite add_search
                                       also up.postgres.sql, up.sqlite.sql and down.…")]
pub(crate) struct Args {
    /// What it does, in snake_case: `create_users`
    name: String,

    /// Use a number as its version: `001_name`, `002_name`
    #[arg(long)]
    sequential: bool,

    /// Also create files for these databases, which take precedence over the plain ones
    #[arg(long, value_name = "DATABASE,…", value_delimiter = ',')]
    database: Vec<Database>,

    /// Set `run_in_transaction = false`, for statements that cannot run in a transaction
    #[arg(long)]
    no_transaction: bool,

    /// Also create `after.sql`, which runs after `up.sql` in the same transaction
    #[arg(long)]
    with_after: bool,

    /// A description for `metadata.toml` and `status --json`
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

impl Args {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let migrations = context.migrations()?;
        // Concurrent runs must not use the same version; a folder that cannot be locked is used as
        // it is.
        let lock = File::open(&migrations).ok();
        let _held = lock.as_ref().map(File::lock);
        let taken = names::folders(&migrations)?;
        names::check(&self.name, &taken)?;
        let version = if self.sequential {
            names::next_number(&taken)?
        } else {
            names::timestamp(&taken)
        };
        let name = format!("{version}_{}", self.name);
        let folder = migrations.join(&name);
        fs::create_dir(&folder).map_err(Error::io("create", &folder))?;
        let mut files = Vec::new();
        for (name, text) in self.files() {
            let path = folder.join(name);
            file::write(&path, &text)?;
            files.push(context.project.shown(&path));
        }
        context.answer(&New {
            version: Version::of_folder(&name),
            folder: context.project.shown(&folder),
            name,
            files,
        })?;
        Ok(Outcome::Done)
    }

    /// Returns the files with their texts, in the order in which they are read.
    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let steps: &[(&str, &str)] = if self.with_after {
            &[("up", UP), ("after", AFTER), ("down", DOWN)]
        } else {
            &[("up", UP), ("down", DOWN)]
        };
        let mut databases = self.database.clone();
        databases.sort();
        databases.dedup();
        for (step, text) in steps {
            // Diesel requires a plain `up.sql`.
            files.push((format!("{step}.sql"), (*text).to_owned()));
            for database in &databases {
                let text = format!("-- Used on {database} instead of `{step}.sql`\n");
                files.push((format!("{step}.{}.sql", database.name()), text));
            }
        }
        if self.no_transaction || self.description.is_some() {
            files.push(("metadata.toml".to_owned(), self.metadata()));
        }
        files
    }

    /// Returns `metadata.toml`, which always has the key: Diesel reads a missing one as `false`.
    fn metadata(&self) -> String {
        let mut text = format!("run_in_transaction = {}\n", !self.no_transaction);
        if let Some(description) = &self.description {
            let value = toml::Value::from(description.as_str());
            text.push_str(&format!("description = {value}\n"));
        }
        text
    }
}

const UP: &str = "-- Your SQL goes here\n";
const AFTER: &str = "-- Runs after `up.sql`, in the same transaction\n";
const DOWN: &str = "-- This file should undo anything in `up.sql`\n";

#[derive(Serialize)]
struct New {
    version: Version,
    name: String,
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Answer for New {
    fn text(&self, _: Paint) -> String {
        let paths = self.files.iter().map(|path| path.display().to_string());
        paths.collect::<Vec<_>>().join("\n")
    }
}
