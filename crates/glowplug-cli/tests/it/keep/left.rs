//! Databases that a killed run left behind are dropped by the next run of a role that may drop
//! them.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Kept;
use crate::support::Project;
use crate::support::mysql::MysqlDatabase;

/// The scratch databases that are not kept.
fn left(kept: &Kept) -> Vec<String> {
    let names = kept.databases().into_iter().map(|(_, name)| name);
    names.filter(|name| !name.contains("_kept")).collect()
}

/// Waits until something holds, for the server notices the end of a process by itself.
fn wait_until(holds: impl Fn() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_a_killed_run_left_is_gone_after_the_next() {
    let slow = "SELECT pg_sleep(CASE WHEN current_database() LIKE 'glowplug%' THEN 2 ELSE 0 END);";
    let kept = Kept::new(slow);
    let mut command = kept.project.command(&["generate", "more", "--dry-run"]);
    let mut run = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_until(|| !left(&kept).is_empty());
    run.kill().unwrap();
    run.wait().unwrap();
    assert_eq!(left(&kept).len(), 1);
    let sql = "SELECT datname FROM pg_stat_activity WHERE datname LIKE 'glowplug_scratch%'";
    wait_until(|| kept.project.json(&["query", sql])["rows"] == serde_json::json!([]));
    kept.generate();
    assert_eq!(left(&kept), [""; 0]);
}

#[test]
fn what_a_running_one_uses_stays() {
    let slow = "SELECT pg_sleep(CASE WHEN current_database() LIKE 'glowplug%' THEN 2 ELSE 0 END);";
    let kept = Kept::new(slow);
    let spawn = || {
        let mut command = kept.project.command(&["generate", "more", "--dry-run"]);
        command.stdout(Stdio::null()).spawn().unwrap()
    };
    let mut first = spawn();
    wait_until(|| !left(&kept).is_empty());
    let mut second = spawn();
    assert!(first.wait().unwrap().success());
    assert!(second.wait().unwrap().success());
}

#[test]
fn on_mysql_a_killed_run_leaves_nothing_for_long() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let project = Project::empty().with("DATABASE_URL", &database.url());
    let table = format!("left_by_{}", std::process::id());
    project.migration(
        "001_users",
        &format!(
            "CREATE TABLE {table} (id BIGINT PRIMARY KEY);
            DO SLEEP(IF(DATABASE() LIKE 'glowplug%', 2, 0));"
        ),
        &format!("DROP TABLE {table};"),
    );
    let left = || {
        let sql = format!(
            "SELECT table_schema FROM information_schema.tables WHERE table_name = '{table}'"
        );
        let rows = project.json(&["query", &sql])["rows"].clone();
        let rows = rows.as_array().unwrap().clone();
        rows.iter()
            .map(|row| row[0].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let mut command = project.command(&["prove"]);
    let mut run = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_until(|| !left().is_empty());
    run.kill().unwrap();
    run.wait().unwrap();
    assert_eq!(left().len(), 1);
    project.ok(&["prove"]);
    wait_until(|| left().is_empty());
}

#[test]
fn on_mysql_what_a_running_one_uses_stays() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let project = Project::empty().with("DATABASE_URL", &database.url());
    project.migration(
        "001_users",
        "CREATE TABLE users (id BIGINT PRIMARY KEY);
        DO SLEEP(IF(DATABASE() LIKE 'glowplug%', 1, 0));",
        "DROP TABLE users;",
    );
    let runs: Vec<_> = (0..3)
        .map(|_| {
            let mut command = project.command(&["prove"]);
            command.stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
}
