//! What the server writes of a schema makes the same schema again.

use glowplug::change::Manner;
use glowplug::dialect;
use glowplug::diff::differences;
use glowplug::model::Database;

use super::*;

/// Expressions of all kinds, those above all whose text is read as another tree.
const SCHEMA: &str = include_str!("expressions.sql");

#[tokio::test]
async fn what_is_written_reads_as_the_same() {
    let first = made(SCHEMA).await;
    let mut empty = Catalog::empty(Database::Postgres);
    empty.default_schema.clone_from(&first.default_schema);
    empty.schemas.clone_from(&first.schemas);
    empty.extensions.clone_from(&first.extensions);

    let changes = differences(&empty, &first);
    let steps = dialect::emit(&changes, &empty, &first, Manner::Careful).unwrap();
    let script: Vec<String> = steps.into_iter().map(|step| step.sql).collect();
    let second = made(&script.join(";\n")).await;

    let (first, second) = (format!("{first:#?}"), format!("{second:#?}"));
    let others = first.lines().zip(second.lines()).filter(|(a, b)| a != b);
    let others: Vec<String> = others.map(|(a, b)| format!("{a}\n{b}")).collect();
    assert!(first == second, "{}", others.join("\n"));
}

#[tokio::test]
async fn one_meaning_written_in_two_ways_is_one() {
    const TABLE: &str = "CREATE TABLE t (a int, b int, s varchar(9)";
    let nested = format!(
        "{TABLE}, CONSTRAINT c CHECK (a BETWEEN 1 AND 2 AND b > 0));
        CREATE INDEX i ON t (a) WHERE s IN ('x', 'y');
        CREATE VIEW v AS SELECT a FROM t WHERE b > 0 AND a BETWEEN 1 AND 2"
    );
    let plain = format!(
        "{TABLE}, CONSTRAINT c CHECK (a >= 1 AND (a <= 2 AND b > 0)));
        CREATE INDEX i ON t (a) WHERE s = ANY (ARRAY['x'::varchar::text, 'y'::varchar::text]);
        CREATE VIEW v AS SELECT a FROM t WHERE (b > 0 AND a >= 1) AND a <= 2"
    );
    assert_eq!(made(&nested).await, made(&plain).await);
}
