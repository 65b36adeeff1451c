//! `--since`: what is older is read and not judged.

use super::ids;
use crate::support::{Project, git};

fn git(project: &Project, words: &[&str]) {
    git::ok(project.path(), words);
}

/// A repository in a folder with a blank, with migrations on `main` and on a branch.
fn repository() -> Project {
    let project = Project::at("my shop").with("DATABASE_URL", "postgres://nowhere.invalid/shop");
    project.migration("001_drop_a", "DROP TABLE a;", "SELECT 1;");
    git(&project, &["init", "-q", "-b", "main"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "first"]);
    git(&project, &["tag", "v1"]);
    git(&project, &["checkout", "-q", "-b", "work"]);
    project.migration("002_drop_b", "DROP TABLE b;", "SELECT 1;");
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "second"]);
    project
}

#[test]
fn a_commit_leaves_what_was_in_it_alone() {
    let project = repository();
    project.migration("003_drop c", "DROP TABLE c;", "SELECT 1;");
    for reference in ["main", "v1", "HEAD~1"] {
        let ran = project.run(&["lint", "--since", reference, "--json"]);
        assert_eq!(
            ids(&ran),
            ["drop-table", "drop-table"],
            "{reference}: {ran:?}"
        );
        assert_eq!(ran.data()["checked"], 2);
    }
    let ran = project.run(&["lint", "--since", "HEAD", "--json"]);
    assert_eq!(
        ran.data()["findings"][0]["path"],
        "migrations/003_drop c/up.sql"
    );
    // A change of an old one is judged, wherever the command runs.
    project.write(
        "migrations/001_drop_a/metadata.toml",
        "run_in_transaction = true\n",
    );
    let ran = project.run(&["lint", "--since", "work", "--json"]);
    assert_eq!(ran.data()["checked"], 2, "{ran:?}");
}

#[test]
fn what_main_did_meanwhile_is_not_of_the_branch() {
    let project = repository();
    git(&project, &["checkout", "-q", "main"]);
    project.migration("004_drop_d", "DROP TABLE d;", "SELECT 1;");
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "third"]);
    git(&project, &["checkout", "-q", "work"]);
    let ran = project.run(&["lint", "--since", "main", "--json"]);
    assert_eq!(
        ran.data()["findings"][0]["path"],
        "migrations/002_drop_b/up.sql"
    );
    assert_eq!(ran.data()["checked"], 1);
}

#[test]
fn a_version_leaves_itself_and_older_ones_alone() {
    let project = repository();
    let ran = project.run(&["lint", "--since", "1", "--json"]);
    assert_eq!(ran.data()["checked"], 1, "{ran:?}");
    let ran = project.run(&["lint", "--since", "002", "--json"]);
    assert_eq!((ran.code, &ran.data()["checked"]), (0, &0.into()));
}

#[test]
fn what_is_neither_is_wrong_usage() {
    let project = repository();
    for since in ["nothing", "--upload-pack=x", "-x", ""] {
        let ran = project.run(&["lint", &format!("--since={since}")]);
        assert_eq!(ran.code, 2, "{since}: {ran:?}");
    }
    let outside = Project::sqlite();
    let ran = outside.run(&["lint", "--since", "main"]);
    assert!(
        ran.stderr.contains("neither a version nor a commit"),
        "{ran:?}"
    );
}

#[test]
fn a_version_in_the_settings_leaves_older_migrations_alone() {
    let project = Project::empty().with("DATABASE_URL", "postgres://nowhere.invalid/shop");
    let users = "CREATE TABLE users (id bigint PRIMARY KEY, created_at timestamptz, updated_at timestamptz);";
    project.migration("001_create_users", users, "SELECT 1;");
    project.migration(
        "002_index_users",
        "CREATE INDEX users_id_idx ON users (id);",
        "SELECT 1;",
    );
    project.migration("003_drop_users", "DROP TABLE users;", "SELECT 1;");
    let ids = |words: &[&str]| super::ids(&project.run(&[words, &["--json"]].concat()));
    assert_eq!(ids(&["lint"]), ["index-not-concurrent", "drop-table"]);
    project.write(".glowplug.toml", "[lint]\nsince = \"002\"");
    assert_eq!(ids(&["lint"]), ["drop-table"]);
    assert_eq!(ids(&["lint", "002"]), ["index-not-concurrent"]);
    assert_eq!(
        ids(&["lint", "--since", "001"]),
        ["index-not-concurrent", "drop-table"]
    );
    project.write(".glowplug.toml", "[lint]\nsince = \"main\"");
    let ran = project.run(&["lint"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("names no migration: `main`"), "{ran:?}");
}
