//! Privileges and owners: compared or not.

use glowplug_local::{TestDatabase, TestServer};

use crate::support::Project;

const DECLARED: &str = "
CREATE TABLE kilns (id int PRIMARY KEY, temp int);
CREATE VIEW hot AS SELECT id, temp FROM kilns WHERE temp > 100;
CREATE FUNCTION calc(x int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT x + 1 $$;
";

fn project() -> (TestDatabase, Project) {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    project.write(".glowplug.toml", "schema = \"schema.sql\"\n");
    project.write("schema.sql", DECLARED);
    project.write("migrations/.keep", "");
    project.ok(&["generate", "start"]);
    project.ok(&["up"]);
    (database, project)
}

fn by_hand(project: &Project, statements: &[&str]) {
    for statement in statements {
        project.ok(&["query", "--write", statement]);
    }
}

/// Who may do what with the view and the function, and whose they are.
fn access(project: &Project) -> String {
    let sql = "SELECT relowner::regrole::text, \
                   (SELECT string_agg(one::text, ', ' ORDER BY one::text) FROM unnest(relacl) one), \
                   (SELECT string_agg(one::text, ', ' ORDER BY one::text) FROM unnest(proacl) one) \
               FROM pg_class, pg_proc WHERE relname = 'hot' AND proname = 'calc'";
    project.json(&["query", sql])["rows"].to_string()
}

#[test]
fn what_was_granted_by_hand_survives_a_migration_that_creates_it_again() {
    let (_database, project) = project();
    by_hand(
        &project,
        &[
            "GRANT SELECT ON hot TO public",
            "GRANT UPDATE ON hot TO pg_monitor WITH GRANT OPTION",
            "ALTER VIEW hot OWNER TO pg_signal_backend",
            "REVOKE EXECUTE ON FUNCTION calc(int) FROM public",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor",
            "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO pg_monitor",
        ],
    );
    let before = access(&project);
    let changed = DECLARED
        .replace("temp int", "temp bigint")
        .replace("RETURNS int", "RETURNS bigint");
    project.write("schema.sql", &changed);
    project.ok(&["generate", "grow"]);
    project.ok(&["up"]);
    assert_eq!(access(&project), before);
    project.ok(&["down", "--yes"]);
    assert_eq!(access(&project), before);
}

#[test]
fn privileges_and_owners_are_named_and_compared_where_that_is_wanted() {
    let (_database, project) = project();
    by_hand(
        &project,
        &[
            "GRANT SELECT ON kilns TO pg_monitor",
            "ALTER VIEW hot OWNER TO pg_monitor",
        ],
    );
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let seen = "Not compared: 1 owner (view hot), privileges (table kilns to pg_monitor)";
    assert!(ran.stdout.contains(seen), "{ran:?}");
    project.write(
        ".glowplug.toml",
        "[check]\nprivileges = true\nowners = true\n",
    );
    let ran = project.run(&["check", "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let found = ran.data();
    let restore = found["differences"].as_array().unwrap().iter();
    let restore: Vec<_> = restore
        .map(|one| one["restore"][0].as_str().unwrap())
        .collect();
    assert_eq!(
        restore,
        [
            "ALTER VIEW hot OWNER TO CURRENT_USER",
            "REVOKE SELECT ON kilns FROM pg_monitor",
        ]
    );
    assert_eq!(found["not_compared"], serde_json::json!([]), "{ran:?}");
}

#[test]
fn declared_privileges_are_written() {
    let (_database, project) = project();
    let changed = format!("{DECLARED}GRANT SELECT ON kilns TO pg_monitor;");
    project.write("schema.sql", &changed);
    let told = project.ok(&["generate", "grant", "--dry-run"]);
    let expected = "GRANT SELECT ON kilns TO pg_monitor;";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn what_is_compared_with_nothing_is_named_without_its_secrets() {
    let (_database, project) = project();
    let server = "CREATE EXTENSION postgres_fdw; \
                  CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;";
    project.write("schema.sql", &format!("{server}{DECLARED}"));
    project.ok(&["generate", "server"]);
    project.ok(&["up"]);
    let mapping = "CREATE USER MAPPING FOR public SERVER far OPTIONS (user 'a', password 'geheim')";
    by_hand(&project, &[mapping]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let seen = "Not compared: 1 user mapping (for PUBLIC server far)";
    assert!(ran.stdout.contains(seen), "{ran:?}");
    project.write("schema.sql", &format!("{server}{DECLARED}{mapping};"));
    let told = project.ok(&["generate", "nothing"]);
    assert!(told.contains("Nothing to do"), "{told}");
    assert!(told.contains(seen), "{told}");
    assert!(!told.contains("geheim"), "{told}");
}
