//! The generated structs match the files in the folders next to this one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use glowplug::Database;

use crate::print::load;
use crate::stage::Stage;

/// The files that are written for a database, and where they stand here.
const WRITTEN: &[(Database, &[(&str, &str)])] = &[
    (
        Database::Postgres,
        &[
            ("src/schema.rs", "postgres/schema.rs"),
            ("src/models.rs", "postgres/models.rs"),
        ],
    ),
    (
        Database::Sqlite,
        &[
            ("src/schema.rs", "sqlite/schema.rs"),
            ("src/rows.rs", "sqlite/rows.rs"),
            ("src/rows/accounts.rs", "sqlite/rows/accounts.rs"),
            ("src/rows/channels.rs", "sqlite/rows/channels.rs"),
            ("src/rows/followers.rs", "sqlite/rows/followers.rs"),
            ("src/rows/servers.rs", "sqlite/rows/servers.rs"),
            ("src/rows/words.rs", "sqlite/rows/words.rs"),
        ],
    ),
    (
        Database::Mysql,
        &[
            ("src/schema.rs", "mysql/schema.rs"),
            ("src/models.rs", "mysql/models.rs"),
        ],
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/models")
}

/// A project on a database with a schema of these tests; `None` where there is no such server.
pub(super) fn stage(database: Database) -> Option<Stage> {
    let stage = Stage::new(database)?;
    let case = folder().join(database.name());
    for file in ["diesel.toml", ".glowplug.toml"] {
        fs::copy(case.join(file), stage.path().join(file)).unwrap();
    }
    load(
        &stage,
        &fs::read_to_string(case.join("schema.sql")).unwrap(),
    );
    Some(stage)
}

fn compare(database: Database) {
    let Some(stage) = stage(database) else {
        return;
    };
    fs::create_dir(stage.path().join("src")).unwrap();
    let printed = stage.run(&["print-schema"]);
    fs::write(stage.path().join("src/schema.rs"), printed.stdout).unwrap();
    let written = stage.json(&["models"]);
    let bless = std::env::var_os("GLOWPLUG_BLESS").is_some_and(|value| value == "1");
    let files = WRITTEN.iter().find(|(of, _)| *of == database).unwrap().1;
    assert_eq!(
        written["files"].as_array().unwrap().len(),
        files.len() - 1,
        "{written}"
    );
    for (from, to) in files {
        let text = fs::read_to_string(stage.path().join(from)).unwrap();
        let kept = folder().join(to);
        if bless {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, &text).unwrap();
        }
        let kept = fs::read_to_string(&kept).unwrap();
        assert!(text == kept, "{to} would be written otherwise:\n{text}");
    }
    is_neat(&stage, files);
    // A second time there is nothing to do.
    let again = stage.json(&["models", "--check"]);
    assert_eq!(again["files"].as_array().unwrap().len(), 0, "{again}");
}

/// `cargo fmt` leaves the files as they are, in every edition.
fn is_neat(stage: &Stage, files: &[(&str, &str)]) {
    for edition in ["2021", "2024"] {
        for (file, _) in files.iter().skip(1) {
            let mut rustfmt = Command::new("rustfmt");
            rustfmt.args(["--check", "--edition", edition, file]);
            let checked = rustfmt.current_dir(stage.path()).output().unwrap();
            let said = String::from_utf8(checked.stdout).unwrap();
            assert!(checked.status.success(), "{edition}: {said}");
        }
    }
}

#[test]
fn structs_of_postgres_are_written_as_they_stand_here() {
    compare(Database::Postgres);
}

#[test]
fn structs_of_sqlite_are_written_as_they_stand_here() {
    compare(Database::Sqlite);
}

#[test]
fn structs_of_mysql_are_written_as_they_stand_here() {
    compare(Database::Mysql);
}

#[test]
fn options_choose_file_folder_tables_and_kinds() {
    let stage = stage(Database::Sqlite).unwrap();
    let printed = stage.run(&[
        "models",
        "words",
        "--kinds",
        "row,new",
        "--out",
        "src/m.rs",
        "--dry-run",
    ]);
    let printed = String::from_utf8(printed.stdout).unwrap();
    insta::assert_snapshot!("models_dry_run", printed);
    assert!(!stage.path().join("src").exists());
    stage.json(&["models", "--out", "src/m.rs"]);
    let text = fs::read_to_string(stage.path().join("src/m.rs")).unwrap();
    assert!(text.contains("pub struct Channel {") && text.contains("pub struct WordPatch {"));
    let unknown = stage.run(&["models", "wrods"]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = String::from_utf8(unknown.stderr).unwrap();
    assert!(said.contains("`schema.rs` has no table `wrods`"), "{said}");
}
