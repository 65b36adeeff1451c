//! The project's own PostgreSQL: everything with nothing configured.

use crate::support::Project;

#[test]
fn a_project_works_with_nothing_configured() {
    let project = Project::at("my-shop");
    project.write("Cargo.toml", "[package]\nname = \"corner-shop\"\n");
    project.migration(
        "001_users",
        "CREATE TABLE users (id bigint PRIMARY KEY);",
        "DROP TABLE users;",
    );
    assert_eq!(project.json(&["local", "status"])["state"], "absent");
    let up = project.run(&["up"]);
    assert_eq!(up.code, 0, "{up:?}");
    assert!(
        up.stderr.contains("started the project's own PostgreSQL"),
        "{up:?}"
    );
    let status = project.run(&["status"]);
    assert_eq!(status.stderr, "", "it runs already");
    assert!(
        status.stdout.contains("1 migration: 1 executed, 0 pending"),
        "{status:?}"
    );
    assert_eq!(project.json(&["info"])["database"], "corner_shop");
    project.ok(&["redo"]);
    project.ok(&["down"]);
    let local = project.json(&["local", "status"]);
    assert_eq!(
        (&local["state"], &local["database"]),
        (&"running".into(), &"corner_shop".into())
    );

    let ran = project.run(&["local", "reset"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(
        project.json(&["local", "reset", "--yes"])["state"],
        "running"
    );
    assert_eq!(
        project.json(&["history"])["history"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let url = project.ok(&["local", "url"]);
    assert!(
        url.starts_with("postgres://") && url.ends_with("/corner_shop\n"),
        "{url}"
    );
    assert_eq!(project.json(&["local", "stop"])["state"], "stopped");
}

#[test]
fn init_starts_it_too() {
    let project = Project::at("Fresh Start");
    let made = project.json(&["init"]);
    assert_eq!(made["database"]["created"], true, "{made}");
    let again = project.json(&["init"]);
    assert_eq!(again["database"]["created"], false, "{again}");
    project.ok(&["new", "create_users"]);
    project.ok(&["up"]);
    assert_eq!(project.json(&["info"])["database"], "fresh_start");
}
