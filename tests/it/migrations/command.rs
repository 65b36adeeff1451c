//! The stock `diesel` command on this repository.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::support::server::{Database, migrated};
use crate::support::skipped;

/// Says loudly when there is no command to test with.
fn installed() -> bool {
    let found = Command::new("diesel").arg("--version").output();
    let found = found.is_ok_and(|output| {
        String::from_utf8_lossy(&output.stdout).contains("diesel 2.3")
            || String::from_utf8_lossy(&output.stdout).contains("Version: 2.3")
    });
    if !found {
        skipped("no `diesel` 2.3 command; `cargo install diesel_cli` installs it");
    }
    found
}

/// Runs the command in a folder; returns what it printed.
fn diesel<S: AsRef<OsStr>>(folder: &Path, database: &Database, words: &[S]) -> Result<String> {
    let output = Command::new("diesel")
        .args(words)
        .current_dir(folder)
        .env("DATABASE_URL", database.url())
        .env_remove("DIESEL_CONFIG_FILE")
        .output()
        .context("cannot run diesel")?;
    let printed = String::from_utf8(output.stdout)?;
    let problem = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{printed}{problem}");
    Ok(printed)
}

/// A copy of what the command works on, so that no test writes to the repository.
fn copy() -> Result<tempfile::TempDir> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = tempfile::tempdir()?;
    fs::create_dir(copy.path().join("src"))?;
    for file in ["diesel.toml", "Cargo.toml", "src/schema.rs"] {
        fs::copy(root.join(file), copy.path().join(file))?;
    }
    for entry in fs::read_dir(root.join("migrations"))? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let folder = copy.path().join("migrations").join(entry.file_name());
        fs::create_dir_all(&folder)?;
        for file in fs::read_dir(entry.path())? {
            let file = file?;
            fs::copy(file.path(), folder.join(file.file_name()))?;
        }
    }
    Ok(copy)
}

const SCHEMA: &str = include_str!("../../../src/schema.rs");

#[tokio::test]
async fn the_schema_is_what_diesel_prints() -> Result<()> {
    if installed() {
        let folder = copy()?;
        let printed = diesel(folder.path(), &migrated().await, &["print-schema"])?;
        assert_eq!(
            printed, SCHEMA,
            "run `diesel migration run` and commit src/schema.rs"
        );
    }
    Ok(())
}

#[tokio::test]
async fn diesel_runs_lists_reverts_and_redoes_the_migrations() -> Result<()> {
    if !installed() {
        return Ok(());
    }
    let database = crate::support::database().await;
    let folder = copy()?;
    let folder = folder.path();
    let total = fs::read_dir(folder.join("migrations"))?.count();
    assert_eq!(
        marks(&diesel(folder, &database, &["migration", "list"])?),
        (0, total)
    );
    diesel(folder, &database, &["migration", "run"])?;
    assert_eq!(
        marks(&diesel(folder, &database, &["migration", "list"])?),
        (total, 0)
    );
    diesel(folder, &database, &["migration", "redo"])?;
    assert_eq!(fs::read_to_string(folder.join("src/schema.rs"))?, SCHEMA);
    diesel(folder, &database, &["migration", "revert"])?;
    assert_eq!(
        marks(&diesel(folder, &database, &["migration", "list"])?),
        (total - 1, 1)
    );
    diesel(folder, &database, &["migration", "revert", "--all"])?;
    assert_eq!(
        marks(&diesel(folder, &database, &["migration", "list"])?),
        (0, total)
    );
    diesel(folder, &database, &["migration", "run"])?;
    assert_eq!(fs::read_to_string(folder.join("src/schema.rs"))?, SCHEMA);
    Ok(())
}

/// How many migrations `diesel migration list` shows as run, and as not.
fn marks(list: &str) -> (usize, usize) {
    (list.matches("[X]").count(), list.matches("[ ]").count())
}

#[tokio::test]
async fn what_diesel_ran_is_not_run_again_by_the_crate() -> Result<()> {
    if installed() {
        let database = crate::support::database().await;
        diesel(copy()?.path(), &database, &["migration", "run"])?;
        let ran = tomori_db::pool::migrate(&database.settings()).await?;
        assert!(ran.is_empty(), "{ran:?}");
    }
    Ok(())
}

#[tokio::test]
async fn diesel_generates_migrations_and_finds_no_difference() -> Result<()> {
    if !installed() {
        return Ok(());
    }
    let database = migrated().await;
    let folder = copy()?;
    let words = ["migration", "generate", "add_nothing", "--diff-schema"];
    diesel(folder.path(), &database, &words)?;
    let generated = fs::read_dir(folder.path().join("migrations"))?
        .filter_map(Result::ok)
        .find(|entry| entry.file_name().to_string_lossy().ends_with("add_nothing"))
        .context("diesel wrote a migration")?;
    for file in ["up.sql", "down.sql"] {
        let sql = fs::read_to_string(generated.path().join(file))?;
        let lines = sql
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with("--"));
        assert_eq!(lines.count(), 0, "{sql}");
    }
    diesel(
        folder.path(),
        &database,
        &["migration", "generate", "add_region"],
    )?;
    Ok(())
}
