//! `init`.

use crate::support::Project;

#[test]
fn init_makes_what_is_missing_and_says_so() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    let first = project.ok(&["init"]);
    assert_eq!(
        first,
        "migrations: made\ndiesel.toml: made\n.gitignore: keeps `.glowplug/` out of git now\n\
         database shop.db: made\n"
    );
    assert!(project.path().join("migrations/.keep").is_file());
    assert!(project.path().join("shop.db").is_file());
    assert_eq!(project.read(".gitignore"), "/.glowplug/\n");
    let second = project.ok(&["init"]);
    assert_eq!(
        second,
        "migrations: was there\ndiesel.toml: was there\n.gitignore: keeps `.glowplug/` out of git\n\
         database shop.db: was there\n"
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
fn a_database_on_a_server_is_made_and_made_anew() {
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
