//! Every kind of change is seen in the schema as data, and the lines of the catalog, which are
//! read in another way, see it too.

use glowplug::catalog::Object;
use glowplug::session::Caching;
use glowplug_schema::change::{Change, Strategy};
use glowplug_schema::dialect;

use crate::support::mysql::database;

const SCHEMA: &str = include_str!("../../../../glowplug/tests/it/mysql/schema.sql");

/// Changes that both must see.
const CHANGES: [&str; 47] = [
    "ALTER TABLE users COMMENT 'others'",
    "ALTER TABLE users ADD COLUMN more INT",
    "ALTER TABLE users RENAME COLUMN more TO most",
    "ALTER TABLE users MODIFY most BIGINT",
    "ALTER TABLE users MODIFY most BIGINT UNSIGNED",
    "ALTER TABLE users MODIFY most VARCHAR(20)",
    "ALTER TABLE users MODIFY most VARCHAR(30)",
    "ALTER TABLE users MODIFY most VARCHAR(30) COLLATE utf8mb4_bin",
    "ALTER TABLE users MODIFY most VARCHAR(30) COLLATE utf8mb4_bin NOT NULL",
    "ALTER TABLE users ALTER most SET DEFAULT 'x'",
    "ALTER TABLE users ALTER most SET DEFAULT 'X'",
    "ALTER TABLE users MODIFY most VARCHAR(30) INVISIBLE",
    "ALTER TABLE users MODIFY most VARCHAR(30) COMMENT 'c'",
    "ALTER TABLE users DROP COLUMN most",
    "ALTER TABLE users MODIFY mood ENUM('sad', 'ok', 'it''s', 'new') DEFAULT 'ok'",
    "ALTER TABLE users MODIFY seen DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3)",
    "ALTER TABLE users MODIFY twice INT AS (age * 3) STORED",
    "ALTER TABLE users MODIFY small INT CHECK (small > 6)",
    "CREATE INDEX more ON users (active)",
    "ALTER TABLE users RENAME INDEX more TO most",
    "ALTER TABLE users DROP INDEX most, ADD INDEX most (active DESC)",
    "ALTER TABLE users DROP INDEX most, ADD UNIQUE INDEX most (digits)",
    "ALTER TABLE users DROP INDEX most",
    "ALTER TABLE users DROP CONSTRAINT users_adult, ADD CONSTRAINT users_adult CHECK (age > 18)",
    "ALTER TABLE users DROP CONSTRAINT users_adult",
    "ALTER TABLE posts DROP FOREIGN KEY posts_author",
    "ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id)",
    "ALTER TABLE visits DROP PRIMARY KEY",
    "ALTER TABLE users MODIFY id INT UNSIGNED NOT NULL",
    "ALTER TABLE posts ROW_FORMAT = DYNAMIC",
    "ALTER TABLE posts COLLATE utf8mb4_unicode_ci",
    "ALTER TABLE old ENGINE = InnoDB",
    "ALTER TABLE hits PARTITION BY KEY (kind) PARTITIONS 5",
    "ALTER TABLE visits REORGANIZE PARTITION late INTO
        (PARTITION mid VALUES LESS THAN (2010), PARTITION late VALUES LESS THAN MAXVALUE)",
    "CREATE OR REPLACE VIEW checked AS SELECT id FROM posts WHERE id > 4 WITH LOCAL CHECK OPTION",
    "CREATE OR REPLACE VIEW checked AS SELECT id FROM posts WHERE id > 4",
    "CREATE OR REPLACE SQL SECURITY INVOKER VIEW checked AS SELECT id FROM posts WHERE id > 4",
    "DROP VIEW checked",
    "DROP TRIGGER a_second",
    "CREATE OR REPLACE TRIGGER upper_name AFTER INSERT ON users FOR EACH ROW SET @x = 1",
    "CREATE OR REPLACE FUNCTION plus(x BIGINT, y VARCHAR(10)) RETURNS INT DETERMINISTIC RETURN x",
    "CREATE OR REPLACE FUNCTION plus(x BIGINT, y VARCHAR(10)) RETURNS INT DETERMINISTIC RETURN y",
    "DROP PROCEDURE touch",
    "ALTER EVENT daily ON SCHEDULE EVERY 2 DAY",
    "DROP EVENT daily",
    "RENAME TABLE old TO older",
    "DROP TABLE older",
];

/// Changes that the lines do not tell.
const FINER: [&str; 6] = [
    "ALTER TABLE users ALTER INDEX users_ignored NOT IGNORED",
    "ALTER SEQUENCE numbers MAXVALUE 100",
    "ALTER TABLE users PAGE_COMPRESSED = 1",
    "CREATE OR REPLACE ALGORITHM = MERGE VIEW adults AS SELECT id, name AS called FROM users",
    "ALTER EVENT daily ON COMPLETION PRESERVE",
    "ALTER TABLE visits REORGANIZE PARTITION early INTO
        (PARTITION early VALUES LESS THAN (2000) COMMENT = 'later')",
];

#[tokio::test]
async fn every_change_changes_the_schema() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    for sql in FINER {
        let before = session.schema().await.unwrap();
        session.run(sql).await.unwrap();
        assert_ne!(before, session.schema().await.unwrap(), "{sql}");
    }
    let mut before = session.schema().await.unwrap();
    for sql in CHANGES {
        session.run(sql).await.unwrap();
        let after = session.schema().await.unwrap();
        assert_ne!(before, after, "{sql}");
        before = after;
    }
}

#[tokio::test]
async fn what_means_the_same_changes_nothing() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    let before = session.schema().await.unwrap();
    for sql in [
        "ALTER TABLE users MODIFY age INT(11) NOT NULL",
        "ALTER TABLE users ENGINE = InnoDB",
        "ALTER TABLE users AUTO_INCREMENT = 100",
        "ALTER TABLE posts DROP FOREIGN KEY posts_reader",
        "ALTER TABLE posts ADD CONSTRAINT posts_reader FOREIGN KEY (reader) REFERENCES users (id)
            ON UPDATE NO ACTION ON DELETE NO ACTION",
        "ALTER DEFINER = nobody@localhost VIEW checked AS
            SELECT posts.id FROM posts WHERE posts.id > 3 WITH LOCAL CHECK OPTION",
    ] {
        session.run(sql).await.unwrap();
    }
    assert_eq!(before, session.schema().await.unwrap());
}

#[tokio::test]
async fn names_without_backticks_are_taken_without_them() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let answer = session.query(
        "SELECT LOWER(word) FROM information_schema.keywords WHERE word REGEXP '^[A-Z_0-9]+$'",
        &[],
        Caching::Once,
    );
    let rows = answer.await.unwrap().rows;
    let columns: Vec<String> = rows
        .iter()
        .map(|row| format!("`{}` TINYINT", row[0].as_text().unwrap()))
        .collect();
    assert!(columns.len() > 500, "{}", columns.len());
    let sql = format!("CREATE TABLE words ({})", columns.join(", "));
    session.run(&sql).await.unwrap();
    let catalog = session.schema().await.unwrap();
    let mut empty = catalog.clone();
    let table = Object::Table(Box::new(empty.tables.remove(0)));
    for (change, from, to) in [
        (Change::Drop(table.clone()), &catalog, &empty),
        (Change::Create(table), &empty, &catalog),
    ] {
        for step in dialect::of(to.database)
            .emit(&[change], from, to, Strategy::Online)
            .unwrap()
        {
            session.run(&step.sql).await.unwrap();
        }
    }
    assert_eq!(session.schema().await.unwrap(), catalog);
}
