//! `init`.

use crate::support::Project;

#[test]
fn init_makes_what_is_missing_and_says_so() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    let first = project.ok(&["init"]);
    assert_eq!(
        first,
        "migrations: created\ndiesel.toml: created\n.gitignore: added /.glowplug/\n\
         database shop.db: created\n"
    );
    assert!(project.path().join("migrations/.keep").is_file());
    assert!(project.path().join("shop.db").is_file());
    assert_eq!(project.read(".gitignore"), "/.glowplug/\n");
    let second = project.ok(&["init"]);
    assert_eq!(
        second,
        "migrations: exists\ndiesel.toml: exists\n.gitignore: contains /.glowplug/\n\
         database shop.db: exists\n"
    );
    assert_eq!(project.read(".gitignore"), "/.glowplug/\n");
    assert_eq!(project.json(&["up"])["done"], serde_json::json!([]));
}

#[test]
fn init_leaves_alone_what_people_wrote() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    project.write(
        "diesel.toml",
        "[migrations_directory]\ndir = \"db/steps\"\n",
    );
    project.write(".gitignore", "/target");
    project.ok(&["init"]);
    assert!(project.path().join("db/steps/.keep").is_file());
    assert!(!project.path().join("migrations").exists());
    assert_eq!(
        project.read("diesel.toml"),
        "[migrations_directory]\ndir = \"db/steps\"\n"
    );
    assert_eq!(project.read(".gitignore"), "/target\n/.glowplug/\n");
}

#[test]
fn the_new_settings_are_those_of_diesel() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    project.ok(&["init", "--migrations-dir", "db steps"]);
    let settings: toml::Table = project.read("diesel.toml").parse().unwrap();
    assert_eq!(
        settings["print_schema"]["file"].as_str(),
        Some("src/schema.rs")
    );
    assert_eq!(
        settings["migrations_directory"]["dir"].as_str(),
        Some("db steps")
    );
}

#[test]
fn a_database_on_a_server_is_created_and_recreated() {
    let server = glowplug_local::TestServer::shared().unwrap();
    // A name of its own, which is dropped with the server.
    let name = format!("init {}", std::process::id());
    let url = server.url(&name);
    let project = Project::empty().with("DATABASE_URL", &url);
    assert_eq!(project.json(&["init"])["database"]["created"], true);
    assert_eq!(project.json(&["init"])["database"]["created"], false);
    project.migration("001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
    project.ok(&["up"]);
    project.ok(&["query", "--write", "CREATE TABLE stray (x int)"]);
    project.ok(&["reset", "--yes"]);
    let tables = project.json(&["tables"]);
    assert_eq!(tables["tables"].as_array().unwrap().len(), 1, "{tables}");
}

fn manifest(features: &str) -> String {
    format!(
        "[package]\nname = \"shop\"\n\n[dependencies]\n\
         diesel = {{ version = \"2.3\", features = [{features}] }}\n"
    )
}

#[test]
fn a_project_for_sqlite_gets_a_file_that_every_command_finds() {
    let project = Project::empty();
    project.write("Cargo.toml", &manifest("\"sqlite\", \"chrono\""));
    project.write(".env", "OTHER=1");
    let unnamed = project.run(&["tables"]);
    assert_eq!(unnamed.code, 2, "{unnamed:?}");
    assert!(
        unnamed.stderr.contains("in `Cargo.toml` say SQLite"),
        "{unnamed:?}"
    );
    let first = project.ok(&["init"]);
    assert!(
        first.ends_with(".env: set DATABASE_URL\ndatabase shop.db: created\n"),
        "{first}"
    );
    assert_eq!(project.read(".env"), "OTHER=1\nDATABASE_URL=shop.db\n");
    assert_eq!(project.read(".gitignore"), "/.glowplug/\n/shop.db*\n");
    project.ok(&["init"]);
    assert_eq!(project.read(".env"), "OTHER=1\nDATABASE_URL=shop.db\n");
    project.migration("001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
    project.ok(&["up"]);
    assert_eq!(project.json(&["status"])["applied"], 1);
    assert!(
        !project.path().join(".glowplug").exists(),
        "nothing was started"
    );
}

#[test]
fn a_project_for_mysql_is_told_to_name_its_database() {
    // Some editors begin a file with a mark.
    for mark in ["", "\u{feff}"] {
        let project = Project::empty();
        project.write("Cargo.toml", &format!("{mark}{}", manifest("\"mysql\"")));
        for words in [&["init"], &["tables"]] {
            let ran = project.run(words);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(
                ran.stderr
                    .contains("DATABASE_URL=mysql://user:password@localhost/shop"),
                "{ran:?}"
            );
        }
        assert!(project.path().join("migrations/.keep").is_file());
        assert!(
            !project.path().join(".glowplug").exists(),
            "nothing was started"
        );
    }
}
