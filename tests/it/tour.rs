//! The tour, run as a newcomer runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};
use futures_util::future::try_join_all;
use tomori_db::memories::{NewMemory, personal};

use crate::harness::{add_server, add_user, guild, number, user};
use crate::support::server::{Database, database, free_port};

/// Must never be printed.
const SECRET: &str = "canary-canary-canary-canary-canary";
/// The key that the tour stores.
const KEY: &str = "sk-tour-made-up";

#[tokio::test]
async fn the_tour_can_be_run_twice_and_leaves_other_rows_alone() -> Result<()> {
    let database = database().await;
    let first = tour_on(&database).await?;
    assert!(first.contains("2. Connect and migrate"), "{first}");
    assert!(first.contains("migrations ran"), "{first}");

    let conn = database.connect().await?;
    add_server(&conn, 1).await?;
    add_user(&conn, 1).await?;
    let memory = NewMemory::general("stays")?;
    personal::insert(&conn, user(1), guild(1), &memory).await?;
    let second = tour_on(&database).await?;
    assert!(second.contains("the schema is up to date"), "{second}");
    assert_eq!(comparable(&first), comparable(&second));

    for (table, rows) in [
        ("servers", 1),
        ("users", 1),
        ("personal_memories", 1),
        ("server_memories", 0),
        ("encrypted_api_keys", 0),
        ("tomori_presets", 0),
        ("tomori_instances", 0),
        ("error_logs", 0),
    ] {
        let left = number(&conn, &format!("SELECT count(*) FROM {table}")).await?;
        assert_eq!(left, rows, "{table}");
    }
    Ok(())
}

#[tokio::test]
async fn the_tour_shows_what_it_read_back() -> Result<()> {
    let shown = tour_on(&database().await).await?;
    for line in [
        "   nickname   Tomori on tour",
        "   revealed   sk-t… (36 characters)",
        "   refused    with a wrong secret: the message was sealed with another secret",
        "   moved      12 memories in one transaction",
        "   second has 12 memories",
        "   by path    llm_temperature 0.7 -> 1.2",
        "   refused    llm_temperature = 9: `llm_temperature` must be a number from 0.1 to 2.0",
        "   purged     4 memories",
        "   left       8 memories",
        "   left       nothing of the tour",
    ] {
        assert!(shown.lines().any(|found| found == line), "{line}\n{shown}");
    }
    Ok(())
}

#[tokio::test]
async fn a_tour_without_postgresql_says_what_to_install() -> Result<()> {
    let project = tempfile::tempdir()?;
    let output = run(&[
        ("GLOWPLUG_PG_BIN", "/nonexistent"),
        ("CARGO_MANIFEST_DIR", &project.path().to_string_lossy()),
    ])
    .await?;
    let errors = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("apt-get install postgresql"), "{errors}");
    assert!(!errors.contains("backtrace"), "{errors}");
    Ok(())
}

#[tokio::test]
async fn a_password_with_a_sign_of_the_url_is_not_printed() -> Result<()> {
    let port = free_port();
    let runs = [
        "hunter2@hunter2@127.0.0.1:{port}/app?sslmode=disable",
        "hunter2/hunter2@127.0.0.1:{port}/app?sslmode=disable",
        "hunter2?hunter2@127.0.0.1:{port}/app?sslmode=disable",
        "1?hunter2@127.0.0.1:{port}/app?sslmode=verify-full",
    ]
    .map(async |rest| {
        let url = format!(
            "postgres://me:{}",
            rest.replace("{port}", &port.to_string())
        );
        run(&[("DATABASE_URL", &url)]).await
    });
    for output in try_join_all(runs).await? {
        let shown = String::from_utf8(output.stdout)? + &String::from_utf8(output.stderr)?;
        assert_eq!(output.status.code(), Some(1), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    Ok(())
}

#[tokio::test]
async fn a_tour_that_cannot_connect_names_the_database_without_its_password() -> Result<()> {
    let port = free_port();
    let url = format!("postgres://me:hunter2@127.0.0.1:{port}/app?sslmode=disable");
    let output = run(&[("DATABASE_URL", &url)]).await?;
    let errors = String::from_utf8(output.stderr)?;
    let shown = String::from_utf8(output.stdout)? + &errors;
    assert_eq!(output.status.code(), Some(1), "{shown}");
    let named = format!("cannot use postgres://me@127.0.0.1:{port}/app: ");
    assert!(errors.contains(&named), "{errors}");
    assert!(errors.contains("unset `DATABASE_URL`"), "{errors}");
    assert!(!shown.contains("hunter2"), "{shown}");
    Ok(())
}

/// The output of the tour if it succeeds.
async fn tour_on(database: &Database) -> Result<String> {
    let output = run(&[("DATABASE_URL", &database.url())]).await?;
    let shown = String::from_utf8(output.stdout)?;
    let errors = String::from_utf8(output.stderr)?;
    ensure!(output.status.success(), "{shown}{errors}");
    ensure!(errors.is_empty(), "{errors}");
    Ok(shown)
}

async fn run(variables: &[(&str, &str)]) -> Result<Output> {
    let mut command = Command::new(example("tour").await?);
    for name in ["DATABASE_URL", "DB_HOST", "DB_NAME", "DB_USER"] {
        command.env_remove(name);
    }
    command
        .env("CRYPTO_SECRET", SECRET)
        .envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await??;
    for text in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(text);
        assert!(!text.contains(SECRET) && !text.contains(KEY), "{text}");
    }
    Ok(output)
}

/// What two runs have in common: keys and times differ, and the second has nothing to migrate.
fn comparable(shown: &str) -> String {
    shown
        .lines()
        .filter(|line| {
            !["   took", "   migrated"]
                .iter()
                .any(|own| line.starts_with(own))
        })
        .map(|line| line.replace(|c: char| c.is_ascii_digit(), "") + "\n")
        .collect()
}

/// The built example. `cargo test` builds it, `cargo test --test it` does not: then this does,
/// when it is missing or older than its sources.
pub async fn example(name: &'static str) -> Result<PathBuf> {
    static FOLDER: LazyLock<Result<PathBuf>> = LazyLock::new(build);
    tokio::task::spawn_blocking(move || match &*FOLDER {
        Ok(folder) => Ok(folder.join(name)),
        Err(error) => anyhow::bail!("{error:#}"),
    })
    .await?
}

fn build() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let profile = test
        .ancestors()
        .nth(2)
        .context("no folder of the profile")?;
    let folder = profile.join("examples");
    if ["tour", "service"]
        .iter()
        .all(|name| is_fresh(&folder.join(name)))
    {
        return Ok(folder);
    }
    let name = profile.file_name().and_then(|name| name.to_str());
    let status = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "--package", "tomori-db", "--examples"])
        .args([
            "--profile",
            name.filter(|name| *name != "debug").unwrap_or("dev"),
        ])
        .arg("--target-dir")
        .arg(profile.parent().context("no target folder")?)
        .status()?;
    ensure!(status.success(), "cannot build the examples");
    Ok(folder)
}

/// Whether a program is newer than all sources that cargo lists beside it.
fn is_fresh(program: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|found| found.modified()).ok();
    let Ok(listed) = std::fs::read_to_string(program.with_extension("d")) else {
        return false;
    };
    let newest: Option<Vec<SystemTime>> = listed
        .replace("\\ ", "\0")
        .split_whitespace()
        .skip(1)
        .map(|source| changed(Path::new(&source.replace('\0', " "))))
        .collect();
    newest.is_some_and(|times| changed(program) >= times.into_iter().max())
}
