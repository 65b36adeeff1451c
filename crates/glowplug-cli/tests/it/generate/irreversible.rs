//! Migrations that cannot be reverted.

use std::fs;

use glowplug::model::Database::Postgres;

use crate::stage::Stage;

/// A table that is partitioned by an enum and draws numbers: the value cannot be taken away again.
const BEFORE: &str = "CREATE TYPE mood AS ENUM ('sad');
    CREATE TABLE days (id serial, mood mood) PARTITION BY LIST (mood);";

fn stage() -> Option<Stage> {
    let stage = Stage::new(Postgres)?;
    fs::write(
        stage.path().join(".glowplug.toml"),
        "schema = \"schema.sql\"\n",
    )
    .unwrap();
    fs::write(stage.path().join("schema.sql"), BEFORE).unwrap();
    ok(&stage, &["generate", "start"]);
    ok(&stage, &["up"]);
    let after = BEFORE.replace("'sad'", "'sad', 'glad'");
    fs::write(stage.path().join("schema.sql"), after).unwrap();
    Some(stage)
}

fn ok(stage: &Stage, words: &[&str]) -> String {
    let (code, text) = super::told(&stage.run(words));
    assert_eq!(code, 0, "{words:?}: {text}");
    text
}

#[test]
fn up_is_written_all_the_same_and_down_refuses() {
    let Some(stage) = stage() else { return };
    let told = ok(&stage, &["generate", "change"]);
    assert!(told.contains("cannot be reverted: "), "{told}");
    assert!(
        told.contains("up produces the declared schema; it cannot be reverted"),
        "{told}"
    );
    let mut folders: Vec<_> = fs::read_dir(stage.migrations())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let read = |file: &str| fs::read_to_string(folders[1].join(file)).unwrap();
    assert!(read("up.sql").contains("ADD VALUE 'glad'"));
    let refusal = read("down.sql");
    assert!(
        refusal.contains("This migration cannot be reverted: "),
        "{refusal}"
    );
    let metadata = read("metadata.toml");
    assert!(
        metadata.starts_with("run_in_transaction = true\nirreversible = "),
        "{metadata}"
    );

    assert!(ok(&stage, &["up", "--dry-run"]).contains("(cannot be reverted)"));
    ok(&stage, &["up"]);
    assert!(ok(&stage, &["status"]).contains("applied, irreversible"));
    let entry = &stage.json(&["status"])["migrations"][1];
    assert!(
        entry["irreversible"]
            .as_str()
            .unwrap()
            .contains("partition key"),
        "{entry}"
    );
    assert!(ok(&stage, &["prove"]).contains("it cannot be reverted"));
    let (code, text) = super::told(&stage.run(&["down"]));
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("nothing was reverted"), "{text}");
    // Whoever runs the file without asking, as the `diesel` command does, is told too.
    let error = stage.sql(&refusal).unwrap_err();
    assert!(
        error.contains("this migration cannot be reverted"),
        "{error}"
    );
}

#[test]
fn the_parts_behind_it_can_be_reverted() {
    let Some(stage) = stage() else { return };
    let after = fs::read_to_string(stage.path().join("schema.sql")).unwrap();
    let after = format!("{after} ALTER TABLE days ALTER mood SET DEFAULT 'glad';");
    fs::write(stage.path().join("schema.sql"), after).unwrap();
    ok(&stage, &["generate", "change"]);
    ok(&stage, &["up"]);
    assert!(ok(&stage, &["prove"]).contains(": proved"));
    ok(&stage, &["down", "--steps", "1"]);
    let (code, text) = super::told(&stage.run(&["down", "--steps", "1"]));
    assert_eq!(code, 1, "{text}");
}
