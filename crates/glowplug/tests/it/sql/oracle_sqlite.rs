use anyhow::Result;
use diesel::connection::SimpleConnection;
use diesel::deserialize::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::Text;
use glowplug::Database::Sqlite;
use glowplug::sql::{Statement, statements};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Parts of scripts, most of them whole, so that many scripts do something.
const PARTS: &[&str] = &[
    "INSERT INTO t VALUES (",
    "'a;b'",
    "'it''s'",
    "\"x;\"",
    "`x;`",
    "[x;]",
    "x'3b'",
    ")",
    ");",
    ";",
    ",",
    "1",
    "'",
    "/*",
    "*/",
    "/* ; */",
    "/* ' */",
    "-- ; '\n",
    "--",
    "\n",
    "\r\n",
    " ",
    "SELECT ",
    "CREATE TEMP TRIGGER a AFTER INSERT ON t BEGIN ",
    "END",
    "END;",
    "DELETE FROM t;",
    "CASE 1 WHEN 1 THEN 2 END",
    "INSERT INTO t SELECT 1;",
    "INSERT INTO t SELECT 'é;';",
    "$a",
    ".",
];

#[derive(QueryableByName, PartialEq, Debug)]
struct Content {
    #[diesel(sql_type = Text)]
    content: String,
}

/// What a script leaves behind, and whether it runs to its end.
fn run(texts: &[&str]) -> Result<(Vec<Content>, bool)> {
    let mut connection = SqliteConnection::establish(":memory:")?;
    connection.batch_execute("CREATE TABLE t (x)")?;
    let done = texts
        .iter()
        .all(|text| connection.batch_execute(text).is_ok());
    let content = diesel::sql_query(
        "SELECT quote(x) AS content FROM t UNION ALL SELECT coalesce(sql, '') FROM sqlite_temp_master",
    );
    Ok((content.load(&mut connection)?, done))
}

fn compare(script: &str) -> Result<()> {
    let (whole, done) = run(&[script])?;
    let mut split = statements(Sqlite, script.as_bytes());
    let good: Vec<Statement> = split.by_ref().map_while(|result| result.ok()).collect();
    let texts: Vec<&str> = good
        .iter()
        .map(|statement| statement.text.as_str())
        .collect();
    let (pieces, pieces_done) = run(&texts)?;
    let refused = statements(Sqlite, script.as_bytes()).any(|result| result.is_err());
    assert_eq!(pieces, whole, "{script:?} as {texts:?}");
    assert_eq!(pieces_done && !refused, done, "{script:?} as {texts:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn sqlite_runs_a_script_and_its_statements_alike(parts in vec(select(PARTS), 0..14)) {
        compare(&parts.concat()).unwrap();
    }
}

#[test]
fn sqlite_takes_the_statements_of_a_script_with_triggers() {
    let script = "INSERT INTO t VALUES (';'); CREATE TEMP TRIGGER a AFTER DELETE ON t WHEN \
                  CASE WHEN old.x THEN 1 ELSE 1 END BEGIN INSERT INTO t VALUES \
                  (CASE 1 WHEN 1 THEN 'a;' END); -- END;\n INSERT INTO t VALUES (2); END;\n\
                  DELETE FROM t; INSERT INTO t VALUES (3)";
    compare(script).unwrap();
    assert!(run(&[script]).unwrap().1);
}
