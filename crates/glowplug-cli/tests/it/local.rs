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
        status.stdout.contains("1 migration: 1 applied, 0 pending"),
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

/// Copies a project with everything in it, also a server that runs.
fn copy_of(project: &Project) -> Project {
    let copy = Project::at("copy");
    let status = std::process::Command::new("cp")
        .arg("-a")
        .args([&project.path().join("."), copy.path()])
        .status();
    assert!(status.unwrap().success());
    copy
}

#[test]
fn a_copied_project_gets_a_database_of_its_own_and_is_told() {
    let project = Project::at("shop");
    project.migration(
        "001_a",
        "CREATE TABLE keepme (id int);",
        "DROP TABLE keepme;",
    );
    project.ok(&["up"]);
    project.ok(&["query", "--write", "INSERT INTO keepme VALUES (43)"]);
    let copy = copy_of(&project);
    let local = copy.ok(&["local", "status"]);
    assert!(
        local.contains("absent; this project is a copy of"),
        "{local}"
    );
    let reset = copy.run(&["reset", "--yes"]);
    assert_eq!(reset.code, 0, "{reset:?}");
    let original = project.path().display().to_string();
    let told = format!("this project is a copy of `{original}`: it has its own PostgreSQL now");
    assert!(reset.stderr.contains(&told), "{reset:?}");
    assert_eq!(copy.run(&["status"]).stderr, "", "told once");
    copy.ok(&["local", "reset", "--yes"]);
    copy.ok(&["local", "stop"]);
    assert_eq!(project.json(&["local", "status"])["state"], "running");
    let rows = project.ok(&["query", "SELECT id FROM keepme"]);
    assert!(rows.contains("43"), "{rows}");
}

#[test]
fn a_project_that_was_moved_finds_its_database() {
    let project = Project::at("shop");
    project.write("Cargo.toml", "[package]\nname = \"shop\"\n");
    project.migration("001_a", "CREATE TABLE a (id int);", "DROP TABLE a;");
    project.ok(&["up"]);
    let moved = Project::at("moved");
    std::fs::rename(project.path(), moved.path()).unwrap();
    let local = moved.json(&["local", "status"]);
    assert_eq!(local["state"], "moved", "{local}");
    let status = moved.json(&["status"]);
    assert_eq!(status["applied"], 1, "{status}");
    assert_eq!(moved.json(&["local", "status"])["state"], "running");
}

#[test]
fn a_link_in_the_place_of_the_local_postgres_is_refused() {
    let project = Project::at("shop");
    project.write("Cargo.toml", "[package]\nname = \"shop\"\n");
    project.write("home/docs/thesis", "x");
    project.write(".glowplug/.gitignore", "*\n");
    std::os::unix::fs::symlink("../home/docs", project.path().join(".glowplug/postgres")).unwrap();
    let refused: &[&[&str]] = &[
        &["local", "reset", "--yes"],
        &["local", "stop"],
        &["local", "start"],
        &["init"],
    ];
    for words in refused {
        let ran = project.run(words);
        assert_eq!(ran.code, 1, "{words:?} {ran:?}");
        assert!(
            ran.stderr
                .contains("a symbolic link that glowplug did not make"),
            "{ran:?}"
        );
    }
    assert_eq!(project.read("home/docs/thesis"), "x");
    assert_eq!(
        std::fs::read_dir(project.path().join("home/docs"))
            .unwrap()
            .count(),
        1
    );
}

#[test]
fn an_address_of_the_local_postgres_in_a_file_starts_it() {
    let project = Project::at("shop");
    project.write("Cargo.toml", "[package]\nname = \"shop\"\n");
    project.migration("001_a", "CREATE TABLE a (id int);", "DROP TABLE a;");
    let url = project.ok(&["local", "url"]);
    project.write(".env", &format!("DATABASE_URL={url}"));
    project.ok(&["local", "stop"]);
    let up = project.run(&["up"]);
    assert_eq!(up.code, 0, "{up:?}");
    assert!(
        up.stderr.contains("started the project's own PostgreSQL"),
        "{up:?}"
    );
    assert_eq!(project.json(&["local", "status"])["state"], "running");
    project.ok(&["local", "stop"]);
    let named = project.run(&["status", "--database-url", url.trim()]);
    assert_eq!(named.code, 0, "{named:?}");
}

#[test]
fn a_file_that_was_copied_or_moved_with_its_project_is_not_followed() {
    let project = Project::at("shop");
    project.write("Cargo.toml", "[package]\nname = \"shop\"\n");
    project.migration(
        "001_a",
        "CREATE TABLE keepme (id int);",
        "DROP TABLE keepme;",
    );
    let url = project.ok(&["local", "url"]);
    project.write(".env", &format!("DATABASE_URL={url}"));
    project.ok(&["up"]);
    let copy = copy_of(&project);
    for words in [&["reset", "--yes"] as &[_], &["down"], &["status"]] {
        let ran = copy.run(words);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.stderr.contains("local PostgreSQL of another folder"),
            "{ran:?}"
        );
    }
    let socket = project.path().join(".glowplug/postgres");
    copy.write(
        ".env",
        &format!("DB_HOST={}\nDB_NAME=shop\n", socket.display()),
    );
    assert_eq!(copy.run(&["status"]).code, 2, "in parts it is the same");
    let own = copy.ok(&["local", "url"]);
    assert_ne!(own, url);
    copy.write(".env", &format!("DATABASE_URL={own}"));
    copy.ok(&["reset", "--yes"]);
    assert_eq!(project.json(&["status"])["applied"], 1);
}
