//! Reads the folder of one migration: chooses its files, and finds what is wrong with them.

use std::path::PathBuf;

use super::disk::unreadable;
use super::{Body, Migration, Script, SqlMigration, metadata};
use crate::error::{FileProblem, ProblemPlace};
use crate::model::{Database, Version, nearest};

/// The folder of one migration, on disk or embedded.
pub(super) struct Folder {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) items: Vec<Item>,
}

/// A file or folder inside it.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) is_folder: bool,
    pub(super) script: Script,
}

const STEPS: [&str; 3] = ["up", "after", "down"];
const METADATA: &str = "metadata.toml";

pub(super) const VERSION_ADVICE: &str = "name it `<version>_<name>`, for example \
     `2026-01-31-120000-0000_create_users` or `001_create_users`; `glowplug new` does it for you";

/// The maximum number of characters in Diesel's table of applied versions (`VARCHAR(50)`).
const LONGEST_VERSION: usize = 50;

impl Folder {
    /// Reads it for one database. Returns a migration whenever there is an `up`, even if there are
    /// other problems, so that its version takes part in further checks.
    pub(super) fn read(&self, database: Database) -> (Option<Migration>, Vec<FileProblem>) {
        let mut problems = Vec::new();
        let version = Version::of_folder(&self.name);
        if let Some(wrong) = version_problem(&self.name, &version) {
            let place = vec![self.path.clone()];
            problems.push(problem(wrong, place, VERSION_ADVICE.to_owned()));
        }
        problems.extend(self.items.iter().filter_map(misspelt));
        let after = self.script("after", database, &mut problems);
        let down = self.script("down", database, &mut problems);
        let metadata = self.file(METADATA, &mut problems).map(metadata::read);
        let metadata = metadata.unwrap_or_default();
        problems.extend(metadata.problems);
        let Some(up) = self.script("up", database, &mut problems) else {
            // A misspelt `up`, or a folder in its place, was reported already.
            if !self
                .items
                .iter()
                .any(|item| is_misplaced_up(item, database))
            {
                problems.push(self.no_up(database));
            }
            return (None, problems);
        };
        problems.extend(empty(up));
        let migration = Migration {
            version,
            name: self.name.clone(),
            description: metadata.description,
            run_in_transaction: metadata.run_in_transaction,
            irreversible: metadata.irreversible,
            body: Body::Sql(SqlMigration {
                up: up.clone(),
                after: after.cloned(),
                down: down.cloned(),
            }),
        };
        (Some(migration), problems)
    }

    /// Returns the file for this database, or else the plain one.
    fn script(
        &self,
        step: &str,
        database: Database,
        problems: &mut Vec<FileProblem>,
    ) -> Option<&Script> {
        let own = format!("{step}.{}.sql", database.name());
        self.file(&own, problems)
            .or_else(|| self.file(&format!("{step}.sql"), problems))
    }

    fn file(&self, name: &str, problems: &mut Vec<FileProblem>) -> Option<&Script> {
        let item = self.items.iter().find(|item| item.name == name)?;
        if item.is_folder {
            problems.push(problem(
                format!(
                    "`{name}` of `{}` is a folder, and should be a file",
                    self.name
                ),
                vec![item.script.path().to_owned()],
                "remove it, or put a file in its place".to_owned(),
            ));
            return None;
        }
        Some(&item.script)
    }

    fn no_up(&self, database: Database) -> FileProblem {
        let mut found: Vec<String> = self
            .items
            .iter()
            .map(|item| match item.is_folder {
                true => format!("`{}/`", item.name),
                false => format!("`{}`", item.name),
            })
            .collect();
        found.sort();
        let found = match found.as_slice() {
            [] => "it is empty".to_owned(),
            found => format!("it has {}", found.join(", ")),
        };
        let own = format!("up.{}.sql", database.name());
        let other = self.items.iter().any(|item| item.name.starts_with("up."));
        let nested = self.items.iter().any(|item| item.is_folder);
        let advice = if other {
            format!(
                "write `{own}`; with nothing to do on {database}, a comment that says so is enough"
            )
        } else if nested {
            "write `up.sql`; folders inside folders are not read, so put migrations side by side"
                .to_owned()
        } else {
            format!("write `up.sql`, or `{own}` for {database} alone, or remove the folder")
        };
        let message = format!("`{}` has no `up` for {database}: {found}", self.name);
        problem(message, vec![self.path.clone()], advice)
    }
}

/// Returns the problem with a version, if there is one. Without a digit it is the first word of a
/// name.
pub(super) fn version_problem(name: &str, version: &Version) -> Option<String> {
    let version = version.as_str();
    if !version.contains(|c: char| c.is_ascii_digit()) {
        return Some(format!(
            "the name of `{name}` does not begin with a version"
        ));
    }
    (version.chars().count() > LONGEST_VERSION).then(|| {
        format!(
            "the version of `{name}` is longer than {LONGEST_VERSION} characters, which is all \
             that Diesel's table holds"
        )
    })
}

fn problem(message: String, paths: Vec<PathBuf>, advice: String) -> FileProblem {
    FileProblem {
        message,
        place: ProblemPlace::Paths(paths),
        advice,
    }
}

/// Returns true if the file is probably meant as the `up` of this database, under a wrong name or
/// as a folder.
fn is_misplaced_up(item: &Item, database: Database) -> bool {
    let own = format!("up.{}.sql", database.name());
    if is_ours(&item.name) {
        return item.is_folder && (item.name == own || item.name == "up.sql");
    }
    let meant = misspelt(item).map(|_| meant(&item.name.to_lowercase(), "up"));
    meant.is_some_and(|meant| meant == own || meant == "up.sql")
}

/// Reports a file whose name resembles one of ours, and that would be ignored silently.
fn misspelt(item: &Item) -> Option<FileProblem> {
    if is_ours(&item.name) {
        return None;
    }
    let lower = item.name.to_lowercase();
    let mut parts = lower.split('.');
    let step = parts.next().unwrap_or_default();
    let like_ours = match (parts.next(), parts.next(), parts.next()) {
        (Some("sql"), None, _) | (Some(_), Some("sql"), None) => STEPS.contains(&step),
        _ => lower == METADATA,
    };
    like_ours.then(|| FileProblem {
        message: format!("`{}` is not read", item.script.path().display()),
        place: ProblemPlace::Paths(vec![item.script.path().to_owned()]),
        advice: format!(
            "rename it to `{}`, or to a name that looks like none of ours",
            meant(&lower, step)
        ),
    })
}

fn is_ours(name: &str) -> bool {
    let Some(rest) = STEPS.iter().find_map(|step| name.strip_prefix(step)) else {
        return name == METADATA;
    };
    rest == ".sql"
        || Database::ALL.iter().any(|database| {
            let middle = rest
                .strip_prefix('.')
                .and_then(|rest| rest.strip_suffix(".sql"));
            middle == Some(database.name())
        })
}

/// Returns the file name that a misspelt name stands for.
fn meant(lower: &str, step: &str) -> String {
    let database = match lower.split('.').nth(1).unwrap_or_default() {
        "sql" | "toml" => None,
        other => Database::by_alias(other)
            .map(|database| database.name())
            .or_else(|| nearest(other, Database::ALL.map(|database| database.name()))),
    };
    match database {
        Some(database) => format!("{step}.{database}.sql"),
        None => lower.to_owned(),
    }
}

/// Reports an `up` that is completely empty: Diesel refuses to run it, and so does Glowplug, before
/// anything runs.
fn empty(up: &Script) -> Option<FileProblem> {
    let message = match up.len() {
        Err(error) => return Some(unreadable(up.path(), &error)),
        Ok(0) => format!("`{}` is empty", up.path().display()),
        Ok(_) => return None,
    };
    Some(FileProblem {
        message,
        place: ProblemPlace::Paths(vec![up.path().to_owned()]),
        advice: "write its SQL, or a comment that says why there is nothing to do".to_owned(),
    })
}
