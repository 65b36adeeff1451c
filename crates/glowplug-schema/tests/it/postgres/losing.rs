//! Conversions that succeed and lose something are said to, and only they.

use glowplug::dialect::connect;
use glowplug::model::Database;
use glowplug::session::{Caching, Session};
use glowplug_schema::change::{HazardKind, Strategy};
use glowplug_schema::dialect;
use glowplug_schema::diff::differences;

use crate::support::fresh;

/// A type, a value, another type, and what the way there and back makes of the value.
type Conversion = (&'static str, &'static str, &'static str, &'static str);

const LOSSES: &[Conversion] = &[
    ("text", "007", "integer", "7"),
    ("varchar(20)", "007.50", "numeric(6,1)", "7.5"),
    ("text", "007", "double precision", "7"),
    ("text", "2024-02-03 04:05", "date", "2024-02-03"),
    (
        "text",
        "2024-02-03 04:05:00+09",
        "timestamp",
        "2024-02-03 04:05:00",
    ),
    ("text", "b a b", "tsvector", "'a' 'b'"),
    (
        "text",
        r#"{"b":1, "a":2, "b":3}"#,
        "jsonb",
        r#"{"a": 2, "b": 3}"#,
    ),
    (
        "json",
        r#"{"b":1, "a":2, "b":3}"#,
        "jsonb",
        r#"{"a": 2, "b": 3}"#,
    ),
    ("jsonb", "1.5", "integer", "2"),
    ("text", "a  ", "char(5)", "a"),
    ("text", "10101", "bit(3)", "101"),
];

const KEPT: &[Conversion] = &[
    (
        "text",
        "00000000-0000-0000-0000-000000000001",
        "uuid",
        "00000000-0000-0000-0000-000000000001",
    ),
    (
        "text",
        r#"{"b":1, "a":2, "b":3}"#,
        "json",
        r#"{"b":1, "a":2, "b":3}"#,
    ),
    ("jsonb", r#"{"a": 2}"#, "json", r#"{"a": 2}"#),
    ("integer", "7", "text", "7"),
];

#[tokio::test]
async fn what_a_conversion_loses_is_said() {
    let fresh = fresh(Database::Postgres).await.unwrap();
    let mut session = connect(&fresh.address()).await.unwrap();
    for conversion in LOSSES.iter().chain(KEPT) {
        let (from, value, to, after) = conversion;
        let (found, says) = converted(&mut *session, conversion).await;
        assert_eq!(found, *after, "{value}: {from} -> {to}");
        assert_eq!(says, value != after, "{value}: {from} -> {to}");
    }
}

/// Converts a value and back; returns what it is then, and whether the plan there says that data is lost.
async fn converted(session: &mut dyn Session, (from, value, to, _): &Conversion) -> (String, bool) {
    let mut catalogs = Vec::new();
    for of in [to, from] {
        let table = format!("DROP TABLE IF EXISTS t; CREATE TABLE t (a {of})");
        session.run(&table).await.unwrap();
        catalogs.push(session.schema().await.unwrap());
    }
    session
        .run(&format!("INSERT INTO t VALUES ('{value}')"))
        .await
        .unwrap();
    let mut says = false;
    for (before, after, is_up) in [(1, 0, true), (0, 1, false)] {
        let (before, after) = (&catalogs[before], &catalogs[after]);
        let changes = differences(before, after);
        let steps = dialect::of(before.database).emit(&changes, before, after, Strategy::Online);
        for step in steps.unwrap() {
            let mut hazards = step.hazards.iter();
            says |= is_up && hazards.any(|one| one.kind == HazardKind::DataLoss);
            session.run(&step.sql).await.unwrap();
        }
    }
    let found = session
        .query("SELECT a::text FROM t", &[], Caching::Once)
        .await;
    (
        found.unwrap().rows[0][0].as_text().unwrap().to_owned(),
        says,
    )
}
