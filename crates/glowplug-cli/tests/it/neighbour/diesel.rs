//! The neighbour: the real `diesel` command, or what it documents of its table.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use glowplug::Database;

use crate::stage::{Stage, block_on};
use crate::support::skipped;

/// Diesel's own words: `diesel_migrations::MigrationHarness`, `CREATE_MIGRATIONS_TABLE`.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (\
     version VARCHAR(50) PRIMARY KEY NOT NULL,\
     run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)";

/// How the neighbour is played.
#[derive(Clone, Copy, Debug)]
pub(super) enum Diesel {
    /// By the command.
    Command,
    /// By what it does to its table.
    Table,
}

impl Diesel {
    /// The command, if it is installed, is of 2.3, and speaks to this database.
    pub(super) fn installed(database: Database) -> Option<Self> {
        let version = Command::new("diesel").arg("--version").output();
        let version = version.map_or_else(
            |_| String::new(),
            |output| String::from_utf8_lossy(&output.stdout).into_owned(),
        );
        let backends = version.lines().find_map(|line| {
            let backends = line.trim().strip_prefix("Supported Backends:")?;
            Some(backends.split_whitespace().collect::<Vec<_>>())
        });
        let speaks = backends.is_some_and(|backends| backends.contains(&database.name()));
        if speaks && version.contains("Version: 2.3") {
            return Some(Self::Command);
        }
        skipped(&format!(
            "`diesel` is not installed for {database:?}: install diesel_cli 2.3 with the feature `{}`",
            database.name()
        ));
        None
    }

    /// What is documented of its table.
    pub(super) const fn documented() -> Self {
        Self::Table
    }

    /// `diesel migration run|revert|redo …`.
    pub(super) fn migration(self, stage: &Stage, words: &str) -> Result<(), String> {
        match self {
            Self::Command => command(stage, &format!("migration {words}")).map(drop),
            Self::Table => table(stage, words),
        }
    }

    /// The names of the folders that are applied, as `diesel migration list` marks them.
    pub(super) fn applied(self, stage: &Stage) -> BTreeSet<String> {
        match self {
            Self::Command => {
                let list = command(stage, "migration list").unwrap();
                let marked = list
                    .lines()
                    .filter_map(|line| line.trim().strip_prefix("[X] "));
                marked.map(str::to_owned).collect()
            }
            Self::Table => {
                let versions = versions(stage);
                let names = folders(stage).into_iter();
                names
                    .filter(|name| versions.contains(&version(name)))
                    .collect()
            }
        }
    }
}

/// Runs the command; gives its standard output, or everything it said when it failed.
pub(super) fn command(stage: &Stage, words: &str) -> Result<String, String> {
    let output = stage.program("diesel").args(words.split(' ')).output();
    let output = output.unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    if output.status.success() {
        Ok(stdout)
    } else {
        Err(stdout + &String::from_utf8_lossy(&output.stderr))
    }
}

/// Does to the database what the command does.
fn table(stage: &Stage, words: &str) -> Result<(), String> {
    let count = if words.ends_with("-a") || words.ends_with("--all") {
        usize::MAX
    } else {
        1
    };
    match words.split(' ').next() {
        Some("run") => apply(stage, &pending(stage)),
        Some("revert") => revert(stage, count).map(drop),
        Some("redo") => {
            let reverted = revert(stage, count)?;
            apply(stage, &reverted)
        }
        _ => panic!("{words}"),
    }
}

fn apply(stage: &Stage, names: &[String]) -> Result<(), String> {
    run(stage, TABLE)?;
    for name in names {
        run(stage, &script(stage, name, "up.sql"))?;
        let version = version(name);
        run(
            stage,
            &format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')"),
        )?;
    }
    Ok(())
}

/// Reverts the last so many, and gives their names in the order of versions.
fn revert(stage: &Stage, count: usize) -> Result<Vec<String>, String> {
    let applied = Diesel::Table.applied(stage);
    let mut names: Vec<String> = applied.into_iter().rev().take(count).collect();
    if names.is_empty() {
        return Err("nothing to revert".to_owned());
    }
    for name in &names {
        run(stage, &script(stage, name, "down.sql"))?;
        let version = version(name);
        run(
            stage,
            &format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'"),
        )?;
    }
    names.reverse();
    Ok(names)
}

fn pending(stage: &Stage) -> Vec<String> {
    let applied = Diesel::Table.applied(stage);
    let names = folders(stage).into_iter();
    names.filter(|name| !applied.contains(name)).collect()
}

fn run(stage: &Stage, sql: &str) -> Result<(), String> {
    block_on(async {
        let ran = stage.session().await.run(sql).await;
        ran.map_err(|error| error.message)
    })
}

fn script(stage: &Stage, name: &str, file: &str) -> String {
    fs::read_to_string(stage.migrations().join(name).join(file)).unwrap()
}

/// The versions in the table; none when there is no table yet.
fn versions(stage: &Stage) -> BTreeSet<String> {
    let shown = stage.sql("SELECT version FROM __diesel_schema_migrations");
    let rows = shown.map(|shown| shown.rows).unwrap_or_default();
    rows.into_iter().flatten().flatten().collect()
}

fn folders(stage: &Stage) -> BTreeSet<String> {
    let entries = fs::read_dir(stage.migrations()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).collect()
}

/// What stands before the first `_`, without hyphens.
fn version(name: &str) -> String {
    name.split('_').next().unwrap_or_default().replace('-', "")
}
