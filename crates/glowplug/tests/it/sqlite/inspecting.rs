//! Overviews, descriptions and catalogs.

use glowplug::model::Database;
use glowplug::session::{Resolution, Session};
use glowplug::sql::{self, Statement};

use crate::support::TempSqlite;

const SCHEMA: &str = "
    CREATE TABLE __diesel_schema_migrations (version text PRIMARY KEY NOT NULL);
    CREATE TABLE __glowplug_history (id integer PRIMARY KEY, version text);
    CREATE INDEX history_by_version ON __glowplug_history (version);
    CREATE TABLE users (
        id integer PRIMARY KEY AUTOINCREMENT,
        name text NOT NULL COLLATE NOCASE UNIQUE, -- a (comment), with signs
        age integer DEFAULT 18 CONSTRAINT adult CHECK (age >= 18),
        loud text AS (upper(name)) STORED
    );
    CREATE TABLE \"pöst s\" (
        user_id integer REFERENCES users ON DELETE CASCADE,
        number integer,
        PRIMARY KEY (user_id, number)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX posts_by_number ON \"pöst s\" (number DESC) WHERE number > 1;
    CREATE VIEW names AS SELECT name FROM users;
    CREATE TRIGGER polite AFTER INSERT ON users BEGIN SELECT 1; END;
    CREATE VIRTUAL TABLE words USING fts5(word);
    INSERT INTO users (name) VALUES ('a'), ('b')";

async fn schema(database: &TempSqlite) -> Box<dyn Session> {
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    session
}

#[tokio::test]
async fn info_names_version_file_and_size() {
    let database = TempSqlite::named("größe 1.db");
    let mut session = schema(&database).await;
    let info = session.info().await.unwrap();
    assert!(info.version.starts_with("SQLite 3."), "{}", info.version);
    assert!(info.database.ends_with("größe 1.db"), "{}", info.database);
    assert_eq!(
        info.size_bytes,
        std::fs::metadata(database.path()).unwrap().len()
    );
}

#[tokio::test]
async fn tables_are_the_projects_own_with_exact_counts() {
    let database = TempSqlite::new();
    let mut session = schema(&database).await;
    let tables = session.tables().await.unwrap();
    let names: Vec<_> = tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["pöst s", "users", "words"]);
    let counts: Vec<_> = tables
        .iter()
        .map(|table| (table.rows, table.rows_exact))
        .collect();
    assert_eq!(counts, [(Some(0), true), (Some(2), true), (Some(0), true)]);
    // Two b-trees each: the table and its unique index; the table and `posts_by_number`.
    assert_eq!(tables[1].size_bytes, Some(8192));
    assert_eq!(tables[0].size_bytes, Some(8192));
}

#[tokio::test]
async fn counts_are_exact_and_missing_tables_are_none() {
    let database = TempSqlite::new();
    let mut session = schema(&database).await;
    for (table, rows) in [
        ("users", Some(2)),
        ("Main.Users", Some(2)),
        ("pöst s", Some(0)),
        ("names", Some(2)),
        ("nowhere", None),
        ("temp.users", None),
    ] {
        assert_eq!(session.count(table).await.unwrap(), rows, "{table}");
    }
}

#[tokio::test]
async fn a_description_has_every_part() {
    let database = TempSqlite::new();
    let mut session = schema(&database).await;
    let users = session.describe("USERS").await.unwrap().unwrap();
    assert_eq!((users.schema, users.kind.as_str()), (None, "table"));
    let columns: Vec<_> = users
        .columns
        .iter()
        .map(|column| {
            let default = column.default.as_deref().unwrap_or("-");
            format!(
                "{} {} {} {default}",
                column.name, column.data_type, column.nullable
            )
        })
        .collect();
    assert_eq!(
        columns,
        [
            "id INTEGER false auto_increment",
            "name TEXT false -",
            "age INTEGER true 18",
            "loud TEXT true generated always as (upper(name)) stored",
        ]
    );
    let indexes: Vec<_> = users
        .indexes
        .iter()
        .map(|index| {
            (
                index.definition.as_str(),
                index.primary,
                index.unique,
                index.valid,
            )
        })
        .collect();
    assert_eq!(
        indexes,
        [
            ("PRIMARY KEY (id)", true, true, true),
            ("UNIQUE (name)", false, true, true)
        ]
    );
    assert_eq!(users.checks, ["adult: CHECK (age >= 18)"]);
    assert_eq!(users.triggers, ["polite"]);
    assert_eq!(users.referenced_by, ["pöst s (user_id)"]);
    assert!(session.describe("nowhere").await.unwrap().is_none());
}

#[tokio::test]
async fn a_description_has_foreign_keys_and_written_indexes() {
    let database = TempSqlite::new();
    let mut session = schema(&database).await;
    let posts = session.describe("pöst s").await.unwrap().unwrap();
    let keys: Vec<_> = posts
        .foreign_keys
        .iter()
        .map(|key| key.definition.as_str())
        .collect();
    assert_eq!(keys, ["(user_id) → users (id) on delete cascade"]);
    let definitions: Vec<_> = posts
        .indexes
        .iter()
        .map(|index| index.definition.as_str())
        .collect();
    assert_eq!(
        definitions,
        [
            "PRIMARY KEY (user_id, number)",
            "btree (number DESC) WHERE number > 1",
        ]
    );
    assert!(posts.columns.iter().all(|column| !column.nullable));
    let names = session.describe("names").await.unwrap().unwrap();
    assert_eq!((names.kind.as_str(), names.columns.len()), ("view", 1));
}

#[tokio::test]
async fn the_catalog_is_the_same_after_a_way_there_and_back() {
    let database = TempSqlite::new();
    let mut session = schema(&database).await;
    let before = session.schema().await.unwrap();
    session
        .run(
            "ALTER TABLE users RENAME TO people;
              ALTER TABLE people RENAME COLUMN age TO years;
              ALTER TABLE people ADD COLUMN city text",
        )
        .await
        .unwrap();
    assert_ne!(session.schema().await.unwrap(), before);
    session
        .run(
            "ALTER TABLE people DROP COLUMN city;
              ALTER TABLE people RENAME COLUMN years TO age;
              ALTER TABLE people RENAME TO users",
        )
        .await
        .unwrap();
    assert_eq!(session.schema().await.unwrap(), before);
}

fn statement(text: &str) -> Statement {
    let mut statements = sql::statements(Database::Sqlite, text.as_bytes());
    statements.next().unwrap().unwrap()
}

#[tokio::test]
async fn what_sqlite_keeps_out_of_transactions_stands_alone() {
    let database = TempSqlite::new();
    let session = database.session().await;
    for (text, alone) in [
        ("VACUUM", true),
        ("/* x */ pragma journal_mode = WAL", true),
        ("ATTACH 'x' AS y", true),
        ("DETACH y", true),
        ("CREATE INDEX i ON t (a)", false),
        ("REINDEX", false),
    ] {
        let judged = session.judge()(&statement(text));
        assert_eq!(judged.is_nontransactional, alone, "{text}");
    }
}

#[tokio::test]
async fn only_a_detached_database_counts_as_done() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let vacuum = statement("VACUUM");
    assert_eq!(session.note_before(&vacuum).await.unwrap(), None);
    assert_eq!(
        session.resolve_interrupted(&vacuum, None).await.unwrap(),
        Resolution::Repeat
    );

    let detach = statement("DETACH DATABASE \"other\"");
    assert_eq!(session.note_before(&detach).await.unwrap(), None);
    session.run("ATTACH ':memory:' AS other").await.unwrap();
    let note = session.note_before(&detach).await.unwrap();
    assert!(note.is_some());
    assert_eq!(
        session
            .resolve_interrupted(&detach, note.as_deref())
            .await
            .unwrap(),
        Resolution::Repeat
    );
    session.run(&detach.text).await.unwrap();
    assert_eq!(
        session
            .resolve_interrupted(&detach, note.as_deref())
            .await
            .unwrap(),
        Resolution::Applied
    );
}
