use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::Utc;
use glowplug::{Database, Version};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::output::{Answer, Paint};
use crate::project::snake_case;

/// How `diesel migration generate` writes the time into a version.
const TIMESTAMP: &str = "%Y-%m-%d-%H%M%S";
/// Versions with more digits are timestamps.
const SEQUENTIAL_DIGITS: usize = 9;

/// Write an empty migration
///
/// Makes a folder `<date>-<time>-0000_<name>` with `up.sql` and `down.sql`, as `diesel migration
/// generate` does. Names are in snake_case, verb first.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug new create_users
  glowplug new --sequential create_users          001_create_users
  glowplug new --no-transaction index_users_name  for CREATE INDEX CONCURRENTLY
  glowplug new --database postgres,sqlite add_search
                                       also up.postgres.sql, up.sqlite.sql and their down files")]
pub(crate) struct Args {
    /// What it does, in snake_case: `create_users`
    name: String,

    /// Number it: `001_name`, `002_name`
    #[arg(long)]
    sequential: bool,

    /// Files of its own for each of these databases, which go before the plain ones
    #[arg(long, value_name = "DATABASE,…", value_delimiter = ',')]
    database: Vec<Database>,

    /// For statements that refuse a transaction: writes `run_in_transaction = false`
    #[arg(long)]
    no_transaction: bool,

    /// Add `after.sql`, which runs after `up.sql` in the same transaction
    #[arg(long)]
    with_after: bool,

    /// A line for `metadata.toml` and `status`
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

impl Args {
    pub(super) fn run(self, context: &Context) -> Result<Ending> {
        let migrations = context.migrations()?;
        // Two at once must not take one version; a folder that cannot be locked is used as it is.
        let lock = File::open(&migrations).ok();
        let _held = lock.as_ref().map(File::lock);
        let taken = folders(&migrations)?;
        self.check_name(&taken)?;
        let version = if self.sequential {
            next_number(&taken)?
        } else {
            timestamp(&taken)
        };
        let name = format!("{version}_{}", self.name);
        let folder = migrations.join(&name);
        fs::create_dir(&folder).map_err(|source| Error::Io {
            action: "make",
            path: folder.clone(),
            source,
        })?;
        let mut files = Vec::new();
        for (file, text) in self.files() {
            let path = folder.join(file);
            write(&path, &text)?;
            files.push(context.project.shown(&path));
        }
        context.answer(&New {
            version: Version::of_folder(&name),
            folder: context.project.shown(&folder),
            name,
            files,
        })?;
        Ok(Ending::Done)
    }

    fn check_name(&self, taken: &[String]) -> Result<()> {
        let name = snake_case(&self.name);
        let fits = name == self.name && name.starts_with(|c: char| c.is_ascii_lowercase());
        if !fits {
            let proposal = free(&propose(&name), taken);
            return Err(Error::usage(
                format!("`{}` is not in snake_case", self.name),
                format!("call it `{proposal}`"),
            ));
        }
        match taken.iter().find(|folder| name_of(folder) == name) {
            Some(folder) => Err(Error::usage(
                format!("the name is taken by `{folder}`"),
                format!("call it `{}`, or what it does", free(&name, taken)),
            )),
            None => Ok(()),
        }
    }

    /// The files with their texts, in the order in which they are read.
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
            // Diesel refuses a folder without a plain `up.sql`.
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

    /// Always with the key: to Diesel a file without it means `false`.
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

/// The names of the folders there are.
fn folders(migrations: &Path) -> Result<Vec<String>> {
    let failed = |source| Error::Io {
        action: "read",
        path: migrations.to_owned(),
        source,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(migrations).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names)
}

fn name_of(folder: &str) -> &str {
    folder.split_once('_').map_or("", |(_, name)| name)
}

/// A name that begins with a letter.
fn propose(name: &str) -> String {
    let name = name.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    if name.is_empty() {
        "create_users".to_owned()
    } else {
        name.to_owned()
    }
}

/// The name, or the first `name_2`, `name_3`… that is free.
fn free(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| taken.iter().all(|folder| name_of(folder) != name);
    std::iter::once(name.to_owned())
        .chain((2_u32..).map(|number| format!("{name}_{number}")))
        .find(is_free)
        .unwrap_or_default()
}

/// The time, and a number behind it that makes the version new, as Diesel has it.
fn timestamp(taken: &[String]) -> String {
    let now = Utc::now().format(TIMESTAMP);
    let versions: Vec<Version> = taken.iter().map(|name| Version::of_folder(name)).collect();
    (0_u32..)
        .map(|number| format!("{now}-{number:04x}"))
        .find(|version| !versions.contains(&Version::of_folder(version)))
        .unwrap_or_default()
}

/// The number after the last one, with three digits or as many as the others have.
fn next_number(taken: &[String]) -> Result<String> {
    let mut last = 0_u64;
    let mut digits = 3;
    for name in taken {
        let version = Version::of_folder(name);
        let text = version.as_str();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if text.len() > SEQUENTIAL_DIGITS {
            return Err(Error::usage(
                format!("`{name}` has a time as its version, and a number would come before it"),
                "leave `--sequential` out",
            ));
        }
        digits = digits.max(text.len());
        last = last.max(text.parse().unwrap_or(0));
    }
    Ok(format!("{:0digits$}", last + 1))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|source| Error::Io {
        action: "write",
        path: path.to_owned(),
        source,
    })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn numbers_go_on_with_the_digits_there_are() {
        assert_eq!(next_number(&[]).unwrap(), "001");
        let number = |names: &[&str]| next_number(&taken(names)).unwrap();
        assert_eq!(number(&["001_a", "009_b"]), "010");
        assert_eq!(number(&["999_a"]), "1000");
        assert_eq!(number(&["0041_a", "notes_x"]), "0042");
        assert!(next_number(&taken(&["2026-01-01-000000-0000_a"])).is_err());
    }

    #[test]
    fn a_taken_time_gets_a_later_number() {
        let first = timestamp(&[]);
        assert!(first.ends_with("-0000"), "{first}");
        // The same second, or the next one.
        let now = format!("{}-0000_x", Utc::now().format(TIMESTAMP));
        let next = Utc::now() + chrono::TimeDelta::seconds(1);
        let next = format!("{}-0000_y", next.format(TIMESTAMP));
        let second = timestamp(&taken(&[&now, &next]));
        assert!(second.ends_with("-0001"), "{second}");
    }

    #[test]
    fn a_taken_name_gets_a_free_proposal() {
        let taken = taken(&["001_a", "002_a_2"]);
        assert_eq!(free("a", &taken), "a_3");
        assert_eq!(free("b", &taken), "b");
        assert_eq!(propose("2_fast"), "fast");
    }
}
