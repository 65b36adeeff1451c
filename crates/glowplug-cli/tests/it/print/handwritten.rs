//! What people wrote into `schema.rs` beside the tables is never overwritten, and no link out of
//! the project is followed.

use std::fs;

use glowplug::Database;

use crate::stage::Stage;

/// A project with two applied tables and a pending one.
fn applied(database: Database) -> Option<Stage> {
    let stage = Stage::new(database)?;
    let settings = "[print_schema]\nfile = \"src/schema.rs\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    let tables = "CREATE TABLE a (id INTEGER PRIMARY KEY NOT NULL);
        CREATE TABLE b (id INTEGER PRIMARY KEY NOT NULL, a INTEGER);";
    stage.file("001_create", "up.sql", tables);
    stage.file("001_create", "down.sql", "DROP TABLE b; DROP TABLE a;");
    stage.json(&["up"]);
    let table = "CREATE TABLE c (id INTEGER PRIMARY KEY NOT NULL);";
    stage.file("002_create_c", "up.sql", table);
    stage.file("002_create_c", "down.sql", "DROP TABLE c;");
    Some(stage)
}

fn schema(stage: &Stage) -> String {
    fs::read_to_string(stage.path().join("src/schema.rs")).unwrap()
}

/// Returns how a command ended, and what it wrote to standard error.
fn refusal(stage: &Stage, words: &[&str]) -> (i32, String) {
    let output = stage.run(words);
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn no_run_deletes_what_people_wrote_beside_the_tables() {
    for database in [Database::Postgres, Database::Sqlite, Database::Mysql] {
        let Some(stage) = applied(database) else {
            continue;
        };
        let printed = schema(&stage);
        for text in [
            "pub fn helper() {}",
            "// by hand: keep",
            "pub type Id = i32;",
            "diesel::joinable!(b -> a (a));",
            "diesel::alias!(a as a2: A2);",
            "diesel::view! { v (id) { id -> Integer, } }",
            "#[cfg(test)]\nmod tests {}",
        ] {
            let written = format!("{printed}\n{text}\n");
            fs::write(stage.path().join("src/schema.rs"), &written).unwrap();
            for words in [
                &["up"][..],
                &["redo", "--steps", "1"],
                &["down", "--steps", "1"],
                &["reset", "--yes"],
                &["down", "--steps", "1"],
            ] {
                let ran = stage.json(words);
                let file = &ran["schema"][0];
                assert_eq!(file["written"], false, "{database} {words:?} {text}: {ran}");
                let line = text.lines().next().unwrap();
                assert_eq!(file["handwritten"][0], line, "{database} {words:?}: {ran}");
                assert_eq!(schema(&stage), written, "{database} {words:?}");
            }
        }
        let output = stage.run(&["up"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("(`#[cfg(test)]`, `mod tests {}`)"), "{said}");
        assert!(said.contains("--schema-file overwrite"), "{said}");
        stage.json(&["redo", "--schema-file", "overwrite"]);
        assert!(!schema(&stage).contains("mod tests"), "{database}");
    }
}

#[test]
fn a_file_without_tables_is_not_overwritten() {
    let Some(stage) = applied(Database::Sqlite) else {
        return;
    };
    for text in [
        "fn my_own_code() { /* by hand */ }",
        "export PATH=/my/path",
        "// only a comment of mine",
        "diesel::table! { a (id) { id -> Integer, typed -> ",
    ] {
        fs::write(stage.path().join("src/schema.rs"), text).unwrap();
        let ran = stage.json(&["reset", "--yes"]);
        assert_eq!(ran["schema"][0]["written"], false, "{text}: {ran}");
        assert_eq!(schema(&stage), text);
    }
}

#[cfg(unix)]
#[test]
fn no_link_out_of_the_project_is_written_through() {
    use std::os::unix::fs::symlink;

    let Some(stage) = applied(Database::Sqlite) else {
        return;
    };
    let elsewhere = tempfile::tempdir().unwrap();
    let file = stage.path().join("src/schema.rs");
    let [foreign, missing] = ["foreign", "missing"].map(|name| elsewhere.path().join(name));
    for text in ["", "export PATH=/my/path\n"] {
        fs::write(&foreign, text).unwrap();
        fs::remove_file(&file).unwrap();
        symlink(&foreign, &file).unwrap();
        for words in [
            &["up"][..],
            &["reset", "--yes"],
            &["redo", "--schema-file", "overwrite"],
        ] {
            let (ended, said) = refusal(&stage, words);
            assert_ne!(ended, 0, "{said}");
            assert!(said.contains("leads out of the project"), "{said}");
            assert_eq!(fs::read_to_string(&foreign).unwrap(), text);
        }
    }
    fs::remove_file(&file).unwrap();
    symlink(&missing, &file).unwrap();
    assert_ne!(refusal(&stage, &["redo"]).0, 0);
    assert!(!missing.exists());
    // A link in the project is followed.
    let inside = stage.path().join("inside.rs");
    fs::write(&inside, "").unwrap();
    fs::remove_file(&file).unwrap();
    symlink("../inside.rs", &file).unwrap();
    assert_eq!(stage.json(&["redo"])["schema"][0]["written"], true);
    assert!(fs::read_to_string(&inside).unwrap().contains("a (id)"));
    let models = stage.path().join("src/models.rs");
    fs::write(&foreign, "").unwrap();
    symlink(&foreign, &models).unwrap();
    let (ended, said) = refusal(&stage, &["models"]);
    assert_ne!(ended, 0, "{said}");
    assert!(said.contains("leads out of the project"), "{said}");
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "");
}

#[test]
fn edits_that_a_pending_migration_contains_are_not_said_to_be_in_none() {
    for database in [Database::Postgres, Database::Sqlite, Database::Mysql] {
        let Some(stage) = applied(database) else {
            continue;
        };
        stage.json(&["up"]);
        let edited = schema(&stage).replace(
            "        a ->",
            "        z -> Nullable<Integer>,\n        a ->",
        );
        assert!(edited.contains("z ->"), "{edited}");
        fs::write(stage.path().join("src/schema.rs"), &edited).unwrap();
        stage.file("003_add_z", "up.sql", "ALTER TABLE b ADD COLUMN z INTEGER;");
        stage.file("003_add_z", "down.sql", "ALTER TABLE b DROP COLUMN z;");
        let output = stage.run(&["down", "--steps", "1"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("Did not write `src/schema.rs`"), "{said}");
        assert!(!said.contains("no migration contains"), "{said}");
        assert!(
            said.contains("if a pending migration contains them"),
            "{said}"
        );
        assert_eq!(schema(&stage), edited);
        assert_eq!(
            stage.json(&["up"])["schema"][0]["written"],
            true,
            "{database}"
        );
    }
}
