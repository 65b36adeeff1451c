//! `prove`: handwritten migrations are tested in both directions, with rows in their tables.

mod broken;
mod layout;
mod trials;

use crate::support::Project;

#[test]
fn a_migration_that_comes_back_is_proved() {
    let project = Project::sqlite();
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("002_create_posts: proved"), "{ran:?}");
    assert!(!project.path().join("shop.db").exists());
}

#[test]
fn a_down_that_forgets_something_is_found() {
    let project = Project::sqlite();
    project.migration(
        "003_more",
        "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY);",
        "DROP TABLE a;",
    );
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stdout.contains("drop table b"), "{ran:?}");
    let data = project.run(&["prove", "--json"]).data();
    assert_eq!(
        data["migrations"][0]["faults"][0]["fault"], "not_former",
        "{data}"
    );
}

#[test]
fn a_down_that_fails_or_is_missing_is_found() {
    let project = Project::sqlite();
    project.migration(
        "003_more",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);",
        "DROP TABLE b;",
    );
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stdout.contains("`down` fails"), "{ran:?}");
    std::fs::remove_file(project.path().join("migrations/003_more/down.sql")).unwrap();
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stdout.contains("cannot be reverted"), "{ran:?}");
}

#[test]
fn values_that_do_not_come_back_are_found() {
    let project = Project::sqlite();
    project.migration(
        "003_drop_name",
        "ALTER TABLE users DROP COLUMN name;",
        "ALTER TABLE users ADD COLUMN name TEXT NOT NULL DEFAULT '';\n",
    );
    let ran = project.run(&["prove"]);
    // The default stays, so the schema is another one too.
    assert_eq!(ran.code, 3, "{ran:?}");
    project.migration(
        "003_drop_name",
        "ALTER TABLE posts DROP COLUMN title;",
        "ALTER TABLE posts ADD COLUMN title TEXT;",
    );
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.stdout.contains("values in `title` of `posts` changed"),
        "{ran:?}"
    );
}

#[test]
fn each_of_all_and_one_by_its_version() {
    let project = Project::sqlite();
    let data = project.json(&["prove", "--all"]);
    let names = data["migrations"].as_array().unwrap().iter();
    let names: Vec<&str> = names.map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["001_create_users", "002_create_posts"]);
    let data = project.json(&["prove", "001"]);
    assert_eq!(data["migrations"][0]["name"], "001_create_users");
    let ran = project.run(&["prove", "009"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn checks_are_filled_where_they_can_be_read() {
    let database = glowplug_local::TestServer::shared()
        .unwrap()
        .database()
        .unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    project.migration(
        "001_a",
        "CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}-[0-9]+$');
         CREATE TABLE a (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            state text NOT NULL CHECK (state IN ('new', 'done')),
            age int CHECK (age >= 18),
            code code NOT NULL,
            tags text[] NOT NULL,
            at timestamptz NOT NULL,
            config jsonb NOT NULL CHECK (jsonb_typeof(config) = 'object'),
            CHECK (CASE jsonb_typeof(config -> 'heat')
                WHEN 'number' THEN (config -> 'heat')::numeric BETWEEN 0.1 AND 2 ELSE false END)
         );
         CREATE TABLE b (id int PRIMARY KEY, a_id bigint NOT NULL REFERENCES a (id));",
        "DROP TABLE b; DROP TABLE a; DROP DOMAIN code;",
    );
    project.migration(
        "002_b",
        "ALTER TABLE a DROP COLUMN tags;",
        "ALTER TABLE a ADD tags text[];",
    );
    let data = project.run(&["prove", "--json"]).data();
    let proof = &data["migrations"][0];
    assert_eq!(proof["unfilled"], serde_json::json!([]), "{proof}");
    assert!(proof["rows"].as_u64().unwrap() >= 2, "{proof}");
    // Not as it was: it takes NULL now.
    assert_eq!(proof["faults"][0]["fault"], "not_former", "{proof}");
    let told = project.run(&["prove"]).stdout;
    assert!(
        told.contains("what is missing: alter column a.tags\n"),
        "{told}"
    );
}

#[test]
fn a_view_or_trigger_that_works_no_more_is_found() {
    let project = Project::sqlite();
    project.migration(
        "003_more",
        "CREATE VIEW titles AS SELECT id, title FROM posts;
         CREATE TABLE log (id INTEGER PRIMARY KEY);
         CREATE TRIGGER logged AFTER INSERT ON log BEGIN UPDATE posts SET title = 'x'; END;",
        "DROP TABLE log; DROP VIEW titles;",
    );
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    project.migration(
        "004_other_posts",
        "DROP TABLE posts; CREATE TABLE posts (id INTEGER PRIMARY KEY);",
        "SELECT 1;",
    );
    let data = project.run(&["prove", "--json"]).data();
    let fault = &data["migrations"][0]["faults"][0];
    assert_eq!(fault["fault"], "broken", "{data}");
    assert_eq!(fault["broken"].as_array().unwrap().len(), 2, "{data}");
    let ran = project.run(&["prove"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.stdout.contains("view `titles`: no such column: title"),
        "{ran:?}"
    );
}
