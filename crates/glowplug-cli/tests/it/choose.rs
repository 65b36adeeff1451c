//! The choice of the database and the folders.

use std::fs;

use crate::support::Project;

#[test]
fn the_option_goes_before_the_variable_and_the_file() {
    let project = Project::sqlite();
    project.write(".env", "DATABASE_URL=file.db\n");
    project.ok(&["up", "--database-url", "option.db"]);
    assert!(project.path().join("option.db").exists());
    project.ok(&["up"]);
    assert!(project.path().join("shop.db").exists());
    assert!(!project.path().join("file.db").exists());
}

#[test]
fn the_file_counts_where_no_variable_is_set_also_from_below() {
    let project = Project::sqlite().with("DATABASE_URL", "");
    let database = project.path().join("from file.db");
    let line = format!("DATABASE_URL='{}'\n", database.display());
    project.write(".env", &line);
    project.write("src/deep/lib.rs", "");
    let ran = project
        .command(&["up"])
        .current_dir(project.path().join("src/deep"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    assert!(database.exists());
}

#[test]
fn a_path_with_blanks_is_no_problem() {
    let project = Project::at("my shop").with("DATABASE_URL", "my data.db");
    project.migration("001_a", "CREATE TABLE a (x);", "DROP TABLE a;");
    project.ok(&["init"]);
    project.ok(&["up"]);
    assert_eq!(project.json(&["status"])["applied"], 1);
    assert!(project.path().join("my data.db").exists());
}

#[test]
fn the_folder_of_migrations_is_found_as_diesel_finds_it() {
    let project = Project::sqlite();
    let counted = |words: &[&str]| project.json(words)["total"].as_u64();
    project.migration("003_a", "SELECT 1;", "");
    let from = project.path().join("migrations/003_a");
    for to in ["elsewhere", "named", "config/steps"] {
        let to = project.path().join(to);
        fs::create_dir_all(to.join("003_a")).unwrap();
        fs::copy(from.join("up.sql"), to.join("003_a/up.sql")).unwrap();
    }
    assert_eq!(counted(&["status"]), Some(3));
    project.write(
        "diesel.toml",
        "[migrations_directory]\ndir = \"elsewhere\"\n",
    );
    assert_eq!(counted(&["status"]), Some(1));
    // Relative to its own folder.
    project.write("config/d.toml", "[migrations_directory]\ndir = \"steps\"\n");
    assert_eq!(
        counted(&["status", "--config-file", "config/d.toml"]),
        Some(1)
    );
    assert_eq!(
        counted(&["status", "--migration-dir", "migrations"]),
        Some(3)
    );
    let project = project.with("MIGRATION_DIRECTORY", "named");
    assert_eq!(project.json(&["status"])["total"], 1);
}

#[test]
fn parts_of_an_address_are_put_together() {
    let server = glowplug_local::TestServer::shared().unwrap();
    let database = server.database().unwrap();
    let cluster = server.cluster().expect("TEST_DATABASE_URL is not set");
    let project = Project::empty()
        .with("DB_HOST", &cluster.socket_dir().display().to_string())
        .with("DB_PORT", &cluster.port().to_string())
        .with("DB_NAME", database.name())
        .with("DB_USER", "postgres")
        .with("DB_PASSWORD", "p@ss/w:rd?#");
    project.migration("001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
    project.ok(&["up"]);
    let info = project.json(&["info"]);
    assert_eq!(info["database"], database.name());
    assert!(!info.to_string().contains("p@ss"), "{info}");
}

#[test]
fn without_a_database_and_a_project_nothing_is_started() {
    let project = Project::empty();
    let ran = project.run(&["info"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("no database is configured"), "{ran:?}");
    assert!(!project.path().join(".glowplug").exists());
    assert!(!project.outside().join(".glowplug").exists());
}

#[test]
fn a_configuration_that_is_named_must_be_there() {
    let project = Project::sqlite();
    let ran = project.run(&["status", "--config-file", "other.toml"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.stderr.contains("there is no file `other.toml`"),
        "{ran:?}"
    );
}
