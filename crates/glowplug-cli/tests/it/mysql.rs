//! The command on MySQL or MariaDB.

use crate::support::{Project, skipped};

/// The server of `TEST_MYSQL_URL`, else the machine's. `None` when there is none, which is printed.
fn server() -> Option<String> {
    if let Ok(url) = std::env::var("TEST_MYSQL_URL") {
        return Some(url);
    }
    if std::path::Path::new("/run/mysqld/mysqld.sock").exists() {
        return Some("mysql://root@localhost/".to_owned());
    }
    skipped("there is no MySQL: set TEST_MYSQL_URL, or install MariaDB's server");
    None
}

/// Drops the database, also when the test fails.
struct Drops<'p>(&'p Project, String);

impl Drop for Drops<'_> {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS `{}`", self.1);
        let _ = self.0.run(&["query", "--write", &sql]);
    }
}

#[test]
fn a_project_lives_on_mysql() {
    let Some(server) = server() else { return };
    let name = format!("glowplug_cli_{}", std::process::id());
    let (base, parameters) = match server.split_once('?') {
        Some((base, parameters)) => (base, format!("?{parameters}")),
        None => (server.as_str(), String::new()),
    };
    let authority = base.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let url = format!("{authority}/{name}{parameters}");
    let project = Project::empty().with("DATABASE_URL", &url);
    let _drops = Drops(&project, name.clone());
    assert_eq!(project.json(&["init"])["database"]["created"], true);
    assert_eq!(project.json(&["init"])["database"]["created"], false);
    project.migration("001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
    project.migration(
        "002_b",
        "CREATE TABLE b (x int);\nNONSENSE;\n",
        "DROP TABLE b;",
    );
    let plan = project.ok(&["up", "--dry-run"]);
    assert!(plan.contains("MySQL commits every CREATE"), "{plan}");
    let failed = project.run(&["up", "--json"]);
    assert_eq!(failed.code, 1, "{failed:?}");
    let error = &failed.data()["error"];
    assert_eq!(error["applied"], serde_json::json!(["001_a"]), "{error}");
    assert_eq!(
        (&error["kind"], &error["line"]),
        (&"syntax".into(), &2.into())
    );
    let status = project.run(&["status", "--check"]);
    assert_eq!(status.code, 3, "{status:?}");
    assert!(
        status.stdout.contains("unfinished, 1 statement done"),
        "{status:?}"
    );
    project.write(
        "migrations/002_b/up.sql",
        "CREATE TABLE b (x int);\nSELECT 1;\n",
    );
    project.ok(&["up"]);
    assert_eq!(project.json(&["info"])["database"], name.as_str());
    project.ok(&["redo"]);
    project.ok(&["reset", "--yes"]);
    assert_eq!(project.json(&["status"])["applied"], 2);
}
