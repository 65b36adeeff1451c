//! What uses what.

use super::*;

#[tokio::test]
async fn every_kind_of_use_is_known() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let uses: Vec<_> = schema
        .dependencies
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = include_str!("dependencies.txt");
    let since = [
        ("users.spreads ", 14),
        ("count_users", 14),
        ("reviewer", 15),
    ];
    let version = version(&mut *session).await;
    for line in expected.lines() {
        let mut later = since.iter().filter(|(name, _)| line.contains(name));
        let can_be = later.all(|(_, since)| version >= *since);
        let known = uses.iter().any(|of| of == line);
        assert_eq!(known, can_be, "{line} in {uses:#?}");
    }
    if version == 15 {
        assert_eq!(uses.join("\n"), expected.trim_end());
    }
}

#[tokio::test]
async fn what_the_data_says_is_not_said_again() {
    let schema = made(
        "CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE, c serial);
        CREATE TABLE d (a int REFERENCES a, c int GENERATED ALWAYS AS IDENTITY);
        CREATE INDEX d_a_idx ON d (a) INCLUDE (c);
        CREATE TABLE e (f text) INHERITS (d);
        CREATE TABLE g (h int) PARTITION BY LIST (h);
        CREATE TABLE i PARTITION OF g DEFAULT;
        CREATE VIEW j AS SELECT 1 AS one",
    )
    .await;
    let uses: Vec<_> = schema
        .dependencies
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "column public.a.c uses sequence public.a_c_seq",
        "constraint public.d.d_a_fkey uses constraint public.a.a_pkey",
    ];
    assert_eq!(uses, expected);
}
