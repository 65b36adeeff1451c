//! A look at the server and its tables.

use std::io::Write as _;
use std::process::{Command, Stdio};

use glowplug::session::{Access, Caching};

use crate::support::mysql::{TestDatabase, database};

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
    let generated = columns[2].2.unwrap();
    let generated = generated.strip_prefix("generated always as (").unwrap();
    assert!(generated.starts_with("lcase(") || generated.starts_with("lower("));
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
    assert_eq!(users.indexes[1].name.as_deref(), Some("users_name"));
    assert_eq!(
        users.indexes[1].definition,
        "UNIQUE btree (name(10), age DESC)"
    );
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
    let catalog = left.schema().await.unwrap();
    assert_eq!(catalog, right.schema().await.unwrap());
}

#[tokio::test]
async fn every_change_changes_the_catalog() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    let mut before = session.schema().await.unwrap();
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
        let after = session.schema().await.unwrap();
        assert_ne!(before, after, "{sql}");
        before = after;
    }
}

/// The driver knows neither `GEOMETRY` nor `VECTOR`.
#[tokio::test]
async fn every_type_is_shown_as_text() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let table = "CREATE TABLE t (id INT PRIMARY KEY, pt POINT, line LINESTRING, area POLYGON,
        pts MULTIPOINT, lines_ MULTILINESTRING, areas MULTIPOLYGON, bag GEOMETRYCOLLECTION,
        any_ GEOMETRY, bits BIT(10), since YEAR, kinds SET('a', 'b'), kind ENUM('a'), js JSON,
        at TIME, small TINYINT(1), price DECIMAL(5,2), bytes VARBINARY(3));
        INSERT INTO t (id, pt, area, any_, bits, since, kinds, kind, js, at, small, price, bytes)
        VALUES (1, ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('POLYGON((0 0,1 1,2 0,0 0))'),
            ST_GeomFromText('POINT(3 4)'), b'101', 2020, 'a,b', 'a', '{}', '-01:00:00', 1, 1.5,
            x'00ff')";
    session.run(table).await.unwrap();
    let all = "SELECT * FROM t";
    let shown = session.query_text(all, Access::ReadOnly).await.unwrap();
    assert_eq!(shown.columns.len(), 18);
    let row: Vec<&str> = shown.rows[0].iter().flatten().map(String::as_str).collect();
    assert_eq!(
        row,
        [
            "1",
            "POINT(1 2)",
            "POLYGON((0 0,1 1,2 0,0 0))",
            "POINT(3 4)",
            "5",
            "2020",
            "a,b",
            "a",
            "{}",
            "-01:00:00",
            "1",
            "1.50",
            "0x00FF"
        ]
    );
    // What has two columns of one name cannot stand in parentheses.
    let twice = "SELECT t.id, t.pt, t.pt FROM t";
    let refused = session
        .query_text(twice, Access::ReadOnly)
        .await
        .unwrap_err();
    assert!(refused.message.contains("ST_AsText(pt)"), "{refused:?}");
    let bound = session.query("SELECT pt FROM t", &[], Caching::Once).await;
    assert!(bound.unwrap_err().message.contains("cannot be read"));
    assert_eq!(session.count("t").await.unwrap(), Some(1));
    assert!(session.describe("t").await.unwrap().is_some());
}

/// A dump writes out what the server has by itself: counters, character sets, who made something.
#[tokio::test]
async fn what_was_dumped_and_restored_is_the_same_schema() {
    let (Some(from), Some(to)) = (database().await, database().await) else {
        return;
    };
    let Some(tools) = Tools::find(&from) else {
        return;
    };
    let mut session = from.session().await;
    session.run(DUMPED).await.unwrap();
    let dump = tools.dump(&from.name);
    tools.restore(&to.name, &dump);
    let (was, is) = (
        session.schema().await.unwrap(),
        to.session().await.schema().await.unwrap(),
    );
    assert_eq!(is, was);
}

const DUMPED: &str = "CREATE TABLE users (
        id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL COMMENT 'it''s a name',
        email VARCHAR(100) CHARACTER SET latin1, js JSON, kind ENUM('a', 'b') DEFAULT 'a',
        price DECIMAL(10, 2) DEFAULT 1.50, ts TIMESTAMP NULL,
        at DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
        more INT AS (price + 1) VIRTUAL, bits BIT(3) DEFAULT b'101',
        bytes VARBINARY(10) DEFAULT 0x6162, pt POINT,
        KEY z (name), UNIQUE KEY a (email), FULLTEXT KEY words (name), CHECK (price > 0)
    ) COMMENT 'people' ROW_FORMAT = DYNAMIC;
    INSERT INTO users (name) VALUES ('a'), ('b');
    CREATE TABLE posts (id INT AUTO_INCREMENT PRIMARY KEY, user_id BIGINT,
        CONSTRAINT own FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
    CREATE TABLE cut (id INT, c INT, PRIMARY KEY (id, c)) PARTITION BY RANGE (c)
        (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN MAXVALUE);
    CREATE VIEW v AS SELECT id, name FROM users WHERE id > 1;
    CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.name = upper(NEW.name);
    CREATE FUNCTION f(k INT) RETURNS INT DETERMINISTIC RETURN k + 1;
    CREATE PROCEDURE p(IN a INT, OUT b INT) SELECT count(*) INTO b FROM users WHERE id > a;
    CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM posts WHERE id < 0";

/// The programs that dump and restore, and how they reach the server.
struct Tools {
    dump: &'static str,
    client: &'static str,
    address: Vec<String>,
}

impl Tools {
    /// `None`, said loudly, where there are none.
    fn find(database: &TestDatabase) -> Option<Self> {
        let programs = [("mariadb-dump", "mariadb"), ("mysqldump", "mysql")];
        let runs = |program: &str| Command::new(program).arg("--version").output().is_ok();
        let found = programs.into_iter().find(|(dump, _)| runs(dump));
        let Some((dump, client)) = found else {
            crate::support::skipped("neither `mariadb-dump` nor `mysqldump` is here");
            return None;
        };
        let url = url::Url::parse(&database.url()).unwrap();
        let mut address = vec![format!("--user={}", url.username())];
        address.extend(
            url.password()
                .map(|password| format!("--password={password}")),
        );
        let socket = url.query_pairs().find(|(key, _)| key.ends_with("socket"));
        match socket.filter(|(key, _)| key != "prefer_socket") {
            Some((_, path)) => address.push(format!("--socket={path}")),
            None => {
                address.push("--protocol=tcp".to_owned());
                address.push(format!("--host={}", url.host_str().unwrap_or("127.0.0.1")));
                address.push(format!("--port={}", url.port().unwrap_or(3306)));
            }
        }
        Some(Self {
            dump,
            client,
            address,
        })
    }

    fn dump(&self, name: &str) -> Vec<u8> {
        let mut dump = Command::new(self.dump);
        dump.args(&self.address);
        dump.args(["--routines", "--events", "--triggers", name]);
        let dumped = dump.output().unwrap();
        assert!(dumped.status.success(), "{dumped:?}");
        dumped.stdout
    }

    fn restore(&self, name: &str, dump: &[u8]) {
        let mut client = Command::new(self.client);
        client.args(&self.address).arg(name).stdin(Stdio::piped());
        let mut running = client.spawn().unwrap();
        running.stdin.take().unwrap().write_all(dump).unwrap();
        assert!(running.wait().unwrap().success());
    }
}
