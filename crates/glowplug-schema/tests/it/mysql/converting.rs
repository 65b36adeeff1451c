//! Values that keep what they say when their column gets another type.

use glowplug::session::{Access, Session};
use glowplug_schema::change::{HazardKind, Strategy};
use glowplug_schema::dialect;
use glowplug_schema::diff::differences;

use crate::support::mysql::{TestDatabase, database};

/// A column before, its values, the column after, and what its values are then.
type Conversion = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const CONVERSIONS: &[Conversion] = &[
    (
        "a BOOLEAN",
        "(TRUE), (FALSE), (NULL)",
        "a ENUM('false', 'true')",
        &["", "false", "true"],
    ),
    (
        "a ENUM('false', 'TRUE')",
        "('TRUE'), ('false'), (NULL)",
        "a BOOLEAN",
        &["", "0", "1"],
    ),
    (
        "a BOOLEAN",
        "(TRUE), (FALSE), (NULL)",
        "a ENUM('1', '0')",
        &["", "0", "1"],
    ),
    (
        "a INT",
        "(1), (2), (3)",
        "a ENUM('3', '2', '1')",
        &["1", "2", "3"],
    ),
    (
        "a INT",
        "(1), (2), (3)",
        "a SET('3', '2', '1')",
        &["1", "2", "3"],
    ),
    (
        "a BIGINT UNSIGNED",
        "(7), (8), (9)",
        "a ENUM('9', '8', '7')",
        &["7", "8", "9"],
    ),
    (
        "a DECIMAL(3,1)",
        "(1), (2), (3)",
        "a ENUM('3.0', '2.0', '1.0')",
        &["1.0", "2.0", "3.0"],
    ),
    (
        "a DOUBLE",
        "(1), (2), (3)",
        "a ENUM('3', '2', '1')",
        &["1", "2", "3"],
    ),
    (
        "a BIT(4)",
        "(1), (2), (3)",
        "a ENUM('3', '2', '1')",
        &["1", "2", "3"],
    ),
    (
        "a YEAR",
        "(2001), (2002), (2003)",
        "a SET('2003', '2002', '2001')",
        &["2001", "2002", "2003"],
    ),
    (
        "a DATE",
        "('2001-01-01'), ('2001-01-02'), (NULL)",
        "a ENUM('2001-01-02', '2001-01-01')",
        &["", "2001-01-01", "2001-01-02"],
    ),
    (
        "a ENUM('3', '2', '1')",
        "('1'), ('2'), ('3')",
        "a INT",
        &["1", "2", "3"],
    ),
    (
        "a ENUM('3', '2', '1')",
        "('1'), ('2'), ('3')",
        "a DECIMAL(3,1)",
        &["1.0", "2.0", "3.0"],
    ),
    (
        "a ENUM('3', '2', '1')",
        "('1'), ('2'), ('3')",
        "a FLOAT",
        &["1", "2", "3"],
    ),
    (
        "a SET('3', '2', '1')",
        "('1'), ('2'), ('3')",
        "a INT",
        &["1", "2", "3"],
    ),
    (
        "a ENUM('2003', '2002', '2001')",
        "('2001'), ('2002'), ('2003')",
        "a YEAR",
        &["2001", "2002", "2003"],
    ),
    (
        "a ENUM('c', 'b', 'a')",
        "('a'), ('b'), ('c')",
        "a ENUM('a', 'b', 'c')",
        &["a", "b", "c"],
    ),
    (
        "a ENUM('c', 'b', 'a')",
        "('a'), ('b'), ('c')",
        "a SET('a', 'b', 'c')",
        &["a", "b", "c"],
    ),
    (
        "a SET('c', 'b', 'a')",
        "('a'), ('b'), ('c')",
        "a ENUM('a', 'b', 'c')",
        &["a", "b", "c"],
    ),
];

/// Plans and applies a change of a table, and returns the values of `a`.
async fn converted(
    database: &TestDatabase,
    from: &str,
    values: &str,
    to: &str,
) -> Result<Vec<String>, String> {
    let mut session = database.session().await;
    let table = |column: &str| format!("DROP TABLE IF EXISTS t; CREATE TABLE t ({column})");
    session.run(&table(to)).await.unwrap();
    let wanted = session.schema().await.unwrap();
    session.run(&table(from)).await.unwrap();
    let insert = format!("INSERT INTO t (a) VALUES {values}");
    session.run(&insert).await.unwrap();
    let found = session.schema().await.unwrap();
    let dialect = dialect::of(found.database);
    let changes = differences(&found, &wanted);
    let plan = dialect.plan(&changes, &found, &wanted, Strategy::Online);
    for step in plan.unwrap().steps {
        let ran = session.run(&step.sql).await;
        ran.map_err(|error| format!("{}: {}", step.sql, error.message))?;
    }
    assert_eq!(session.schema().await.unwrap(), wanted);
    Ok(read(&mut *session).await)
}

async fn read(session: &mut dyn Session) -> Vec<String> {
    let shown = session.query_text("SELECT CONCAT(a) FROM t ORDER BY 1", Access::ReadOnly);
    let rows = shown.await.unwrap().rows;
    let cells = rows.into_iter().map(|row| row[0].clone());
    cells.map(Option::unwrap_or_default).collect()
}

#[tokio::test]
async fn values_of_lists_are_never_taken_for_positions() {
    let Some(database) = database().await else {
        return;
    };
    let mut wrong = Vec::new();
    for (from, values, to, expected) in CONVERSIONS {
        let found = converted(&database, from, values, to).await;
        if found.as_ref().map_or(true, |found| found != expected) {
            wrong.push(format!("{from} -> {to}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_values_of_a_virtual_column_stay_when_it_becomes_a_plain_one() {
    let Some(database) = database().await else {
        return;
    };
    for (from, to) in [
        ("b INT, a INT AS (3 + 4) VIRTUAL", "b INT, a INT"),
        (
            "b INT, a INT AS (3 + 4) VIRTUAL UNIQUE",
            "b INT, a VARCHAR(20) UNIQUE",
        ),
        (
            "b INT AS (7) VIRTUAL, a INT AS (3 + 4) VIRTUAL",
            "b INT, a INT NOT NULL",
        ),
    ] {
        let found = converted(&database, from, "(DEFAULT)", to).await;
        assert_eq!(found.unwrap(), ["7"], "{from} -> {to}");
    }
}

/// Returns the kinds of hazards in the plan from one table to another.
async fn hazards(database: &TestDatabase, from: &str, to: &str) -> Vec<HazardKind> {
    let mut session = database.session().await;
    let table = |columns: &str| format!("DROP TABLE IF EXISTS t; CREATE TABLE t ({columns})");
    let mut catalogs = Vec::new();
    for columns in [from, to] {
        session.run(&table(columns)).await.unwrap();
        catalogs.push(session.schema().await.unwrap());
    }
    let changes = differences(&catalogs[0], &catalogs[1]);
    let dialect = dialect::of(catalogs[0].database);
    let plan = dialect.plan(&changes, &catalogs[0], &catalogs[1], Strategy::Online);
    let steps = plan.unwrap().steps.into_iter();
    steps
        .flat_map(|step| step.hazards)
        .map(|hazard| hazard.kind)
        .collect()
}

#[tokio::test]
async fn what_cannot_be_stored_before_is_lost_and_said_to_be() {
    let Some(database) = database().await else {
        return;
    };
    for (from, to) in [
        (
            "b INT, a INT AS (b + 1) VIRTUAL, c INT AS (a + 1) VIRTUAL",
            "b INT, a INT, c INT AS (a + 1) VIRTUAL",
        ),
        (
            "b DATE, a INT AS (DATEDIFF(NOW(), b)) VIRTUAL",
            "b DATE, a INT",
        ),
        ("a POINT", "a INT"),
        ("a DATE", "a GEOMETRY"),
    ] {
        let found = hazards(&database, from, to).await;
        assert!(found.contains(&HazardKind::DataLoss), "{from} -> {to}");
    }
}

/// A column, a value, the column after, and what the value is after the way there and back.
const LOSSES: &[[&str; 4]] = &[
    ["a VARCHAR(20)", "007", "a INT", "7"],
    ["a TEXT", "007.5", "a DECIMAL(6,2)", "7.50"],
    [
        "a VARCHAR(20)",
        "2024-02-03 04:05:06",
        "a DATE",
        "2024-02-03",
    ],
    ["a VARCHAR(20)", "a  ", "a CHAR(20)", "a"],
];

#[tokio::test]
async fn another_spelling_is_a_loss_even_under_strict_mode() {
    let Some(database) = database().await else {
        return;
    };
    for [from, value, to, after] in LOSSES {
        let found = converted(&database, from, &format!("('{value}')"), to).await;
        let found = found.unwrap();
        assert_eq!(found, [*after], "{from} -> {to}");
        let found = hazards(&database, from, to).await;
        assert!(found.contains(&HazardKind::DataLoss), "{from} -> {to}");
    }
}

#[tokio::test]
async fn the_counter_of_a_column_that_counts_no_longer_is_a_loss() {
    let Some(database) = database().await else {
        return;
    };
    let (counts, plain) = ("a INT AUTO_INCREMENT PRIMARY KEY", "a INT PRIMARY KEY");
    let found = hazards(&database, counts, plain).await;
    assert!(found.contains(&HazardKind::DataLoss));
    let found = hazards(&database, plain, counts).await;
    assert!(!found.contains(&HazardKind::DataLoss));
}
