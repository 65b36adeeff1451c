//! Statements, values and errors.

use glowplug::error::Class;
use glowplug::model::Value;
use glowplug::session::{Access, Caching};

use super::{firsts, number};
use crate::support::TempSqlite;

#[tokio::test]
async fn values_of_every_storage_class_survive_a_round_trip() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let values = [
        Value::Null,
        Value::Bool(true),
        Value::Integer(i64::MIN),
        Value::Real(0.1),
        Value::Text("größe\u{1F600}".to_owned()),
        Value::Text(String::new()),
        Value::Bytes(vec![0, 255]),
    ];
    for reuse in [Caching::Once, Caching::Prepared, Caching::Prepared] {
        let rows = session
            .query("SELECT ?, ?, ?, ?, ?, ?, ?", &values, reuse)
            .await
            .unwrap();
        let mut expected = values.to_vec();
        expected[1] = Value::Integer(1);
        assert_eq!(rows.rows[0].values(), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_on_a_runtime_with_many_threads() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    assert_eq!(number(&mut *session, "SELECT count(*) FROM t").await, 0);
}

#[tokio::test]
async fn a_cancelled_statement_does_not_panic_and_the_next_waits_for_it() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let long = "CREATE TABLE t AS WITH RECURSIVE n(i) AS \
                (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n";
    let wait = std::time::Duration::from_millis(5);
    let cancelled = tokio::time::timeout(wait, session.run(long)).await;
    assert!(cancelled.is_err());
    assert_eq!(
        number(&mut *session, "SELECT count(*) FROM t").await,
        300_000
    );
}

#[tokio::test]
async fn empty_answers_have_names_of_columns() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a, \"b c\")").await.unwrap();
    for sql in [
        "SELECT * FROM t -- none",
        "WITH x AS (SELECT * FROM t) SELECT * FROM x;",
        "SELECT a, \"b c\" FROM t WHERE a = 1",
    ] {
        let rows = session.query(sql, &[], Caching::Once).await.unwrap();
        assert_eq!(*rows.columns, ["a".to_owned(), "b c".to_owned()], "{sql}");
        assert!(rows.rows.is_empty(), "{sql}");
    }
    let written = "WITH x AS (SELECT 1) DELETE FROM t";
    let rows = session.query(written, &[], Caching::Once).await.unwrap();
    assert!(rows.columns.is_empty());
}

#[tokio::test]
async fn execute_counts_rows_and_tells_the_new_key() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let mut execute = async |sql: &str| {
        let executed = session.execute(sql, &[], Caching::Once).await.unwrap();
        (executed.rows_affected, executed.last_insert_id)
    };
    execute("CREATE TABLE t (id integer PRIMARY KEY, a text)").await;
    assert_eq!(
        execute("INSERT INTO t (a) VALUES ('x'), ('y')").await,
        (2, Some(2))
    );
    assert_eq!(execute("CREATE TABLE u (a)").await, (0, None));
    assert_eq!(
        execute("UPDATE t SET a = replace(a, 'x', 'z')").await,
        (2, None)
    );
    assert_eq!(
        execute("INSERT OR IGNORE INTO t VALUES (1, '')").await,
        (0, None)
    );
    assert_eq!(execute("/* all */ DELETE FROM t").await, (2, None));
    assert_eq!(
        execute("WITH n(i) AS (SELECT 7) INSERT INTO t SELECT i, '' FROM n").await,
        (1, Some(7))
    );
}

#[tokio::test]
async fn show_gives_text_as_sqlite_writes_it() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let shown = session
        .query_text(
            "SELECT 1 AS a, 1.0 AS b, NULL AS c, x'0aFF' AS d, 'x' AS e",
            Access::ReadOnly,
        )
        .await
        .unwrap();
    assert_eq!(shown.columns, ["a", "b", "c", "d", "e"]);
    let expected = [Some("1"), Some("1.0"), None, Some("X'0AFF'"), Some("x")];
    assert_eq!(
        shown.rows,
        [expected.map(|text| text.map(str::to_owned)).to_vec()]
    );
    assert_eq!(shown.affected, None);

    session.run("CREATE TABLE t (a)").await.unwrap();
    let shown = session
        .query_text("INSERT INTO t VALUES (1), (2)", Access::Write)
        .await;
    assert_eq!(shown.unwrap().affected, Some(2));
}

#[tokio::test]
async fn show_for_reading_refuses_every_way_to_write() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    let other = database.folder().join("other.db");
    for sql in [
        "INSERT INTO t VALUES (1)",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "CREATE TABLE u (a)",
        "PRAGMA user_version = 7",
        "PRAGMA user_version(7)",
        "PRAGMA query_only = 0",
        "EXPLAIN PRAGMA query_only = 0",
        "PRAGMA journal_mode = WAL",
        "VACUUM",
        "-- hidden\nBEGIN",
        &format!("VACUUM INTO '{}'", other.display()),
        &format!("ATTACH '{}' AS other", other.display()),
    ] {
        let refused = session.query_text(sql, Access::ReadOnly).await.unwrap_err();
        assert_eq!(refused.class, Class::ReadOnly, "{sql}");
    }
    assert!(!other.exists());
    let columns = session
        .query_text("PRAGMA table_info(t)", Access::ReadOnly)
        .await
        .unwrap();
    assert_eq!(columns.rows.len(), 1);
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    assert_eq!(number(&mut *session, "PRAGMA query_only").await, 0);
}

#[tokio::test]
async fn a_full_disk_has_its_class() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    // SQLite's own limit gives the error of a full disk, SQLITE_FULL.
    session.run("PRAGMA max_page_count = 3").await.unwrap();
    let sql = "INSERT INTO t VALUES (zeroblob(100000))";
    let error = session.run(sql).await.unwrap_err();
    assert_eq!(error.class, Class::DiskFull, "{error:?}");
}

#[tokio::test]
async fn errors_are_classed() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session
        .run("CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a text NOT NULL CHECK (a <> ''), b integer UNIQUE REFERENCES p)")
        .await
        .unwrap();
    session.run("INSERT INTO p VALUES (1)").await.unwrap();
    session.run("INSERT INTO t VALUES ('x', 1)").await.unwrap();
    for (sql, class) in [
        ("SELEKT 1", Class::Syntax),
        ("SELECT 'abc", Class::Syntax),
        ("SELECT (1", Class::Syntax),
        ("SELECT * FROM nowhere", Class::Missing),
        ("SELECT nam FROM t", Class::Missing),
        ("DROP INDEX nowhere", Class::Missing),
        ("INSERT INTO t (c) VALUES (1)", Class::Missing),
        ("CREATE TABLE t (a)", Class::Exists),
        ("ALTER TABLE t ADD COLUMN a", Class::Exists),
        ("INSERT INTO t VALUES (NULL, 1)", Class::Constraint),
        ("INSERT INTO t VALUES ('', 1)", Class::Constraint),
        ("INSERT INTO t VALUES ('y', 1)", Class::Constraint),
        ("INSERT INTO t VALUES ('y', 2)", Class::Constraint),
        ("ALTER TABLE t ADD COLUMN c NOT NULL", Class::Constraint),
        ("BEGIN; VACUUM", Class::RefusesTransaction),
        ("PRAGMA journal_mode = WAL", Class::RefusesTransaction),
        ("PRAGMA synchronous = OFF", Class::RefusesTransaction),
    ] {
        let failed = session.run(sql).await.unwrap_err();
        assert_eq!(failed.class, class, "{sql}: {failed}");
        assert!(failed.code.is_some(), "{sql}");
    }
}

#[tokio::test]
async fn syntax_errors_point_at_the_token() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    for (sql, rest) in [
        ("SELECT 1 FORM t", "t"),
        ("DELETE FROM t WHERE WHERE a = 1", "WHERE a = 1"),
        ("INSERT INTO t VALUES ('WHERE') WHERE", "WHERE"),
        ("SELECT a, nam FROM t", "nam FROM t"),
        ("SELECT * FROM nowhere -- it", "nowhere -- it"),
        ("SELECT 'abc", "'abc"),
        ("SELECT (1 ", " "),
    ] {
        let failed = session.run(sql).await.unwrap_err();
        let offset = failed.offset.unwrap_or_else(|| panic!("{sql}: {failed}"));
        assert_eq!(&sql[offset..], rest, "{sql}: {failed}");
    }
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session
        .run("DELETE FROM t WHERE 1 WHERE 1")
        .await
        .unwrap_err();
    assert_eq!(firsts(&mut *session, "SELECT a FROM t").await.len(), 1);
}

#[tokio::test]
async fn of_several_statements_the_failing_one_is_told() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    let sql = "CREATE TABLE t (a);\nINSERT INTO t VALUES (1);\nSELECT * FROM nowhere; DROP TABLE t";
    let failed = session.run(sql).await.unwrap_err();
    assert_eq!(failed.completed, Some(2));
    assert_eq!(failed.offset, sql.find("nowhere"));
    assert_eq!(number(&mut *session, "SELECT count(*) FROM t").await, 1);
}

#[tokio::test]
async fn show_refuses_several_statements() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    for access in [Access::ReadOnly, Access::Write] {
        let refused = session
            .query_text("SELECT 1; CREATE TABLE t (a)", access)
            .await
            .unwrap_err();
        assert_eq!(refused.class, Class::Syntax);
        session.query_text("SELECT 1;", access).await.unwrap();
    }
}

#[tokio::test]
async fn triggers_stay_in_one_piece() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session
        .run(
            "CREATE TABLE t (a);
              CREATE TRIGGER twice AFTER INSERT ON t WHEN new.a < 2 BEGIN
                  INSERT INTO t VALUES (7); UPDATE t SET a = CASE a WHEN 7 THEN 8 ELSE a END;
              END;
              INSERT INTO t VALUES (1)",
        )
        .await
        .unwrap();
    assert_eq!(number(&mut *session, "SELECT sum(a) FROM t").await, 9);
}
