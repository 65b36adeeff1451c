//! Servers that let nobody in whom they do not know; options that do not go together.

use std::fs;

use glowplug_local::Settings;

use super::{Yard, confined};
use crate::support::Project;

#[test]
fn a_server_that_admits_no_other_role_is_told_of() {
    let yard = Yard::new();
    let rules = yard.file("pg_hba.conf");
    fs::write(&rules, "local all postgres trust\nlocal all all peer\n").unwrap();
    yard.observer().run("SELECT pg_reload_conf()");
    let project = yard.project();
    project.migration(
        "001_a",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP TABLE a;",
    );
    let ran = confined(&project, &["prove"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.stderr
            .contains("cannot create a confined scratch database"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("pg_hba.conf"), "{ran:?}");
    assert_eq!(yard.left(), [""; 0]);
}

#[test]
fn the_role_has_a_password_where_the_server_wants_one() {
    let yard = Yard::with(Settings::default().tcp());
    let cluster = yard.server.cluster().unwrap();
    let url = cluster.tcp_url(yard.database.name()).unwrap().unwrap();
    let project = Project::empty().with("DATABASE_URL", &url);
    project.migration(
        "001_a",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP TABLE a;",
    );
    let ran = confined(&project, &["prove"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(yard.left(), [""; 0]);
    let log = cluster.read_log().unwrap();
    assert!(
        !log.contains("PASSWORD '") || log.contains("SCRAM-SHA-256$"),
        "{log}"
    );
}

#[test]
fn what_is_confined_is_not_kept() {
    let yard = Yard::new();
    let project = yard.project();
    project.migration(
        "001_a",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP TABLE a;",
    );
    project.ok(&["up"]);
    let ran = confined(&project, &["check", "--scratch-keep", "true"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("never kept"), "{ran:?}");
    project.write(
        ".glowplug.toml",
        "[scratch]\nconfined = true\nkeep = true\n",
    );
    project.ok(&["check"]);
    assert_eq!(yard.left(), [""; 0]);
    let project = project.with("GLOWPLUG_SCRATCH_CONFINED", "false");
    project.ok(&["check"]);
    assert_eq!(yard.left().len(), 1);
}

#[test]
fn sqlite_confines_nothing() {
    let project = Project::sqlite();
    let ran = confined(&project, &["prove"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.stderr.contains("cannot be confined on SQLite"),
        "{ran:?}"
    );
}
