//! Statement by statement: what took effect, and what did not.

use glowplug::session::{LockAttempt, Resolution, Session};
use glowplug::sql::{Facts, Point, Statement};
use mysql_async::prelude::Queryable;

use crate::support::mysql::database;

fn statement(sql: &str) -> Statement {
    Statement {
        text: sql.to_owned(),
        number: 1,
        point: Point::default(),
        control: None,
        database: glowplug::Database::Mysql,
        facts: Facts::UNKNOWN,
    }
}

/// Each changes something, in this order.
const CHANGES: [&str; 26] = [
    "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, b INT)",
    "ALTER TABLE a ADD COLUMN c INT",
    "ALTER TABLE a COMMENT 'x'",
    "CREATE INDEX a_b ON a (b)",
    "DROP INDEX a_b ON a",
    "CREATE TABLE c (d INT REFERENCES a (id))",
    "ALTER TABLE c ADD CONSTRAINT c_d FOREIGN KEY (d) REFERENCES a (id)",
    "CREATE VIEW v AS SELECT id FROM a",
    "CREATE OR REPLACE VIEW v AS SELECT b FROM a",
    "DROP VIEW v",
    "CREATE TRIGGER r BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1",
    "DROP TRIGGER r",
    "CREATE PROCEDURE p() BEGIN SELECT 1; END",
    "DROP PROCEDURE p",
    "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
    "DROP FUNCTION f",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
    "ALTER EVENT e COMMENT 'x'",
    "DROP EVENT e",
    "RENAME TABLE a TO tmp, c TO a, tmp TO c",
    "ALTER TABLE a RENAME TO z",
    "CREATE TABLE y LIKE z",
    "ALTER TABLE z PARTITION BY HASH (d) PARTITIONS 2",
    "DROP TABLE z, y",
    "DROP TABLE IF EXISTS c",
    "CREATE TABLE w SELECT 1 AS a",
];

#[tokio::test]
async fn what_took_effect_is_told_from_what_did_not() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    for sql in CHANGES {
        // What the partitioning refuses to keep.
        if sql.contains("PARTITION") {
            session.run("ALTER TABLE z DROP FOREIGN KEY c_d").await.ok();
            session
                .run("CREATE OR REPLACE TABLE z (d INT)")
                .await
                .unwrap();
        }
        let statement = statement(sql);
        assert!(session.judge()(&statement).is_nontransactional, "{sql}");
        let note = session.note_before(&statement).await.unwrap();
        let note = note.as_deref();
        assert!(note.is_some(), "{sql}");
        assert_eq!(
            session.resolve_interrupted(&statement, None).await.unwrap(),
            Resolution::Repeat,
            "{sql}"
        );
        assert_eq!(
            session.resolve_interrupted(&statement, note).await.unwrap(),
            Resolution::Repeat,
            "{sql}"
        );
        session.run(sql).await.unwrap();
        assert_eq!(
            session.resolve_interrupted(&statement, note).await.unwrap(),
            Resolution::Applied,
            "{sql}"
        );
    }
}

#[tokio::test]
async fn the_changes_of_others_are_no_effect() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session
        .run("CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY)")
        .await
        .unwrap();
    let statement = statement("ALTER TABLE a ADD b INT");
    let note = session.note_before(&statement).await.unwrap();
    let sql = "INSERT INTO a VALUES (NULL), (NULL); CREATE TABLE other (a INT)";
    database.connection().await.query_drop(sql).await.unwrap();
    let settled = session
        .resolve_interrupted(&statement, note.as_deref())
        .await
        .unwrap();
    assert_eq!(settled, Resolution::Repeat);
}

#[tokio::test]
async fn what_can_be_repeated_is() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run("CREATE TABLE a (b INT)").await.unwrap();
    for sql in [
        "TRUNCATE TABLE a",
        "ANALYZE TABLE a",
        "INSERT INTO a VALUES (1)",
    ] {
        let statement = statement(sql);
        let note = session.note_before(&statement).await.unwrap();
        session.run(sql).await.unwrap();
        let settled = session
            .resolve_interrupted(&statement, note.as_deref())
            .await
            .unwrap();
        assert_eq!(settled, Resolution::Repeat, "{sql}");
    }
}

#[tokio::test]
async fn a_drop_of_several_tables_that_stopped_in_the_middle_is_finished() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session
        .run("CREATE TABLE a (x INT); CREATE TABLE b (x INT)")
        .await
        .unwrap();
    let statement = statement("DROP TABLE a, b");
    let note = session.note_before(&statement).await.unwrap();
    session.run("DROP TABLE a").await.unwrap();
    let settled = session
        .resolve_interrupted(&statement, note.as_deref())
        .await
        .unwrap();
    assert_eq!(settled, Resolution::Applied);
    assert!(
        session
            .existing_tables(&["a", "b"])
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn accounts_and_databases_are_noted() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let name = format!("gp{}", &database.name[database.name.len() - 8..]);
    for sql in [
        format!("CREATE USER {name}"),
        format!("GRANT SELECT ON `{}`.* TO {name}", database.name),
        format!("REVOKE SELECT ON `{}`.* FROM {name}", database.name),
        format!("DROP USER {name}"),
        format!("CREATE DATABASE {name}"),
        format!("DROP DATABASE {name}"),
    ] {
        let statement = statement(&sql);
        let note = session.note_before(&statement).await.unwrap();
        session.run(&sql).await.unwrap();
        let settled = session
            .resolve_interrupted(&statement, note.as_deref())
            .await
            .unwrap();
        assert_eq!(settled, Resolution::Applied, "{sql}");
    }
}

/// The client goes away in the middle of a statement, without a word.
#[tokio::test]
async fn a_dead_client_s_statement_goes_on_and_keeps_the_lock() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session
        .run("CREATE TABLE a (b INT); INSERT INTO a VALUES (1)")
        .await
        .unwrap();
    assert_eq!(session.try_lock().await.unwrap(), LockAttempt::Taken);
    let sql = "CREATE TABLE c SELECT b, SLEEP(1) FROM a";
    let statement = statement(sql);
    let note = session.note_before(&statement).await.unwrap();
    let running = tokio::time::timeout(std::time::Duration::from_millis(200), session.run(sql));
    assert!(running.await.is_err());
    drop(session);

    let mut next = database.session().await;
    assert!(matches!(
        next.try_lock().await.unwrap(),
        LockAttempt::HeldBy(_)
    ));
    take(&mut *next).await;
    let settled = next
        .resolve_interrupted(&statement, note.as_deref())
        .await
        .unwrap();
    assert_eq!(settled, Resolution::Applied);
    assert_eq!(next.count("c").await.unwrap(), Some(1));
}

async fn take(session: &mut dyn Session) {
    for _ in 0..200 {
        if session.try_lock().await.unwrap() == LockAttempt::Taken {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the lock was never given back");
}

#[tokio::test]
async fn a_note_of_one_table_is_quick() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    for number in 0..50 {
        session
            .run(&format!("CREATE TABLE t{number} (a INT, b INT, KEY (b))"))
            .await
            .unwrap();
    }
    let statement = statement("ALTER TABLE t7 ADD c INT");
    session.note_before(&statement).await.unwrap();
    let mut quickest = std::time::Duration::MAX;
    for _ in 0..20 {
        let started = std::time::Instant::now();
        session.note_before(&statement).await.unwrap();
        quickest = quickest.min(started.elapsed());
    }
    assert!(
        quickest < std::time::Duration::from_millis(5),
        "{quickest:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_told_apart_is_repeated() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let statement = statement("TRUNCATE TABLE a");
    assert_eq!(session.note_before(&statement).await.unwrap(), None);
    // It was announced all the same, without a note.
    let settled = session
        .resolve_interrupted(&statement, Some(""))
        .await
        .unwrap();
    assert_eq!(settled, Resolution::Repeat);
}
