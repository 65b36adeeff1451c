//! The project of this workspace.

use std::fs;
use std::path::Path;

use glowplug::Database;

use crate::stage::{Stage, copy};

#[test]
fn schema_rs_of_this_workspace_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let stage = Stage::new(Database::Postgres).unwrap();
    copy(&root.join("migrations"), &stage.migrations());
    fs::copy(root.join("diesel.toml"), stage.path().join("diesel.toml")).unwrap();
    let applied = stage.json(&["up"]);
    assert_eq!(applied["schema"][0]["file"], "src/schema.rs");
    let kept = fs::read_to_string(root.join("src/schema.rs")).unwrap();
    let written = fs::read_to_string(stage.path().join("src/schema.rs")).unwrap();
    assert_eq!(written, kept);
    assert!(stage.run(&["print-schema", "--check"]).status.success());
}
