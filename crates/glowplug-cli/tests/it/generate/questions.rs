//! Questions that `generate` asks.

use glowplug::model::Database::{Mysql, Postgres, Sqlite};
use serde_json::json;

use super::Round;

const USERS: &str = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, nick TEXT);";
const FILE: &str = "src/schema.rs";

fn sqlite() -> Round {
    Round::new(Sqlite, USERS, "DROP TABLE users;").unwrap()
}

#[test]
fn a_rename_is_asked() {
    let round = sqlite();
    round.edit(FILE, &[("nick ->", "name ->")]);
    let questions = round.questions(&["generate", "change"]);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0]["object"], "users.nick");
    assert_eq!(questions[0]["candidates"], json!(["name"]));
    let answers = json!(["--rename users.nick=name", "--drop users.nick"]);
    assert_eq!(questions[0]["answers"], answers);
    let (code, text) = round.run(&["generate", "change", "--drop", "users.nick"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("--allow data-loss"), "{text}");
    let (code, text) = round.run(&["generate", "change", "--rename", "users.name=nick"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("`users.nick` does"), "{text}");
    let options = ["--drop", "users.nick", "--allow", "data-loss"];
    let written = round.round(&[], &options);
    assert!(!written.contains("RENAME"), "{written}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let round = sqlite();
    round.edit(
        FILE,
        &[("nick ->", "age -> Nullable<Integer>,\n        nick ->")],
    );
    let told = round.ok(&["generate", "change", "--dry-run"]);
    assert!(
        told.contains("ALTER TABLE users ADD COLUMN age INTEGER"),
        "{told}"
    );
    assert_eq!(round.written(), "");
    assert!(
        round
            .ok(&["generate", "change"])
            .contains("Review the files, then apply")
    );
}

#[test]
fn the_values_of_a_new_enum_are_asked() {
    let users = "CREATE TABLE users (id serial PRIMARY KEY);";
    let round = Round::new(Postgres, users, "DROP TABLE users;").unwrap();
    let column = "id -> Int4,\n        mood -> Nullable<super::sql_types::Mood>,";
    let types = "pub mod sql_types {\n    #[derive(diesel::sql_types::SqlType)]\n    \
                 #[diesel(postgres_type(name = \"mood\"))]\n    pub struct Mood;\n}\n";
    round.edit(FILE, &[("id -> Int4,", column), ("", types)]);
    let questions = round.questions(&["generate", "change"]);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0]["kind"], "values");
    assert_eq!(
        questions[0]["answers"],
        json!(["--values mood=first,second"])
    );
    assert_eq!(questions[0]["file"], FILE);
    assert!(
        questions[0]["line"].as_u64().is_some_and(|line| line > 5),
        "{questions:?}"
    );
    let (code, text) = round.run(&["generate", "change", "--values", "mod=a"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("no enum `mod`"), "{text}");
    round.ok(&["generate", "change", "--values", "mood='a,b',c"]);
    let written = round.written();
    assert!(written.contains("ENUM ('a,b', 'c')"), "{written}");
}

#[test]
fn the_values_of_a_new_column_are_asked_on_mysql() {
    let users = "CREATE TABLE users (id INT NOT NULL PRIMARY KEY, kind ENUM('a') NOT NULL);";
    let Some(round) = Round::new(Mysql, users, "DROP TABLE users;") else {
        return;
    };
    let column =
        "id -> Integer,\n        #[max_length = 3]\n        mood -> Nullable<UsersMoodEnum>,";
    let edits = [
        ("id -> Integer,", column),
        (
            "pub struct UsersKindEnum;\n",
            "pub struct UsersKindEnum;\n\n    #[derive(diesel::query_builder::QueryId, \
             diesel::sql_types::SqlType)]\n    #[diesel(mysql_type(name = \"Enum\"))]\n    \
             pub struct UsersMoodEnum;\n",
        ),
        (
            "use super::sql_types::UsersKindEnum;\n",
            "use super::sql_types::UsersKindEnum;\n    use super::sql_types::UsersMoodEnum;\n",
        ),
    ];
    let derives = if round.read(FILE).contains("QueryId") {
        "diesel::query_builder::QueryId, "
    } else {
        ""
    };
    let edits = edits.map(|(old, new)| {
        (
            old,
            new.replace("diesel::query_builder::QueryId, ", derives),
        )
    });
    let edits = edits.each_ref().map(|(old, new)| (*old, new.as_str()));
    round.edit(FILE, &edits);
    let questions = round.questions(&["generate", "change"]);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0]["object"], "users.mood");
    let written = round.round(&[], &["--values", "users.mood=sad,ok"]);
    assert!(written.contains("enum('sad','ok')"), "{written}");
}

#[test]
fn what_is_not_declared_and_uses_what_goes_is_asked() {
    let up = "CREATE TABLE users (id serial PRIMARY KEY, nick text, age int);
        CREATE VIEW nicks AS SELECT id, nick FROM users;";
    let round = Round::new(Postgres, up, "DROP VIEW nicks; DROP TABLE users;").unwrap();
    round.edit(FILE, &[("        nick -> Nullable<Text>,\n", "")]);
    let questions = round.questions(&["generate", "change"]);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0]["kind"], "view");
    assert_eq!(questions[0]["answers"], json!(["--drop nicks"]));
    let (code, text) = round.run(&["generate", "change"]);
    assert_eq!(code, 2, "{text}");
    assert!(
        text.contains("view `nicks` uses column `users.nick`, which is dropped"),
        "{text}"
    );
    let options = ["--drop", "nicks", "--allow", "data-loss"];
    let written = round.round(&[], &options);
    assert!(written.contains("DROP VIEW nicks"), "{written}");
}

#[test]
fn a_foreign_key_without_its_join_is_asked() {
    let up = "CREATE TABLE users (id serial PRIMARY KEY);
        CREATE TABLE posts (id serial PRIMARY KEY, user_id int REFERENCES users);";
    let round = Round::new(Postgres, up, "DROP TABLE posts; DROP TABLE users;").unwrap();
    let edits = [("diesel::joinable!(posts -> users (user_id));\n\n", "")];
    round.edit(FILE, &edits);
    let questions = round.questions(&["generate", "change"]);
    let answers = json!([
        "--drop posts.posts_user_id_fkey",
        "--keep 'constraint posts.posts_user_id_fkey'"
    ]);
    assert_eq!(questions[0]["answers"], answers, "{questions:?}");
    let told = round.ok(&["generate", "change", "--keep", "constraint posts.*"]);
    assert!(told.contains("Nothing to do"), "{told}");
    let written = round.round(&[], &["--drop", "posts.posts_user_id_fkey"]);
    assert!(
        written.contains("DROP CONSTRAINT posts_user_id_fkey"),
        "{written}"
    );
    round.edit(FILE, &edits);
    std::fs::remove_dir_all(round.stage.migrations()).unwrap();
    round.stage.file("001_start", "up.sql", up);
    let settings = round.stage.path().join(".glowplug.toml");
    std::fs::write(settings, "keep = [\"constraint posts.*\"]\n").unwrap();
    let told = round.ok(&["generate", "change"]);
    assert!(told.contains("Nothing to do"), "{told}");
}

#[test]
fn a_view_on_what_is_renamed_is_no_question() {
    let up = "CREATE TABLE users (id serial PRIMARY KEY, nick text);
        CREATE VIEW nicks AS SELECT id, nick FROM users;";
    let round = Round::new(Postgres, up, "DROP VIEW nicks; DROP TABLE users;").unwrap();
    let edits = [("nick ->", "name ->")];
    let written = round.round(&edits, &["--rename", "users.nick=name"]);
    assert!(!written.contains("DROP VIEW"), "{written}");
}

#[test]
fn a_view_that_holds_the_time_at_which_it_was_made_is_no_difference() {
    let up = "CREATE TABLE users (id serial PRIMARY KEY, seen timestamp);
        CREATE VIEW recent AS SELECT id FROM users WHERE seen > 'now'::timestamp - '1 day'::interval;";
    let round = Round::new(Postgres, up, "DROP VIEW recent; DROP TABLE users;").unwrap();
    round.edit(
        FILE,
        &[("id -> Int4,", "id -> Int4,\n        age -> Nullable<Int4>,")],
    );
    round.ok(&["generate", "change"]);
    assert!(round.written().contains("ADD COLUMN age"));
}

#[test]
fn rows_that_migrations_bring_are_in_nobodys_way() {
    let start = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, nick TEXT);
        INSERT INTO users VALUES (1, 'a');";
    for database in [Postgres, Sqlite, Mysql] {
        let Some(round) = Round::new(database, start, "DROP TABLE users;") else {
            continue;
        };
        round.edit(FILE, &[("nick ->", "age -> Integer,\n        nick ->")]);
        let told = round.ok(&["generate", "change"]);
        // MySQL gives such rows a value of its own.
        let empty = told.contains("may-fail") && told.contains("Proved on empty tables only");
        assert!(database == Mysql || empty, "{told}");
    }
}

#[test]
fn what_stands_nowhere_in_the_database_is_shown_in_the_file() {
    let round = sqlite();
    round.edit(FILE, &[("nick -> Nullable<Text>", "nick -> Txt")]);
    let (code, text) = round.run(&["generate", "change"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("has no type `Txt`"), "{text}");
    assert!(text.contains("schema.rs:6:"), "{text}");
}

#[test]
fn nothing_that_declares_is_told() {
    let round = Round::with(Sqlite, USERS, "DROP TABLE users;", "").unwrap();
    let (code, text) = round.run(&["generate", "change"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("there is no declared schema"), "{text}");
    let (code, text) = round.run(&["generate", "change", "--schema", "src/none.rs"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("cannot read `src/none.rs`"), "{text}");
}
