//! What a failed statement says.

use glowplug::error::{Class, ServerError};
use glowplug::model::Value;
use glowplug::session::Caching;
use mysql_async::prelude::Queryable;

use crate::support::mysql::database;

const FAILURES: [(&str, Class, &str); 14] = [
    ("SELECT * FROM nowhere", Class::Missing, "42S02 (1146)"),
    ("SELECT nothing FROM t", Class::Missing, "42S22 (1054)"),
    ("DROP TABLE nowhere", Class::Missing, "42S02 (1051)"),
    (
        "ALTER TABLE t DROP COLUMN nothing",
        Class::Missing,
        "42000 (1091)",
    ),
    ("DROP PROCEDURE nowhere", Class::Missing, "42000 (1305)"),
    ("CREATE TABLE t (a INT)", Class::Exists, "42S01 (1050)"),
    ("ALTER TABLE t ADD a INT", Class::Exists, "42S21 (1060)"),
    (
        "INSERT INTO t VALUES (1, 1)",
        Class::Constraint,
        "23000 (1062)",
    ),
    (
        "INSERT INTO u VALUES (2)",
        Class::Constraint,
        "23000 (1452)",
    ),
    ("DELETE FROM t", Class::Constraint, "23000 (1451)"),
    (
        "INSERT INTO t VALUES (2, NULL)",
        Class::Constraint,
        "23000 (1048)",
    ),
    ("SELEC 1", Class::Syntax, "42000 (1064)"),
    (
        "USE gp_no_such_database",
        Class::MissingDatabase,
        "42000 (1049)",
    ),
    (
        "SELECT SLEEP('a' + 1) FROM (SELECT 1 UNION SELECT 2) x WHERE (SELECT a FROM (SELECT 1 AS a UNION SELECT 2) y)",
        Class::Other,
        "21000 (1242)",
    ),
];

#[tokio::test]
async fn every_failure_has_its_class_and_code() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "CREATE TABLE t (a INT PRIMARY KEY, b INT NOT NULL, CHECK (a > 0)); \
               CREATE TABLE u (a INT, CONSTRAINT u_a FOREIGN KEY (a) REFERENCES t (a)); \
               INSERT INTO t VALUES (1, 1); INSERT INTO u VALUES (1)";
    session.run(sql).await.unwrap();
    for (sql, class, code) in FAILURES {
        let by_text = session.run(sql).await.unwrap_err();
        let prepared = session.execute(sql, &[], Caching::Once).await.unwrap_err();
        for error in [by_text, prepared] {
            assert_eq!(error.class, class, "{sql}: {error:?}");
            assert_eq!(error.code.as_deref(), Some(code), "{sql}: {error:?}");
            assert!(!error.message.is_empty());
        }
    }
}

#[tokio::test]
async fn a_trigger_that_does_not_exist_is_no_lost_connection() {
    let database = database!();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    let sql = "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW FOLLOWS nowhere SET NEW.a = 1";
    // MariaDB's number for it is MySQL's for a session that was idle for too long.
    let error = session.run(sql).await.unwrap_err();
    assert_eq!(error.class, Class::Missing, "{error:?}");
    session.run("SELECT 1").await.unwrap();
}

#[tokio::test]
async fn warnings_before_an_error_do_not_hide_it() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "DROP TABLE IF EXISTS a, b, c; SELECT 1/0; DROP TABLE IF EXISTS d; SELECT * FROM e";
    let error = session.run(sql).await.unwrap_err();
    assert_eq!(error.code.as_deref(), Some("42S02 (1146)"));
}

#[tokio::test]
async fn an_error_within_triggers_and_routines_has_its_class_and_code() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "CREATE TABLE t (a INT PRIMARY KEY); CREATE TABLE u (a INT); CREATE TABLE v (a INT); \
               CREATE TRIGGER t_in BEFORE INSERT ON t FOR EACH ROW INSERT INTO u VALUES (NEW.a); \
               CREATE TRIGGER u_in BEFORE INSERT ON u FOR EACH ROW INSERT INTO v VALUES (NEW.a); \
               CREATE PROCEDURE p() SELECT a FROM v; DROP TABLE v";
    session.run(sql).await.unwrap();
    for sql in ["INSERT INTO t VALUES (1)", "CALL p()"] {
        let error = session.run(sql).await.unwrap_err();
        assert_eq!(error.class, Class::Missing, "{error:?}");
        assert_eq!(error.code.as_deref(), Some("42S02 (1146)"), "{error:?}");
    }
}

#[tokio::test]
async fn a_syntax_error_says_where() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "SELECT 1,\n  2\nFRM\n  t";
    let error = session.run(sql).await.unwrap_err();
    assert_eq!(
        error.offset.map(|offset| &sql[offset..]),
        Some("t"),
        "{error:?}"
    );
    let error = session.run("CREATE TABLE t (a INT").await.unwrap_err();
    assert_eq!(
        error.offset,
        Some("CREATE TABLE t (a INT".len()),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_bound_value_is_in_no_error() {
    let database = database!();
    let mut session = database.session().await;
    let values = [Value::from("secret")];
    let failed = session
        .query("SELECT * FROM nowhere WHERE a = ?", &values, Caching::Once)
        .await;
    assert!(!format!("{failed:?}").contains("secret"));
    let more = session
        .query("SELECT 1", &values, Caching::Once)
        .await
        .unwrap_err();
    assert_eq!(more.class, Class::Other, "{more:?}");
    let fewer = session
        .query("SELECT ?, ?", &values, Caching::Once)
        .await
        .unwrap_err();
    assert_eq!(fewer.class, Class::Other, "{fewer:?}");
}

async fn lost(sql: &str) -> ServerError {
    let database = database().await.unwrap();
    let mut session = database.session().await;
    let id = session
        .query("SELECT CONNECTION_ID()", &[], Caching::Once)
        .await
        .unwrap();
    let id = id.rows[0][0].as_integer().unwrap();
    let mut connection = database.connection().await;
    let kill = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        connection.query_drop(format!("KILL {id}")).await.unwrap();
    };
    let (_, result) = tokio::join!(kill, session.run(sql));
    let error = match result {
        Err(error) => error,
        Ok(()) => session.run("SELECT 1").await.unwrap_err(),
    };
    assert_eq!(
        session.run("SELECT 1").await.unwrap_err().class,
        Class::ConnectionLost
    );
    error
}

#[tokio::test]
async fn a_lost_connection_is_told() {
    if database().await.is_none() {
        return;
    }
    for sql in ["SELECT SLEEP(5)", "SELECT 1"] {
        let error = lost(sql).await;
        assert_eq!(error.class, Class::ConnectionLost, "{sql}: {error:?}");
        assert!(!error.message.is_empty());
    }
}

#[tokio::test]
async fn a_deadlock_is_a_conflict() {
    let database = database!();
    let mut session = database.session().await;
    let mut other = database.connection().await;
    let sql = "CREATE TABLE t (a INT PRIMARY KEY, b INT) ENGINE = InnoDB; \
               INSERT INTO t VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)";
    session.run(sql).await.unwrap();
    // The transaction that wrote less is the one that goes.
    let sql = "START TRANSACTION; UPDATE t SET b = 1 WHERE a > 2; UPDATE t SET b = 1 WHERE a = 2";
    other.query_drop(sql).await.unwrap();
    session
        .run("START TRANSACTION; UPDATE t SET b = 1 WHERE a = 1")
        .await
        .unwrap();
    let (theirs, ours) = tokio::join!(other.query_drop("UPDATE t SET b = 2 WHERE a = 1"), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        session.run("UPDATE t SET b = 2 WHERE a = 2").await
    });
    theirs.unwrap();
    assert_eq!(ours.unwrap_err().class, Class::Conflict);
}
