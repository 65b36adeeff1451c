//! A `patch_file` that is another kind of file: it is refused, and nothing shows its text.

use std::fs;

use glowplug::Database;

use crate::stage::Stage;

/// Files that are no unified diff, each with a secret.
const OTHERS: [(&str, &str); 3] = [
    (".env", "TOKEN=hunter2\n"),
    ("key.pem", "--- hunter2\nhunter2\n"),
    ("notes.txt", "hunter2\n@@ -1,hunter2 +1 @@\n-hunter2\n"),
];

fn stage(patch: &str, text: &str) -> Stage {
    let stage = Stage::new(Database::Sqlite).unwrap();
    let settings = format!("[print_schema]\nfile = \"src/schema.rs\"\npatch_file = \"{patch}\"\n");
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    fs::write(stage.path().join(patch), text).unwrap();
    let users = "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL);";
    stage.file("001_create_users", "up.sql", users);
    stage.file("001_create_users", "down.sql", "DROP TABLE users;");
    stage
}

#[test]
fn a_file_that_is_no_diff_is_refused_and_not_shown() {
    for (patch, text) in OTHERS {
        let stage = stage(patch, text);
        for words in [
            &["up"][..],
            &["print-schema"],
            &["print-schema", "--check"],
            &["print-schema", "--json"],
            &["check"],
            &["check", "--json"],
            &["models", "--check"],
        ] {
            let output = stage.run(words);
            let said = format!("{output:?}");
            assert!(!output.status.success(), "{words:?}: {said}");
            assert!(!said.contains("hunter2"), "{words:?}: {said}");
            assert!(said.contains("is no unified diff"), "{words:?}: {said}");
        }
        assert!(!stage.path().join("src/schema.rs").exists());
    }
}

#[test]
fn an_empty_file_changes_nothing() {
    let stage = stage("schema.patch", "\n");
    stage.json(&["up"]);
    let printed = fs::read_to_string(stage.path().join("src/schema.rs")).unwrap();
    assert!(printed.contains("users (id)"), "{printed}");
}
