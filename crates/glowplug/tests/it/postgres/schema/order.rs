//! Equal schemas compare equal, however they came about.

use super::*;

const STEPS: [&str; 9] = [
    "CREATE TYPE mood AS ENUM ('a', 'b')",
    "CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
    "CREATE TABLE a (x int PRIMARY KEY, y text NOT NULL)",
    "CREATE TABLE b (x int, y int DEFAULT 3, z text)",
    "CREATE INDEX b_x_idx ON b (x)",
    "CREATE INDEX b_y_idx ON b (y)",
    "CREATE SEQUENCE s",
    "CREATE VIEW v WITH (security_barrier) AS SELECT 1 AS one",
    "COMMENT ON TABLE b IS 'b'",
];

#[tokio::test]
async fn the_order_of_creation_does_not_show() {
    let one = made(&STEPS.join(";")).await;
    let order = [7, 6, 3, 5, 4, 8, 2, 1, 0];
    let other = made(&order.map(|step| STEPS[step]).join(";")).await;
    assert_eq!(one, other);
    assert_eq!(
        serde_json::to_string(&one).unwrap(),
        serde_json::to_string(&other).unwrap()
    );
}

#[tokio::test]
async fn what_was_altered_equals_what_was_made_so() {
    let altered = made(
        "CREATE TYPE mood AS ENUM ('c', 'b');
        ALTER TYPE mood RENAME VALUE 'c' TO 'd';
        CREATE TABLE old (gone int, id int GENERATED ALWAYS AS IDENTITY, name varchar(10),
            left_over int CHECK (left_over > 0));
        ALTER TABLE old DROP gone, DROP left_over, ALTER id TYPE bigint, ALTER name TYPE text,
            ALTER name SET NOT NULL, ALTER name SET DEFAULT 'x', ADD moods mood[],
            ADD CONSTRAINT people_pkey PRIMARY KEY (id);
        ALTER TABLE old RENAME TO people;
        CREATE INDEX i ON people (name) WITH (fillfactor = 50);
        ALTER INDEX i RENAME TO people_name_idx;
        ALTER INDEX people_name_idx RESET (fillfactor);
        COMMENT ON TABLE people IS 'x';
        COMMENT ON TABLE people IS NULL;
        ALTER TABLE people ADD CHECK (name <> '') NOT VALID;
        ALTER TABLE people VALIDATE CONSTRAINT people_name_check;
        CREATE SCHEMA passing;
        CREATE VIEW passing.v AS SELECT id FROM people;
        ALTER VIEW passing.v SET SCHEMA public;
        DROP SCHEMA passing",
    )
    .await;
    let new = made(
        "CREATE TYPE mood AS ENUM ('d', 'b');
        CREATE TABLE people (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL DEFAULT 'x' CHECK (name <> ''),
            moods mood[]
        );
        CREATE INDEX people_name_idx ON people (name);
        CREATE VIEW v AS SELECT id FROM people",
    )
    .await;
    assert_eq!(altered, new);
}

#[tokio::test]
async fn a_sequence_that_the_server_named_says_nothing_and_another_does() {
    let named = |sql: &str| format!("CREATE TABLE a (b int GENERATED ALWAYS AS IDENTITY {sql})");
    let usual = made(&named("")).await;
    let identity = usual.tables[0].columns[0].identity.clone().unwrap();
    assert_eq!(identity.sequence, None);
    assert_eq!(made(&named("(START 1 CACHE 1)")).await, usual);
    assert_ne!(made(&named("(SEQUENCE NAME counter)")).await, usual);
    let renamed = "ALTER TABLE c RENAME TO a";
    let start = |table: &str| {
        format!("CREATE TABLE {table} (b int GENERATED ALWAYS AS IDENTITY (START 7))")
    };
    let other = made(&format!("{}; {renamed}", start("c"))).await;
    assert_eq!(other, made(&start("a")).await);
    let sequence = other.tables[0].columns[0]
        .identity
        .clone()
        .unwrap()
        .sequence
        .unwrap();
    assert_eq!(
        (sequence.start, sequence.name),
        (7, QualifiedName::plain(""))
    );
}

#[tokio::test]
async fn the_order_of_columns_shows() {
    let one = made("CREATE TABLE a (b int, c int)").await;
    assert_ne!(one, made("CREATE TABLE a (c int, b int)").await);
}
