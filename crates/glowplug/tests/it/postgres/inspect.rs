//! A look at the server, its tables and its catalog.

use glowplug::session::Session;

use super::support::{both, database, failure, session};

const SCHEMA: &str = "
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('good', 'bad');
    CREATE DOMAIN app.small AS int NOT NULL DEFAULT 1 CHECK (VALUE < 10);
    CREATE TYPE app.pair AS (a int, b text);
    CREATE TABLE app.users (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL DEFAULT 'x' CHECK (name <> ''),
        doubled int GENERATED ALWAYS AS (1 + 1) STORED,
        mood app.mood,
        size app.small
    );
    COMMENT ON TABLE app.users IS 'who is there';
    COMMENT ON COLUMN app.users.name IS 'how they are called';
    CREATE TABLE app.posts (
        user_id bigint NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
        title varchar(20),
        UNIQUE (user_id, title)
    );
    CREATE INDEX posts_title_idx ON app.posts (lower(title)) WHERE title IS NOT NULL;
    CREATE TABLE app.\"Odd one\" (\"A b\" int) PARTITION BY LIST (\"A b\");
    CREATE TABLE app.odd_1 PARTITION OF app.\"Odd one\" FOR VALUES IN (1);
    CREATE VIEW app.names AS SELECT name FROM app.users;
    CREATE MATERIALIZED VIEW app.kept AS SELECT name FROM app.users;
    CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
    ALTER TABLE app.users ALTER size SET (n_distinct = 5);
    ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON app.users USING (id = 1);
    CREATE SEQUENCE app.counter INCREMENT 5;
    CREATE RULE nothing AS ON DELETE TO app.names DO INSTEAD NOTHING;
    CREATE STATISTICS app.together ON user_id, title FROM app.posts;
    GRANT SELECT ON app.users TO pg_monitor;
    CREATE AGGREGATE app.total (int) (SFUNC = int4pl, STYPE = int);
    CREATE TABLE __diesel_schema_migrations (version text);
    CREATE TABLE __glowplug_history (run text);
    INSERT INTO app.users (name) VALUES ('a'), ('b');
    INSERT INTO app.\"Odd one\" VALUES (1), (1), (1);
    UPDATE app.users SET name = 'c';
    ANALYZE;";

async fn prepared() -> (glowplug_local::TestDatabase, Vec<Box<dyn Session>>) {
    let database = database().await;
    let sessions = both(&database).await;
    let mut sessions = Vec::from(sessions);
    sessions[0].run(SCHEMA).await.unwrap();
    (database, sessions)
}

#[tokio::test]
async fn info_names_server_database_and_user() {
    let database = database().await;
    for mut session in both(&database).await {
        let info = session.info().await.unwrap();
        assert!(info.version.starts_with("PostgreSQL 1"), "{info:?}");
        assert_eq!(info.database, database.name());
        assert!(info.user.is_some() && info.size_bytes > 1_000_000);
    }
}

#[tokio::test]
async fn tables_are_the_projects_own() {
    let (_database, sessions) = prepared().await;
    for mut session in sessions {
        let tables = session.tables().await.unwrap();
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["Odd one", "posts", "users"]);
        assert_eq!(tables[0].rows, Some(3), "the partition's");
        let users = &tables[2];
        assert_eq!(users.schema.as_deref(), Some("app"));
        assert_eq!((users.rows, users.rows_exact), (Some(2), false));
        assert_eq!(users.comment.as_deref(), Some("who is there"));
        assert!(users.size_bytes.unwrap() > 0);
    }
}

#[tokio::test]
async fn statistics_count_what_was_written() {
    let (_database, mut sessions) = prepared().await;
    // The server tells its counters with a delay.
    for _ in 0..300 {
        let tables = sessions[0].tables().await.unwrap();
        let users = &tables[2];
        if (users.inserts, users.updates, users.deletes) == (Some(2), Some(2), Some(0)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("never counted");
}

#[tokio::test]
async fn a_table_is_described_with_all_its_parts() {
    let (_database, sessions) = prepared().await;
    for mut session in sessions {
        let users = session.describe("app.users").await.unwrap().unwrap();
        assert_eq!(users.kind, "table");
        let columns: Vec<_> = users
            .columns
            .iter()
            .map(|column| {
                let default = column.default.as_deref().unwrap_or("-");
                (
                    column.name.as_str(),
                    column.data_type.as_str(),
                    column.nullable,
                    default,
                )
            })
            .collect();
        assert_eq!(
            columns,
            [
                ("id", "bigint", false, "generated always as identity"),
                ("name", "text", false, "'x'::text"),
                (
                    "doubled",
                    "integer",
                    true,
                    "generated always as ((1 + 1)) stored"
                ),
                ("mood", "app.mood", true, "-"),
                ("size", "app.small", true, "-"),
            ]
        );
        assert_eq!(
            users.columns[1].comment.as_deref(),
            Some("how they are called")
        );
        assert_eq!(users.indexes.len(), 1);
        assert!(users.indexes[0].primary && users.indexes[0].unique && users.indexes[0].valid);
        assert_eq!(
            users.checks,
            ["users_name_check: CHECK ((name <> ''::text))"]
        );
        assert_eq!(users.triggers, ["users_touch"]);
        assert_eq!(users.referenced_by, ["app.posts (user_id)"]);
    }
}

#[tokio::test]
async fn the_keys_of_a_table_are_described() {
    let (_database, sessions) = prepared().await;
    for mut session in sessions {
        let posts = session.describe("APP.POSTS").await.unwrap().unwrap();
        let key = &posts.foreign_keys[0];
        assert_eq!(
            key.definition,
            "(user_id) → app.users (id) on delete cascade"
        );
        assert_eq!(posts.indexes.len(), 2);
    }
}

#[tokio::test]
async fn a_table_is_found_by_the_names_people_type() {
    let (_database, sessions) = prepared().await;
    for mut session in sessions {
        session.run("SET search_path = app, public").await.unwrap();
        for name in ["Odd one", "\"Odd one\"", "app.Odd one", "app.\"Odd one\""] {
            let found = session.describe(name).await.unwrap().unwrap();
            assert_eq!(found.kind, "partitioned table", "{name}");
            assert_eq!(session.count(name).await.unwrap(), Some(3), "{name}");
        }
        let names = session.describe("NAMES").await.unwrap().unwrap();
        assert_eq!(names.kind, "view");
        for name in [
            "nothing",
            "app.nothing",
            "'; DROP TABLE app.users; --",
            "",
            ".",
        ] {
            assert!(session.describe(name).await.unwrap().is_none(), "{name}");
            assert_eq!(session.count(name).await.unwrap(), None, "{name}");
        }
    }
}

#[tokio::test]
async fn the_catalog_does_not_depend_on_the_order_of_creation() {
    const STEPS: [&str; 4] = [
        "CREATE TABLE a (x int, y text)",
        "CREATE TABLE b (x int, CHECK (x > 0))",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE t AS ENUM ('a')",
    ];
    let (one, two) = (database().await, database().await);
    let (mut one, mut two) = (session(&one).await, session(&two).await);
    for step in STEPS {
        one.run(step).await.unwrap();
    }
    for step in STEPS.iter().rev() {
        two.run(step).await.unwrap();
    }
    let expected = one.schema().await.unwrap();
    assert_eq!(two.schema().await.unwrap(), expected);
    two.run("ALTER TABLE a ALTER y SET DEFAULT ''")
        .await
        .unwrap();
    assert_ne!(two.schema().await.unwrap(), expected);
}

#[tokio::test]
async fn the_catalog_shows_what_an_interrupted_index_left() {
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "CREATE TABLE a (b int); INSERT INTO a VALUES (1), (1)";
    session.run(sql).await.unwrap();
    failure(&mut *session, "CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)").await;
    let catalog = session.schema().await.unwrap();
    assert!(!catalog.tables[0].indexes[0].valid);
    let described = session.describe("a").await.unwrap().unwrap();
    assert!(!described.indexes[0].valid);
}

#[tokio::test]
async fn the_catalog_can_be_read_inside_a_transaction() {
    let database = database().await;
    for mut session in both(&database).await {
        session
            .begin(glowplug::session::TransactionKind::Plain)
            .await
            .unwrap();
        let before = session.schema().await.unwrap();
        assert!(before.tables.is_empty());
        session.run("CREATE TABLE a (b int)").await.unwrap();
        let path = super::support::text(&mut *session, "SHOW search_path").await;
        assert_eq!(path, "\"$user\", public");
        assert_eq!(session.schema().await.unwrap().tables.len(), 1);
        session.rollback().await.unwrap();
    }
}
