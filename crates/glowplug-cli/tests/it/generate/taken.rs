//! Names that are moved from one object to another, with the rows of both.

use std::fs;

use glowplug::model::Database;

use super::Round;

const ROWS: &str = "SELECT a, b, c FROM t ORDER BY id";

/// Three columns of two types, and rows in them.
fn three(database: Database) -> Option<Round> {
    let up = "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER);
        INSERT INTO t VALUES (1, 10, 20, 30), (2, 11, NULL, 31);";
    Round::new(database, up, "DROP TABLE t;")
}

#[test]
fn columns_exchange_their_names_and_keep_their_rows() {
    for round in Database::ALL.into_iter().filter_map(three) {
        let options = ["--rename", "t.a=b", "--rename", "t.b=a"];
        round.ok(&[&["generate", "change"], &options[..]].concat());
        round.ok(&["up"]);
        let rows = round.ok(&["query", "--csv", ROWS]);
        assert_eq!(rows, "a,b,c\n20,10,30\n,11,31\n");
        round.ok(&["down"]);
        let rows = round.ok(&["query", "--csv", ROWS]);
        assert_eq!(rows, "a,b,c\n10,20,30\n11,,31\n");
    }
}

#[test]
fn names_of_columns_go_around_among_three() {
    for round in Database::ALL.into_iter().filter_map(three) {
        let options = [
            "--rename", "t.a=b", "--rename", "t.b=c", "--rename", "t.c=a",
        ];
        round.ok(&[&["generate", "change"], &options[..]].concat());
        round.ok(&["up"]);
        let rows = round.ok(&["query", "--csv", ROWS]);
        assert_eq!(rows, "a,b,c\n30,10,20\n31,11,\n");
        round.ok(&["down"]);
        let rows = round.ok(&["query", "--csv", ROWS]);
        assert_eq!(rows, "a,b,c\n10,20,30\n11,,31\n");
    }
}

#[test]
fn a_column_takes_the_name_of_one_that_goes() {
    let up = "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, tags TEXT, tag_count INTEGER);
        INSERT INTO t VALUES (1, 'x', 7);";
    for database in Database::ALL {
        let Some(round) = Round::new(database, up, "DROP TABLE t;") else {
            continue;
        };
        let file = "src/schema.rs";
        let text = round.read(file);
        let kept = text.lines().filter(|line| !line.contains("tag_count ->"));
        let text = kept.collect::<Vec<_>>().join("\n");
        let start = text.find("tags ->").unwrap();
        let end = start + text[start..].find('\n').unwrap();
        let text = [&text[..start], "tags -> Nullable<Integer>,", &text[end..]].concat();
        fs::write(round.stage.path().join(file), text).unwrap();

        let questions = round.questions(&["generate", "change"]);
        assert_eq!(questions.len(), 1, "{questions:?}");
        assert_eq!(questions[0]["object"], "t.tag_count");
        assert_eq!(questions[0]["answers"][0], "--rename t.tag_count=tags");
        let answer = ["generate", "change", "--rename", "t.tag_count=tags"];
        let (code, text) = round.run(&answer);
        assert_eq!(code, 2, "the values of `tags` go: {text}");
        round.ok(&[&answer[..], &["--drop", "t.tags", "--allow", "data-loss"]].concat());
        round.ok(&["up"]);
        let rows = round.ok(&["query", "--csv", "SELECT tags FROM t"]);
        assert_eq!(rows, "tags\n7\n");
        round.ok(&["down"]);
        let rows = round.ok(&["query", "--csv", "SELECT tag_count, tags FROM t"]);
        assert_eq!(rows, "tag_count,tags\n7,\n");
    }
}

#[test]
fn tables_exchange_their_names_and_keep_their_rows() {
    let up = "CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY, a INTEGER);
        CREATE TABLE two (id INTEGER NOT NULL PRIMARY KEY, a INTEGER);
        INSERT INTO one VALUES (1, 1); INSERT INTO two VALUES (2, 2);";
    for database in Database::ALL {
        let Some(round) = Round::new(database, up, "DROP TABLE one; DROP TABLE two;") else {
            continue;
        };
        let options = ["--rename", "one=two", "--rename", "two=one"];
        round.ok(&[&["generate", "change"], &options[..]].concat());
        round.ok(&["up"]);
        let rows = round.ok(&["query", "--csv", "SELECT id FROM one"]);
        assert_eq!(rows, "id\n2\n");
        assert!(round.ok(&["check"]).contains("matches its migrations"));
        round.ok(&["down"]);
        let rows = round.ok(&["query", "--csv", "SELECT id FROM one"]);
        assert_eq!(rows, "id\n1\n");
    }
}

#[test]
fn columns_that_swap_their_types_may_keep_their_names() {
    let up = "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b TEXT);
        INSERT INTO t VALUES (1, 7, '8');";
    for database in Database::ALL {
        let Some(round) = Round::new(database, up, "DROP TABLE t;") else {
            continue;
        };
        let file = "src/schema.rs";
        let swapped = round
            .read(file)
            .replace("a ->", "swap ->")
            .replace("b ->", "a ->");
        fs::write(
            round.stage.path().join(file),
            swapped.replace("swap ->", "b ->"),
        )
        .unwrap();

        let questions = round.questions(&["generate", "change"]);
        assert_eq!(questions.len(), 1, "{questions:?}");
        let answers = ["--rename t.a=b", "--rename t.a=a"].map(str::to_owned);
        assert_eq!(questions[0]["answers"], serde_json::json!(answers));
        round.ok(&[
            "generate",
            "change",
            "--rename",
            "t.a=a",
            "--allow",
            "data-loss",
        ]);
        round.ok(&["up"]);
        let rows = round.ok(&["query", "--csv", "SELECT a, b FROM t"]);
        assert_eq!(rows, "a,b\n7,8\n");
        assert!(round.ok(&["check"]).contains("matches its migrations"));
    }
}
