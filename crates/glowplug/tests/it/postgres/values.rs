//! Values there and back.

use glowplug::model::Value;
use glowplug::session::{Access, Caching};

use super::support::{both, database, foreign, session};

#[tokio::test]
async fn every_value_comes_back_as_it_went() {
    let database = database().await;
    for mut session in both(&database).await {
        let values = [
            Value::Bool(true),
            Value::Integer(i64::MIN),
            Value::Real(0.1),
            Value::Text("ä'\\ \"$1 \u{1F600}".to_owned()),
            Value::Bytes(vec![0, 255, 7]),
            Value::Null,
        ];
        for reuse in [Caching::Once, Caching::Prepared, Caching::Prepared] {
            let sql = "SELECT $1 a, $2 b, $3 c, $4 d, $5 e, $6::int f";
            let answer = session.query(sql, &values, reuse).await.unwrap();
            assert_eq!(answer.columns.join(""), "abcdef");
            assert_eq!(answer.rows[0].values(), values);
        }
    }
}

#[tokio::test]
async fn a_null_takes_the_type_of_its_place() {
    let database = database().await;
    for mut session in both(&database).await {
        let sql = "CREATE TEMP TABLE a (b int, c timestamptz, d jsonb, e text[])";
        session.run(sql).await.unwrap();
        let values = [Value::Null, Value::Null, Value::Null, Value::Null];
        let done = session
            .execute(
                "INSERT INTO a VALUES ($1, $2, $3, $4)",
                &values,
                Caching::Prepared,
            )
            .await
            .unwrap();
        assert_eq!(done.rows_affected, 1);
    }
}

/// Types and texts, all of which the server itself writes as the text.
const TEXTS: &[(&str, &str)] = &[
    ("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    ("json", "{\"a\":  1}"),
    ("jsonb", "{\"a\": 1}"),
    ("date", "2024-02-29"),
    ("date", "infinity"),
    ("date", "1999-12-31"),
    ("time", "23:59:59.5"),
    ("timestamp", "2024-02-29 01:02:03"),
    ("timestamp", "1999-12-31 23:59:59.000001"),
    ("timestamp", "-infinity"),
    ("timestamptz", "2024-02-29 01:02:03.12+00"),
    ("numeric", "0"),
    ("numeric", "-1.50"),
    ("numeric", "0.00012"),
    ("numeric", "0.0000000012"),
    ("numeric", "10000"),
    ("numeric", "12345678901234567890.123456789"),
    ("numeric", "100000000"),
    ("numeric", "NaN"),
    ("varchar", "a"),
    ("name", "a"),
    ("\"char\"", "a"),
    ("text[]", "{a,\"b c\",NULL,\"NULL\",\"\",\"\\\"\"}"),
    ("text[]", "{}"),
    ("int[]", "{1,2}"),
];

#[tokio::test]
async fn types_beyond_the_six_come_as_the_server_writes_them() {
    let database = database().await;
    for mut session in both(&database).await {
        for (kind, text) in TEXTS {
            let sql = format!("SELECT $1::text::{kind} a");
            let values = [Value::Text((*text).to_owned())];
            let answer = session.query(&sql, &values, Caching::Once).await.unwrap();
            assert_eq!(answer.rows[0][0].as_text(), Some(*text), "{kind}");
        }
    }
}

#[tokio::test]
async fn small_numbers_are_numbers() {
    let database = database().await;
    for mut session in both(&database).await {
        let sql = "SELECT 1::int2, 2::int4, 3::oid, 0.5::float4";
        let answer = session.query(sql, &[], Caching::Once).await.unwrap();
        let expected = [
            Value::Integer(1),
            Value::Integer(2),
            Value::Integer(3),
            Value::Real(0.5),
        ];
        assert_eq!(answer.rows[0].values(), expected);
    }
}

#[tokio::test]
async fn a_type_that_is_not_read_names_its_column() {
    let database = database().await;
    for mut session in both(&database).await {
        let sql = "SELECT 1 AS fine, interval '1 day' AS odd";
        let error = session.query(sql, &[], Caching::Once).await.unwrap_err();
        assert!(error.message.contains("`odd`"), "{error}");
        assert!(error.hint.unwrap().contains("::text"));
    }
}

#[tokio::test]
async fn columns_are_named_even_without_rows() {
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "SELECT 1 AS one, 2 AS two WHERE false";
    let answer = session.query(sql, &[], Caching::Once).await.unwrap();
    assert_eq!(answer.columns.to_vec(), ["one", "two"]);
    let shown = session.query_text(sql, Access::ReadOnly).await.unwrap();
    assert_eq!(shown.columns, ["one", "two"]);
    assert!(shown.rows.is_empty());
}

#[tokio::test]
async fn show_gives_every_type_as_the_server_writes_it() {
    let database = database().await;
    let mut session = session(&database).await;
    session
        .run("CREATE TYPE mood AS ENUM ('fine')")
        .await
        .unwrap();
    let sql = "SELECT 1.50::numeric n, interval '1 day 2 hours' i, ARRAY[[1,2],[3,4]] a,
        'fine'::mood m, '{\"a\":1}'::jsonb j, NULL::int z, true b, 1e20::float8 f,
        '\\x00ff'::bytea y, '1.0.0.0/8'::cidr c, int4range(1, 3) r, ROW(1, 'x') w";
    let shown = session.query_text(sql, Access::ReadOnly).await.unwrap();
    let texts: Vec<&str> = shown.rows[0]
        .iter()
        .map(|value| value.as_deref().unwrap_or("NULL"))
        .collect();
    assert_eq!(shown.columns.concat(), "niamjzbfycrw");
    assert_eq!(
        texts,
        [
            "1.50",
            "1 day 02:00:00",
            "{{1,2},{3,4}}",
            "fine",
            "{\"a\": 1}",
            "NULL",
            "t",
            "1e+20",
            "\\x00ff",
            "1.0.0.0/8",
            "[1,3)",
            "(1,x)"
        ]
    );
}

#[tokio::test]
async fn show_counts_what_a_write_did() {
    let database = database().await;
    let mut session = session(&database).await;
    session.run("CREATE TABLE a (b int)").await.unwrap();
    let sql = "INSERT INTO a VALUES (1), (2), (3)";
    let shown = session.query_text(sql, Access::Write).await.unwrap();
    assert_eq!((shown.affected, shown.columns.len()), (Some(3), 0));
    let sql = "INSERT INTO a VALUES (4) RETURNING b";
    let shown = session.query_text(sql, Access::Write).await.unwrap();
    assert_eq!((shown.affected, shown.rows.len()), (None, 1));
}

#[tokio::test]
async fn a_foreign_connection_shows_the_usual_types() {
    let database = database().await;
    let mut session = foreign(&database).await;
    let sql = "SELECT 1 a, 'x' b, NULL c, true d, '\\x01'::bytea e, 1.5::numeric f";
    let shown = session.query_text(sql, Access::ReadOnly).await.unwrap();
    let texts: Vec<&str> = shown.rows[0]
        .iter()
        .map(|value| value.as_deref().unwrap_or("NULL"))
        .collect();
    assert_eq!(texts, ["1", "x", "NULL", "t", "\\x01", "1.5"]);
}
