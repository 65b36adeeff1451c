//! `down` gives back the schema: migration by migration, up, down and up again leave the same
//! catalogs. For this workspace's own migrations, and for those of the case folders.

mod local;

use std::path::{Path, PathBuf};

use glowplug::plan::{DownTarget, UpTarget};
use glowplug::source::Migrations;
use glowplug::{Database, Runner};
use similar::TextDiff;

use crate::cases::folders;
use crate::cases::script::Script;
use crate::stage::{Stage, block_on, copy, side_by_side};

/// The cases that end with a folder of migrations that is not meant to go up and down, and why.
const NOT_MEANT: [(&str, &str); 23] = [
    ("comment_only_up", "nothing to revert"),
    (
        "concurrent_index_with_duplicates",
        "the rows are put right by hand",
    ),
    ("copy_from_stdin", "refused"),
    ("duplicate_version_hyphens", "refused"),
    ("empty_up", "refused"),
    (
        "enum_value_added_and_used",
        "PostgreSQL cannot remove a value of an enum",
    ),
    ("fails_and_is_taken_back_without_transaction", "fails"),
    ("metadata_empty", "refused"),
    ("metadata_malformed", "refused"),
    ("metadata_misspelt", "refused"),
    ("metadata_quoted", "refused"),
    ("metadata_unknown_key", "refused"),
    ("metadata_without_the_key", "refused"),
    ("missing_column", "fails"),
    ("misspelt_file", "refused"),
    ("no_up", "refused"),
    ("no_version", "refused"),
    ("psql_meta_command", "refused"),
    ("rollback_in_the_middle", "refused"),
    ("several_ddl_fail_and_are_taken_back", "fails"),
    ("shell_commands", "refused"),
    ("unterminated_dollar_quote", "refused"),
    ("unterminated_string", "refused"),
];

#[test]
fn down_gives_back_the_schema_of_every_case_on_postgres() {
    every_case(Database::Postgres);
}

#[test]
fn down_gives_back_the_schema_of_every_case_on_sqlite() {
    every_case(Database::Sqlite);
}

#[test]
fn down_gives_back_the_schema_of_every_case_on_mysql() {
    every_case(Database::Mysql);
}

#[test]
fn down_gives_back_the_schema_of_every_migration_of_this_workspace() {
    let stage = Stage::new(Database::Postgres).unwrap();
    copy(&workspace().join("migrations"), &stage.migrations());
    let count = round_trip(&stage).unwrap_or_else(|difference| panic!("{difference}"));
    assert!(count >= 17, "{count} migrations");
}

/// The root of this workspace.
fn workspace() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"));
    crates.ancestors().nth(2).unwrap().to_owned()
}

fn every_case(database: Database) {
    let wrong = side_by_side(folders(), |case| wrong(&case, database));
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the round trip of a case.
fn wrong(case: &Path, database: Database) -> Option<String> {
    let script = Script::read(&case.join("steps"));
    if !script.is_for(database) {
        return None;
    }
    let stage = Stage::new(database)?;
    copy(&case.join("migrations"), &stage.migrations());
    script.change_files(&stage, case, database);
    let name = case.file_name()?.to_str()?;
    let reason = NOT_MEANT.iter().find(|(not_meant, _)| *not_meant == name);
    match (round_trip(&stage), reason) {
        (Err(difference), None) => Some(format!("{name}: {difference}")),
        (Ok(_), Some((_, reason))) => Some(format!("{name} passes, {reason} or not")),
        _ => None,
    }
}

/// Applies each migration, takes it back and applies it again. Gives how many there are, or how
/// one of them does not give back what was.
fn round_trip(stage: &Stage) -> Result<usize, String> {
    block_on(async {
        let migrations = Migrations::folder(stage.migrations());
        let mut runner = Runner::new(stage.session().await, migrations);
        let mut count = 0;
        loop {
            let before = catalog(&mut runner).await;
            let Some(name) = up(&mut runner).await? else {
                return Ok(count);
            };
            let after = catalog(&mut runner).await;
            let reverted = runner.down(&DownTarget::Steps(1)).await;
            reverted.map_err(|error| told(&error))?;
            same(
                &format!("down of {name}"),
                &before,
                &catalog(&mut runner).await,
            )?;
            up(&mut runner).await?;
            same(
                &format!("second up of {name}"),
                &after,
                &catalog(&mut runner).await,
            )?;
            count += 1;
        }
    })
}

/// Applies the next migration and gives its name; `None` when there is none.
async fn up(runner: &mut Runner) -> Result<Option<String>, String> {
    let report = runner.up(&UpTarget::Steps(1)).await;
    let report = report.map_err(|error| told(&error))?;
    Ok(report.done.into_iter().next().map(|done| done.name))
}

/// Returns the catalog as text. The order of columns is left out: a column that is added back
/// comes last.
async fn catalog(runner: &mut Runner) -> String {
    let mut catalog = runner.session().schema().await.unwrap();
    for table in &mut catalog.tables {
        table
            .columns
            .sort_by(|left, right| left.name.cmp(&right.name));
    }
    serde_json::to_string_pretty(&catalog).unwrap()
}

fn same(what: &str, expected: &str, found: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    let diff = TextDiff::from_lines(expected, found);
    let diff = diff.unified_diff().header("before", what).to_string();
    Err(diff)
}

fn told(error: &dyn std::error::Error) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    let messages: Vec<String> = chain.map(ToString::to_string).collect();
    messages.join(": ")
}
