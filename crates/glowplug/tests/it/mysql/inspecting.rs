//! A look at the server and its tables.

use crate::support::mysql::database;

const SCHEMA: &str = "CREATE TABLE users (
        id INT AUTO_INCREMENT PRIMARY KEY,
        name VARCHAR(50) NOT NULL DEFAULT 'x' COMMENT 'how they are called',
        lower_name VARCHAR(50) AS (LOWER(name)) STORED,
        age INT NULL,
        CONSTRAINT users_age CHECK (age > 0),
        UNIQUE KEY users_name (name(10), age DESC)
    ) COMMENT 'people';
    CREATE TABLE posts (
        id INT PRIMARY KEY,
        user_id INT,
        CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
    );
    CREATE VIEW adults AS SELECT id FROM users WHERE age > 17;
    CREATE TRIGGER touch BEFORE INSERT ON users FOR EACH ROW SET NEW.age = 1;
    CREATE PROCEDURE p(IN a INT, OUT b INT) COMMENT 'c' SET b = a;
    CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1;
    CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY);
    CREATE TABLE __glowplug_history (a INT);
    INSERT INTO users (name, age) VALUES ('a', 1), ('b', 2)";

#[tokio::test]
async fn the_project_s_tables_are_listed_without_the_bookkeeping() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    let tables = session.tables().await.unwrap();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["posts", "users"]);
    assert_eq!(tables[1].comment.as_deref(), Some("people"));
    assert!(tables[1].size_bytes.unwrap() > 0);
    assert!(!tables[1].rows_exact);
    assert!(tables[1].rows.is_some());
    assert!(session.info().await.unwrap().size_bytes > 0);
}

#[tokio::test]
async fn rows_are_counted() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    assert_eq!(session.count("users").await.unwrap(), Some(2));
    let qualified = format!("{}.users", database.name);
    assert_eq!(session.count(&qualified).await.unwrap(), Some(2));
    assert_eq!(session.count("nowhere").await.unwrap(), None);
    assert_eq!(session.count("gp_no_such.users").await.unwrap(), None);
    assert_eq!(session.count("users` WHERE 0 -- ").await.unwrap(), None);
}

#[tokio::test]
async fn a_table_is_described_with_its_parts() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    assert!(session.describe("nowhere").await.unwrap().is_none());

    let users = session.describe("users").await.unwrap().unwrap();
    assert_eq!(users.kind, "table");
    assert_eq!(users.comment.as_deref(), Some("people"));
    let columns: Vec<(&str, bool, Option<&str>)> = users
        .columns
        .iter()
        .map(|column| {
            (
                column.name.as_str(),
                column.nullable,
                column.default.as_deref(),
            )
        })
        .collect();
    assert_eq!(columns[0], ("id", false, Some("auto_increment")));
    assert_eq!((columns[1].0, columns[1].1), ("name", false));
    assert!(columns[1].2.unwrap().contains('x'));
    assert!(
        columns[2].2.unwrap().starts_with("as (lcase(")
            || columns[2].2.unwrap().starts_with("as (lower(")
    );
    assert_eq!(columns[3], ("age", true, None));
    assert_eq!(users.columns[1].data_type, "varchar(50)");
    assert_eq!(
        users.columns[1].comment.as_deref(),
        Some("how they are called")
    );
}

#[tokio::test]
async fn the_keys_of_a_table_are_described() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    let users = session.describe("users").await.unwrap().unwrap();
    assert!(users.indexes[0].primary && users.indexes[0].unique);
    assert_eq!(users.indexes[1].name, "users_name");
    assert_eq!(users.indexes[1].definition, "btree (name(10), age desc)");
    assert!(users.indexes[1].unique && !users.indexes[1].primary);
    assert_eq!(users.referenced_by, ["posts (user_id)"]);
    assert_eq!(users.checks.len(), 1);
    assert_eq!(users.triggers, ["touch"]);

    let posts = session
        .describe(&format!("{}.posts", database.name))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(posts.foreign_keys[0].name.as_deref(), Some("posts_user"));
    assert_eq!(
        posts.foreign_keys[0].definition,
        "(user_id) → users (id) on delete cascade"
    );
    assert_eq!(
        session.describe("adults").await.unwrap().unwrap().kind,
        "view"
    );
}

#[tokio::test]
async fn two_databases_with_one_schema_have_one_catalog() {
    let (Some(left), Some(right)) = (database().await, database().await) else {
        return;
    };
    let (mut left, mut right) = (left.session().await, right.session().await);
    left.run(SCHEMA).await.unwrap();
    right.run(SCHEMA).await.unwrap();
    right.run("INSERT INTO users (name, age) VALUES ('c', 1); INSERT INTO __glowplug_history VALUES (1); ALTER TABLE __glowplug_history ADD b INT").await.unwrap();
    let catalog = left.catalog().await.unwrap();
    assert_eq!(catalog, right.catalog().await.unwrap());
    for kind in [
        "table users",
        "column users.name",
        "index users.users_name",
        "foreign key posts.",
        "view adults",
        "procedure p",
        "trigger users.touch",
        "event e",
        "check users.",
    ] {
        assert!(
            catalog.iter().any(|line| line.starts_with(kind)),
            "{kind}: {catalog:#?}"
        );
    }
}

#[tokio::test]
async fn every_change_changes_the_catalog() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    let mut before = session.catalog().await.unwrap();
    for sql in [
        "ALTER TABLE users COMMENT 'others'",
        "ALTER TABLE users ADD COLUMN more INT",
        "ALTER TABLE users MODIFY more BIGINT",
        "ALTER TABLE users ALTER more SET DEFAULT 5",
        "ALTER TABLE users MODIFY more BIGINT COMMENT 'x'",
        "CREATE INDEX i ON users (more)",
        "ALTER TABLE users DROP CONSTRAINT users_age",
        "ALTER TABLE posts DROP FOREIGN KEY posts_user",
        "CREATE OR REPLACE VIEW adults AS SELECT id FROM users WHERE age > 20",
        "DROP TRIGGER touch",
        "DROP PROCEDURE p",
        "CREATE PROCEDURE p(IN a BIGINT, OUT b INT) COMMENT 'c' SET b = a",
        "DROP EVENT e",
        "ALTER TABLE posts PARTITION BY HASH (id) PARTITIONS 2",
        "CREATE TABLE t (a INT) COLLATE utf8mb4_bin",
        "ALTER TABLE t COLLATE utf8mb4_unicode_ci",
    ] {
        session.run(sql).await.unwrap();
        let after = session.catalog().await.unwrap();
        assert_ne!(before, after, "{sql}");
        before = after;
    }
}
