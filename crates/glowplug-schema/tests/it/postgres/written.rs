//! What the server writes of a schema makes the same schema again.

use glowplug::catalog::Catalog;
use glowplug::dialect::connect;
use glowplug::model::Database;
use glowplug_schema::change::Strategy;
use glowplug_schema::dialect;
use glowplug_schema::diff::differences;

use crate::support::fresh;

/// Expressions of all kinds, those above all whose text is read as another tree.
const SCHEMA: &str = include_str!("written/expressions.sql");

#[tokio::test]
async fn what_is_written_reads_as_the_same() {
    if super::major().await < 14 {
        // The script has routines with a body that the server reads.
        return;
    }
    let first = made(SCHEMA).await;
    let mut empty = Catalog::empty(Database::Postgres);
    empty.default_schema.clone_from(&first.default_schema);
    empty.schemas.clone_from(&first.schemas);
    empty.extensions.clone_from(&first.extensions);

    let changes = differences(&empty, &first);
    let steps = dialect::of(first.database)
        .emit(&changes, &empty, &first, Strategy::Online)
        .unwrap();
    let script: Vec<String> = steps.into_iter().map(|step| step.sql).collect();
    let second = made(&script.join(";\n")).await;

    let (first, second) = (format!("{first:#?}"), format!("{second:#?}"));
    let others = first.lines().zip(second.lines()).filter(|(a, b)| a != b);
    let others: Vec<String> = others.map(|(a, b)| format!("{a}\n{b}")).collect();
    assert!(first == second, "{}", others.join("\n"));
}

/// What a script makes in a fresh database.
async fn made(sql: &str) -> Catalog {
    let fresh = fresh(Database::Postgres).await.unwrap();
    let mut session = connect(&fresh.address()).await.unwrap();
    session.run(sql).await.unwrap();
    session.schema().await.unwrap()
}
