//! `generate` and `prove` give the same verdict on the same migration.

use std::fs;

use glowplug::model::Database::{self, Mysql, Postgres, Sqlite};
use serde_json::Value;

use super::Round;
use crate::stage::Stage;

const FILE: &str = "src/schema.rs";

fn round(database: Database) -> Option<Round> {
    let up = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, nick TEXT);";
    Round::new(database, up, "DROP TABLE users;")
}

/// The verdict of `generate`, and what `prove` says of what was written.
fn verdicts(round: &Round, options: &[&str]) -> [Value; 2] {
    let words = [&["generate", "change"], options].concat();
    let written = round.stage.json(&words);
    assert_eq!(written["written"], true, "{written}");
    let up = &written["migrations"][0]["files"][0];
    assert_eq!(up["name"], "up.sql");
    assert!(up["text"].as_str().is_some_and(|text| text.contains("age")));
    let proved = round.stage.json(&["prove"]);
    [
        written["proof"]["verdict"].clone(),
        proved["migrations"][0]["verdict"].clone(),
    ]
}

#[test]
fn a_column_that_old_rows_have_no_value_for_is_proved_on_empty_tables_only() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(round) = round(database) else {
            continue;
        };
        round.edit(FILE, &[("nick ->", "age -> Integer,\n        nick ->")]);
        let [generated, proved] = verdicts(&round, &[]);
        assert_eq!(generated, proved);
        // MySQL gives such rows a value of its own.
        if database != Mysql {
            assert_eq!(generated, "proved_on_empty_tables");
            let (code, told) = round.run(&["prove"]);
            assert_eq!(code, 0, "{told}");
            assert!(
                told.contains("_change: proved on empty tables only\n"),
                "{told}"
            );
            assert!(told.contains("with rows, `up` fails"), "{told}");
            let file = round.written();
            assert!(file.contains("-- Proved on empty tables only ("), "{file}");
            assert_eq!(named_line(&file), failing_line(&file), "{file}");
        }
    }
}

/// The line that the verdict at the top of an `up.sql` names.
fn named_line(file: &str) -> usize {
    let words = file.replace("\n-- ", " ");
    let (_, place) = words.split_once("up.sql:").expect("a place in the file");
    let (line, _) = place.split_once(':').unwrap();
    line.parse().unwrap()
}

/// The line of the statement that fails on rows.
fn failing_line(file: &str) -> usize {
    let fails = |line: &str| line.starts_with("ALTER TABLE") || line.starts_with("INSERT INTO");
    1 + file.lines().position(fails).expect("the statement")
}

#[test]
fn a_column_that_may_be_empty_is_proved() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(round) = round(database) else {
            continue;
        };
        round.edit(
            FILE,
            &[("nick ->", "age -> Nullable<Integer>,\n        nick ->")],
        );
        assert_eq!(verdicts(&round, &[]), ["proved", "proved"]);
    }
}

#[test]
fn what_loses_values_says_so_in_both() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(round) = round(database) else {
            continue;
        };
        let nick = round.read(FILE);
        let nick = nick.lines().find(|line| line.contains("nick ->")).unwrap();
        round.edit(FILE, &[(nick, "")]);
        let words = [
            "generate",
            "change",
            "--drop",
            "users.nick",
            "--allow",
            "data-loss",
        ];
        let told = round.ok(&words);
        assert!(
            told.contains("Proved, and loses rows or values ("),
            "{told}"
        );
        let (code, told) = round.run(&["prove"]);
        assert_eq!(code, 3, "{told}");
        assert!(told.contains("proved, and loses rows or values"), "{told}");
        round.ok(&["prove", "--allow", "data-loss"]);
    }
}

#[test]
fn a_default_gives_old_rows_a_value() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(round) = round(database) else {
            continue;
        };
        round.edit(
            FILE,
            &[(
                "nick ->",
                "age -> Integer,\n        title -> Text,\n        nick ->",
            )],
        );
        if database != Mysql {
            let told = round.ok(&["generate", "change", "--dry-run"]);
            assert!(told.contains("`--default users.age=…`"), "{told}");
        }
        let defaults = ["--default", "users.age=7", "--default", "users.title=it's"];
        // MySQL has no defaults for columns of `TEXT` but expressions.
        let defaults = match database {
            Mysql => &defaults[..2],
            _ => &defaults[..],
        };
        assert_eq!(verdicts(&round, defaults), ["proved", "proved"]);
        let file = round.written();
        assert!(file.contains("DEFAULT 7"), "{file}");
        assert!(
            database == Mysql || file.contains("DEFAULT 'it''s'"),
            "{file}"
        );
        assert!(
            file.contains("Added to the declaration, column users.age"),
            "{file}"
        );
        round.ok(&["up"]);
        let again = round.ok(&["generate", "again"]);
        assert!(again.contains("Nothing to do"), "{again}");
        round.ok(&["down"]);
    }
}

#[test]
fn a_default_is_for_a_new_column() {
    let round = round(Sqlite).unwrap();
    round.edit(FILE, &[("nick ->", "age -> Integer,\n        nick ->")]);
    for (default, told) in [
        ("users.nick=a", "this one is there"),
        ("users.none=a", "names no column"),
        ("users.age", "has no value"),
    ] {
        let (code, text) = round.run(&["generate", "change", "--default", default]);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains(told), "{text}");
    }
}

/// A schema declared in SQL, and what it becomes.
struct Declared<'s> {
    what: &'s str,
    from: &'s str,
    to: &'s str,
    options: &'s [&'s str],
}

/// Changes whose statements read other tables than those that differ.
const POSTGRES: &[Declared<'static>] = &[
    Declared {
        what: "the value of an enum",
        from: "CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TABLE notes (id INTEGER PRIMARY KEY, mood mood NOT NULL);",
        to: "CREATE TYPE mood AS ENUM ('ok');
            CREATE TABLE notes (id INTEGER PRIMARY KEY, mood mood NOT NULL);",
        options: &["--allow", "data-loss", "--drop", "mood.sad"],
    },
    Declared {
        what: "a materialized view",
        from: "CREATE TABLE notes (id INTEGER PRIMARY KEY, stars TEXT NOT NULL);",
        to: "CREATE TABLE notes (id INTEGER PRIMARY KEY, stars TEXT NOT NULL);
            CREATE MATERIALIZED VIEW numbers AS SELECT stars::integer FROM notes;",
        options: &[],
    },
    Declared {
        what: "the bounds of a partition",
        from: "CREATE TABLE days (id INTEGER, day INTEGER) PARTITION BY LIST (day);
            CREATE TABLE first PARTITION OF days FOR VALUES IN (1, 2);",
        to: "CREATE TABLE days (id INTEGER, day INTEGER) PARTITION BY LIST (day);
            CREATE TABLE first PARTITION OF days FOR VALUES IN (1);",
        options: &["--allow", "data-loss"],
    },
];

#[test]
fn what_fails_on_rows_of_a_table_that_does_not_change_is_proved_on_empty_tables_only() {
    for declared in POSTGRES {
        if let Some(verdicts) = declared.verdicts(Postgres) {
            let empty = "proved_on_empty_tables";
            assert_eq!(verdicts, [empty, empty], "{}", declared.what);
        }
    }
}

#[test]
fn a_new_foreign_key_is_tried_with_the_rows_that_it_references() {
    let key = Declared {
        what: "a foreign key",
        from: "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY);
            CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER);",
        to: "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY);
            CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER,
                CONSTRAINT notes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id));",
        options: &[],
    };
    for database in [Postgres, Sqlite, Mysql] {
        if let Some(verdicts) = key.verdicts(database) {
            assert_eq!(verdicts, ["proved", "proved"], "{database:?}");
        }
    }
}

#[test]
fn rows_are_inserted_into_the_tables_that_a_change_can_meet() {
    const FROM: &str = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY);
        CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER,
            CONSTRAINT notes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id));
        CREATE TABLE logs (id INTEGER NOT NULL PRIMARY KEY);";
    const VIEW: &str = "CREATE VIEW log_ids AS SELECT id FROM logs;";
    for (what, to, tables) in [
        (
            "a table",
            FROM.replace("user_id INTEGER,", "user_id INTEGER, stars INTEGER,"),
            2,
        ),
        (
            "an unrelated one",
            FROM.replace("logs (", "logs (text VARCHAR(9), "),
            1,
        ),
        ("no table", format!("{FROM}\n{VIEW}"), 3),
    ] {
        for database in [Postgres, Sqlite, Mysql] {
            let (from, options) = (FROM, &[][..]);
            let declared = Declared {
                what,
                from,
                to: &to,
                options,
            };
            if let Some((_stage, written)) = declared.written(database) {
                assert_eq!(
                    written["proof"]["tables"], tables,
                    "{what} {database}: {written}"
                );
            }
        }
    }
}

impl Declared<'_> {
    /// Generates the change; returns what `generate` says of it.
    fn written(&self, database: Database) -> Option<(Stage, Value)> {
        let stage = Stage::new(database)?;
        let declare = |sql: &str| fs::write(stage.path().join("schema.sql"), sql).unwrap();
        let settings = stage.path().join(".glowplug.toml");
        fs::write(settings, "schema = \"schema.sql\"\n").unwrap();
        declare(self.from);
        stage.json(&["generate", "start"]);
        declare(self.to);
        let words = [&["generate", "change"], self.options].concat();
        let written = stage.json(&words);
        Some((stage, written))
    }

    /// Returns the verdict of `generate`, and the weakest of `prove` on what was written.
    fn verdicts(&self, database: Database) -> Option<[String; 2]> {
        let (stage, written) = self.written(database)?;
        let folders = written["migrations"].as_array().expect("migrations");
        let proved = folders.iter().map(|folder| {
            let path = folder["folder"].as_str().unwrap();
            let version = path.trim_start_matches("migrations/");
            let proved = stage.json(&["prove", version]);
            proved["migrations"][0]["verdict"].as_str().unwrap().into()
        });
        let proved: Vec<String> = proved.collect();
        let weakest = proved.iter().find(|verdict| *verdict != "proved");
        Some([
            written["proof"]["verdict"].as_str().unwrap().to_owned(),
            weakest.or(proved.first()).unwrap().clone(),
        ])
    }
}
