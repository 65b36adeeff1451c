//! Statements, values and rows.

use glowplug::error::Class;
use glowplug::model::Value;
use glowplug::session::{Access, Caching, Session};

async fn one(session: &mut dyn Session, sql: &str) -> Value {
    let answer = session.query(sql, &[], Caching::Once).await.unwrap();
    answer.rows[0][0].clone()
}

fn text(text: &str) -> Value {
    Value::from(text)
}

#[tokio::test]
async fn every_bound_value_comes_back() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "CREATE TABLE t (i BIGINT, r DOUBLE, t TEXT, b BLOB, o BOOL, n INT)";
    session.run(sql).await.unwrap();
    let values = [
        Value::Integer(i64::MIN),
        Value::Real(0.1),
        text("it's \\ 'ü' 🦀"),
        Value::Bytes(vec![0, 1, 0xFF]),
        Value::Bool(true),
        Value::Null,
    ];
    for reuse in [Caching::Once, Caching::Prepared, Caching::Prepared] {
        let sql = "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)";
        let executed = session.execute(sql, &values, reuse).await.unwrap();
        assert_eq!(executed.rows_affected, 1);
    }
    let answer = session
        .query("SELECT * FROM t", &[], Caching::Prepared)
        .await
        .unwrap();
    assert_eq!(answer.rows.len(), 3);
    assert_eq!(&*answer.columns, ["i", "r", "t", "b", "o", "n"]);
    for row in &answer.rows {
        assert_eq!(row.values()[..4], values[..4]);
        assert_eq!(row.get("o").unwrap(), &Value::Integer(1));
        assert_eq!(row[5], Value::Null);
    }
}

#[tokio::test]
async fn every_type_is_read() {
    let database = database!();
    let mut session = database.session().await;
    for (sql, expected) in [
        ("CAST(-128 AS SIGNED)", Value::Integer(-128)),
        ("18446744073709551615", text("18446744073709551615")),
        ("CAST(5 AS UNSIGNED)", Value::Integer(5)),
        ("1 = 1", Value::Integer(1)),
        ("12.50", text("12.50")),
        ("1e0 / 3", Value::Real(1.0 / 3.0)),
        ("DATE '2024-02-29'", text("2024-02-29")),
        (
            "TIMESTAMP '2024-02-29 01:02:03'",
            text("2024-02-29 01:02:03"),
        ),
        (
            "TIMESTAMP '2024-02-29 01:02:03.25'",
            text("2024-02-29 01:02:03.250"),
        ),
        (
            "TIMESTAMP '2024-02-29 01:02:03.000001'",
            text("2024-02-29 01:02:03.000001"),
        ),
        ("TIME '-100:02:03'", text("-100:02:03")),
        ("TIME '01:02:03.5'", text("01:02:03.500")),
        ("'a'", text("a")),
        ("x'00FF'", Value::Bytes(vec![0, 0xFF])),
        ("NULL", Value::Null),
        ("JSON_OBJECT('a', 1)", text("{\"a\": 1}")),
    ] {
        assert_eq!(
            one(&mut *session, &format!("SELECT {sql}")).await,
            expected,
            "{sql}"
        );
    }
}

#[tokio::test]
async fn every_type_of_column_is_read() {
    let database = database!();
    let mut session = database.session().await;
    for (column, literal, expected) in [
        ("TINYINT", "-5", Value::Integer(-5)),
        ("TINYINT UNSIGNED", "255", Value::Integer(255)),
        ("SMALLINT", "-300", Value::Integer(-300)),
        ("MEDIUMINT", "-70000", Value::Integer(-70000)),
        ("INT UNSIGNED", "4294967295", Value::Integer(4_294_967_295)),
        ("BIGINT", "-9223372036854775808", Value::Integer(i64::MIN)),
        ("FLOAT", "0.1", Value::Real(0.1)),
        ("DOUBLE", "-2.5e-300", Value::Real(-2.5e-300)),
        ("DECIMAL(10,3)", "7", text("7.000")),
        ("BIT(10)", "b'1000000001'", Value::Integer(513)),
        ("YEAR", "2024", Value::Integer(2024)),
        (
            "DATETIME(6)",
            "'2024-01-02 03:04:05.678901'",
            text("2024-01-02 03:04:05.678901"),
        ),
        (
            "TIMESTAMP",
            "'2024-01-02 03:04:05'",
            text("2024-01-02 03:04:05"),
        ),
        ("TIME", "'-838:59:59'", text("-838:59:59")),
        ("ENUM('a', 'b')", "'b'", text("b")),
        ("SET('a', 'b')", "'a,b'", text("a,b")),
        ("JSON", "'[1]'", text("[1]")),
        ("BINARY(3)", "x'01FF00'", Value::Bytes(vec![1, 0xFF, 0])),
        ("LONGTEXT COLLATE utf8mb4_bin", "'ü'", text("ü")),
    ] {
        session
            .run(&format!("CREATE OR REPLACE TABLE t (c {column})"))
            .await
            .unwrap();
        session
            .run(&format!("INSERT INTO t VALUES ({literal})"))
            .await
            .unwrap();
        assert_eq!(
            one(&mut *session, "SELECT c FROM t").await,
            expected,
            "{column}"
        );
    }
}

#[tokio::test]
async fn a_type_that_cannot_be_read_is_an_error_and_the_session_goes_on() {
    let database = database!();
    let mut session = database.session().await;
    let shown = session
        .query("SELECT POINT(1, 2) AS place", &[], Caching::Once)
        .await;
    let error = shown.unwrap_err();
    assert!(error.message.contains("`place`"), "{error:?}");
    assert_eq!(one(&mut *session, "SELECT 1").await, Value::Integer(1));
}

#[tokio::test]
async fn inserted_keys_and_rows_are_counted() {
    let database = database!();
    let mut session = database.session().await;
    session
        .run("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v INT)")
        .await
        .unwrap();
    let mut execute = async |sql: &str| session.execute(sql, &[], Caching::Once).await.unwrap();
    let inserted = execute("INSERT INTO t (v) VALUES (1), (2)").await;
    assert_eq!(
        (inserted.rows_affected, inserted.last_insert_id),
        (2, Some(1))
    );
    let updated = execute("UPDATE t SET v = 2").await;
    assert_eq!((updated.rows_affected, updated.last_insert_id), (2, None));
    let created = execute("CREATE TABLE u (a INT)").await;
    assert_eq!(created.rows_affected, 0);
}

#[tokio::test]
async fn what_the_server_cannot_prepare_is_sent_as_text() {
    let database = database!();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    let executed = session
        .execute("LOCK TABLES t READ", &[], Caching::Once)
        .await
        .unwrap();
    assert_eq!(executed.rows_affected, 0);
    assert!(session.run("INSERT INTO t VALUES (1)").await.is_err());
    session
        .execute("UNLOCK TABLES", &[], Caching::Once)
        .await
        .unwrap();
    session
        .query("XA START 'gp'", &[], Caching::Once)
        .await
        .unwrap();
}

#[tokio::test]
async fn several_statements_run_at_once() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "CREATE TABLE t (a INT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)";
    session.run(sql).await.unwrap();
    assert_eq!(one(&mut *session, "SELECT SUM(a) FROM t").await, text("3"));
}

#[tokio::test]
async fn a_comment_for_another_version_is_nothing_to_do() {
    let database = database!();
    let mut session = database.session().await;
    session
        .run("/*!999999 CREATE TABLE t (a INT) */")
        .await
        .unwrap();
    assert!(session.existing_tables(&["t"]).await.unwrap().is_empty());
}

#[tokio::test]
async fn answers_for_people_are_text() {
    let database = database!();
    let mut session = database.session().await;
    let sql = "SELECT 1 AS a, 0.5e0 AS b, NULL AS c, x'FF00' AS d, 'x' AS e, 1e15 AS f, 1e-7 AS g";
    let shown = session.query_text(sql, Access::ReadOnly).await.unwrap();
    assert_eq!(shown.columns, ["a", "b", "c", "d", "e", "f", "g"]);
    let texts: Vec<Option<&str>> = shown.rows[0].iter().map(Option::as_deref).collect();
    let expected = [
        Some("1"),
        Some("0.5"),
        None,
        Some("0xFF00"),
        Some("x"),
        Some("1e15"),
        Some("0.0000001"),
    ];
    assert_eq!(texts, expected);
    assert_eq!(shown.affected, None);

    let sql = "SELECT 1 AS a, 2 AS b FROM DUAL WHERE FALSE -- nothing";
    let empty = session.query_text(sql, Access::ReadOnly).await.unwrap();
    assert_eq!(empty.columns, ["a", "b"]);
    assert!(empty.rows.is_empty());
    assert_eq!(empty.affected, None);
}

#[tokio::test]
async fn numbers_for_people_look_as_the_server_writes_them() {
    let database = database!();
    let mut session = database.session().await;
    for number in [
        "1e14",
        "1.5e15",
        "-1e20",
        "1e-15",
        "2.5e-16",
        "0.1",
        "0",
        "123456.789",
    ] {
        let sql = format!("SELECT {number} + 0e0, CONCAT({number} + 0e0)");
        let shown = session.query_text(&sql, Access::ReadOnly).await.unwrap();
        assert_eq!(shown.rows[0][0], shown.rows[0][1], "{number}");
    }
}

#[tokio::test]
async fn writing_for_people_counts_rows() {
    let database = database!();
    let mut session = database.session().await;
    session
        .query_text("CREATE TABLE t (a INT)", Access::Write)
        .await
        .unwrap();
    let shown = session
        .query_text("INSERT INTO t VALUES (1), (2)", Access::Write)
        .await
        .unwrap();
    assert_eq!(shown.affected, Some(2));
    assert!(shown.columns.is_empty());
}

#[tokio::test]
async fn what_only_reads_cannot_write() {
    let database = database!();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    session.run("CREATE FUNCTION f() RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO t VALUES (1); RETURN 1; END").await.unwrap();
    for sql in [
        "INSERT INTO t VALUES (1)",
        "DROP TABLE t",
        "/*! DROP TABLE t */",
        "SET GLOBAL max_connections = 151",
        "SELECT f()",
        "SELECT 1 INTO OUTFILE '/tmp/gp_never_written'",
        "COMMIT",
        "CALL p()",
        "TRUNCATE t",
    ] {
        let error = session.query_text(sql, Access::ReadOnly).await.unwrap_err();
        assert_eq!(error.class, Class::ReadOnly, "{sql}: {error:?}");
    }
    assert!(
        session
            .query_text("SELECT 1; DROP TABLE t", Access::ReadOnly)
            .await
            .is_err()
    );
    assert_eq!(
        one(&mut *session, "SELECT COUNT(*) FROM t").await,
        Value::Integer(0)
    );
    for sql in [
        "SHOW TABLES",
        "(SELECT 1)",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "DESC t",
        "EXPLAIN SELECT * FROM t",
    ] {
        let shown = session.query_text(sql, Access::ReadOnly).await.unwrap();
        assert!(!shown.rows.is_empty(), "{sql}");
    }
}
