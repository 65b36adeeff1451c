//! `up`, `down`, `redo`, `reset`, `history`, `mark`, `repair`.

use serde_json::json;

use crate::support::{Project, steady};

#[test]
fn up_applies_one_batch_and_then_has_nothing_to_do() {
    let project = Project::sqlite();
    insta::assert_snapshot!("up", steady(&project.ok(&["up"])));
    assert_eq!(project.ok(&["up"]), "Nothing to do.\n");
}

#[test]
fn a_dry_run_shows_the_parts_and_changes_nothing() {
    let project = Project::sqlite();
    project.migration("003_vacuum", "VACUUM;", "");
    project.write(
        "migrations/003_vacuum/metadata.toml",
        "run_in_transaction = false\n",
    );
    insta::assert_snapshot!("up_dry_run", project.ok(&["up", "--dry-run"]));
    assert_eq!(project.json(&["status"])["applied"], 0);
    assert_eq!(project.json(&["up", "--dry-run"])["dry_run"], true);
}

#[test]
fn targets_are_kept() {
    let project = Project::sqlite();
    project.migration("003_a", "CREATE TABLE a (x);", "DROP TABLE a;");
    let names = |data: serde_json::Value| -> Vec<String> {
        let done = data["done"].as_array().unwrap().clone();
        let name = |done: &serde_json::Value| done["name"].as_str().unwrap().to_owned();
        done.iter().map(name).collect()
    };
    assert_eq!(
        names(project.json(&["up", "--steps", "1"])),
        ["001_create_users"]
    );
    assert_eq!(
        names(project.json(&["up", "--to", "002"])),
        ["002_create_posts"]
    );
    assert_eq!(names(project.json(&["up"])), ["003_a"]);
    assert_eq!(names(project.json(&["down"])), ["003_a"]);
    assert_eq!(
        names(project.json(&["down", "--to", "001_create_users"])),
        ["002_create_posts"]
    );
    project.ok(&["up"]);
    assert_eq!(
        names(project.json(&["down", "--batch", "1"])),
        ["003_a", "002_create_posts", "001_create_users"]
    );
    project.ok(&["up"]);
    assert_eq!(names(project.json(&["down", "--all"])).len(), 3);
    assert_eq!(project.json(&["status"])["applied"], 0);
}

#[test]
fn down_and_redo_say_what_they_did() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    let redone = steady(&project.ok(&["redo", "--steps", "1"]));
    insta::assert_snapshot!("redo", redone);
    insta::assert_snapshot!("down_dry_run", project.ok(&["down", "--all", "--dry-run"]));
    insta::assert_snapshot!("down", steady(&project.ok(&["down", "--all"])));
}

#[test]
fn the_history_tells_who_did_what() {
    let project = Project::sqlite();
    assert_eq!(project.ok(&["history"]), "The history is empty.\n");
    project.ok(&["up"]);
    project.ok(&["down", "--steps", "1"]);
    let history = project.json(&["history"])["history"].clone();
    let lines: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["action"].clone(),
                line["name"].clone(),
                line["outcome"].clone(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (json!("down"), json!("002_create_posts"), json!("done")),
            (json!("up"), json!("002_create_posts"), json!("done")),
            (json!("up"), json!("001_create_users"), json!("done")),
        ]
    );
    let line = &history[0];
    assert!(
        line["actor"]
            .as_str()
            .is_some_and(|actor| !actor.is_empty())
    );
    assert!(line["milliseconds"].as_f64().is_some());
    let text = project.ok(&["history", "-n", "1"]);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("down") && text.contains("002_create_posts"),
        "{text}"
    );
}

#[test]
fn the_history_shows_ten_lines_unless_told_otherwise() {
    let project = Project::sqlite();
    for _ in 0..3 {
        project.ok(&["up"]);
        project.ok(&["down", "--all"]);
    }
    let lines = |words: &[&str]| {
        let data = project.json(words);
        data["history"].as_array().unwrap().len()
    };
    assert_eq!(lines(&["history"]), 10);
    assert_eq!(lines(&["history", "--all"]), 12);
}

#[test]
fn marks_and_baselines_run_nothing() {
    let project = Project::sqlite();
    let marked = project.ok(&["mark", "001", "--applied"]);
    assert_eq!(
        marked,
        "Marked 1 migration as applied:\n  001_create_users\n"
    );
    assert_eq!(project.json(&["tables"])["tables"], json!([]));
    project.ok(&["mark", "001_create_users", "--pending"]);
    assert_eq!(project.json(&["status"])["applied"], 0);
    let marked = project.json(&["mark", "--baseline"]);
    assert_eq!(marked["marked"].as_array().unwrap().len(), 2);
    assert_eq!(project.json(&["status"])["pending"], 0);
    assert_eq!(project.run(&["mark", "001"]).code, 2);
    assert_eq!(project.run(&["mark", "999", "--applied"]).code, 1);
}

#[test]
fn repair_accepts_an_edit() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    assert_eq!(project.ok(&["repair"]), "Nothing to repair.\n");
    project.write(
        "migrations/001_create_users/up.sql",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); -- edited",
    );
    assert_eq!(project.run(&["status", "--check"]).code, 3);
    let repaired = project.json(&["repair"]);
    assert_eq!(
        repaired["repaired"].as_array().unwrap().len(),
        1,
        "{repaired}"
    );
    assert_eq!(project.run(&["status", "--check"]).code, 0);
}

#[test]
fn reset_makes_the_database_anew() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    project.ok(&["query", "--write", "CREATE TABLE stray (x)"]);
    project.ok(&["reset", "--yes"]);
    let tables = project.json(&["tables"]);
    let names: Vec<_> = tables["tables"].as_array().unwrap().iter().collect();
    assert_eq!(names.len(), 2, "{tables}");
    assert_eq!(
        project.json(&["history"])["history"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn every_statement_is_shown_when_asked_for() {
    let project = Project::sqlite();
    let ran = project.run(&["up", "--verbose"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stderr.contains("CREATE INDEX posts_user_id_idx"),
        "{ran:?}"
    );
    assert!(!ran.stdout.contains("CREATE INDEX"), "{ran:?}");
    let quiet = project.run(&["down", "--quiet"]);
    assert_eq!(quiet.stderr, "");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let project = Project::sqlite();
    let status = std::process::Command::new("bash")
        .args([
            "-c",
            "set -o pipefail; \"$0\" --help | true; \"$0\" status | true",
        ])
        .arg(env!("CARGO_BIN_EXE_glowplug"))
        .current_dir(project.path())
        .env("DATABASE_URL", "shop.db")
        .output()
        .unwrap();
    assert_eq!(status.status.code(), Some(0), "{status:?}");
    assert_eq!(status.stderr, b"", "{status:?}");
}

#[test]
fn an_interrupted_run_goes_back_and_says_so() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let server = glowplug_local::TestServer::shared().unwrap();
    let database = server.database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    project.migration("001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
    project.migration(
        "002_b",
        "CREATE TABLE b (x int); SELECT pg_sleep(60);",
        "DROP TABLE b;",
    );
    let started = Instant::now();
    let child = project
        .command(&["up", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let sleeping = "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'CREATE TABLE b%' \
                    AND datname = current_database()";
    while project.json(&["query", sleeping])["rows"][0][0] != "1" {
        assert!(started.elapsed() < Duration::from_secs(30), "it never ran");
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let ran = crate::support::Ran::from(child.wait_with_output().unwrap());
    assert!(started.elapsed() < Duration::from_secs(40), "{ran:?}");
    assert_eq!(ran.code, 130, "{ran:?}");
    let error = &ran.data()["error"];
    assert_eq!(error["kind"], "interrupted");
    assert_eq!(error["not_applied"], json!(["001_a", "002_b"]));
    assert_eq!(project.json(&["status"])["applied"], 0);
    assert_eq!(project.json(&["tables"])["tables"], json!([]));
}
