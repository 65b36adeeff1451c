//! Round trips: edited, generated, applied, printed without a difference, reverted.

use std::fs;

use glowplug::model::Database::{Mysql, Postgres, Sqlite};

use super::Round;

const POSTGRES: &str = "
CREATE TYPE status AS ENUM ('open', 'done');
CREATE TABLE users (
    id bigserial PRIMARY KEY,
    nick varchar(50) NOT NULL DEFAULT 'nobody',
    age integer,
    state status NOT NULL DEFAULT 'open'
);
CREATE INDEX users_nick_idx ON users (lower(nick));
CREATE TABLE posts (
    id bigserial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    title text
);
CREATE INDEX posts_user_id_idx ON posts (user_id);
";
const POSTGRES_DOWN: &str = "DROP TABLE posts; DROP TABLE users; DROP TYPE status;";

const SQLITE: &str = "
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, nick TEXT NOT NULL, age INTEGER);
CREATE TABLE posts (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT
);
CREATE INDEX posts_user_id_idx ON posts (user_id);
";
const MYSQL: &str = "
CREATE TABLE users (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, nick VARCHAR(50) NOT NULL, age INT
);
CREATE TABLE posts (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT NOT NULL,
    title TEXT,
    CONSTRAINT posts_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
";
const DOWN: &str = "DROP TABLE posts; DROP TABLE users;";

fn postgres() -> Round {
    Round::new(Postgres, POSTGRES, POSTGRES_DOWN).unwrap()
}

fn sqlite() -> Round {
    Round::new(Sqlite, SQLITE, DOWN).unwrap()
}

fn mysql() -> Option<Round> {
    Round::new(Mysql, MYSQL, DOWN)
}

/// A table that references another one, as `print-schema` prints it.
fn reviews(key: &str, times: &str) -> Vec<(String, String)> {
    let table = format!(
        "diesel::table! {{\n    reviews (id) {{\n        id -> {key},\n        post_id -> {key},\n        \
         text -> Nullable<Text>,\n        created_at -> {times},\n        updated_at -> {times},\n    \
         }}\n}}\n\ndiesel::joinable!(posts -> users (user_id));"
    );
    let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    vec![
        pair("diesel::joinable!(posts -> users (user_id));", &table),
        pair(
            "(user_id));",
            "(user_id));\ndiesel::joinable!(reviews -> posts (post_id));",
        ),
        pair("(posts, users", "(posts, reviews, users"),
    ]
}

/// Edits as they are given.
fn borrowed(edits: &[(String, String)]) -> Vec<(&str, &str)> {
    let edits = edits.iter();
    edits
        .map(|(old, new)| (old.as_str(), new.as_str()))
        .collect()
}

const INDEX: &str = "index reviews.reviews_post_id_idx: without it, each row of `posts`";
const DEFAULT: &str = "column reviews.created_at: a row that does not say it";

/// Whether a comment stands there, whichever way its lines are wrapped.
fn explains(written: &str, why: &str) -> bool {
    written.replace("\n--", "").contains(why)
}

#[test]
fn a_table_with_a_foreign_key_on_postgres() {
    let edits = reviews("Int8", "Timestamptz");
    let written = postgres().round(&borrowed(&edits), &[]);
    assert!(explains(&written, INDEX), "{written}");
    assert!(explains(&written, DEFAULT), "{written}");
    assert!(written.contains("DEFAULT now()"), "{written}");
    assert!(
        explains(&written, "column reviews.id: the database counts"),
        "{written}"
    );
}

#[test]
fn a_table_with_a_foreign_key_on_sqlite() {
    let edits = reviews("Integer", "Timestamp");
    let written = sqlite().round(&borrowed(&edits), &[]);
    assert!(explains(&written, INDEX), "{written}");
    assert!(explains(&written, DEFAULT), "{written}");
}

#[test]
fn a_table_with_a_foreign_key_on_mysql() {
    let Some(round) = mysql() else { return };
    let edits = reviews("Bigint", "Timestamp");
    let written = round.round(&borrowed(&edits), &[]);
    assert!(explains(&written, INDEX), "{written}");
    assert!(explains(&written, DEFAULT), "{written}");
}

#[test]
fn what_keeps_updated_at_comes_along() {
    let up = "
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN NEW.updated_at = clock_timestamp(); RETURN NEW; END';
        CREATE TABLE users (id bigserial PRIMARY KEY, updated_at timestamptz NOT NULL DEFAULT now());
        CREATE TRIGGER users_touch BEFORE UPDATE ON users
            FOR EACH ROW EXECUTE FUNCTION touch();";
    let round = Round::new(Postgres, up, "DROP TABLE users; DROP FUNCTION touch;").unwrap();
    let table = "\ndiesel::table! {\n    notes (id) {\n        id -> Int8,\n        updated_at -> \
                 Timestamptz,\n    }\n}\n\ndiesel::allow_tables_to_appear_in_same_query!(notes, users,);\n";
    let written = round.round(&[("", table)], &[]);
    let trigger = written.find("CREATE TRIGGER notes_touch").unwrap();
    let why = "trigger notes.notes_touch: it keeps the time of the last change";
    assert!(explains(&written[..trigger], why), "{written}");
}

#[test]
fn columns_come_and_become_others_on_postgres() {
    let edits = [
        ("max_length = 50", "max_length = 80"),
        ("age -> Nullable<Int4>", "age -> Int8"),
        (
            "title -> Nullable<Text>",
            "title -> Text,\n        tags -> Nullable<Array<Nullable<Text>>>",
        ),
    ];
    let written = postgres().round(&edits, &[]);
    // The name keeps its default, which `table!` does not say.
    assert!(!written.contains("nobody"), "{written}");
    assert!(written.contains("TYPE varchar(80)"), "{written}");
}

/// Once the column is a date, `date(day)` is `day`: the server writes the index anew.
#[test]
fn an_index_on_a_cast_that_changes_nothing_any_more_stays() {
    let from = "CREATE TABLE hits (id serial PRIMARY KEY, day timestamp NOT NULL);
        CREATE INDEX hits_day_idx ON hits (date(day));";
    let round = Round::new(Postgres, from, "DROP TABLE hits;").unwrap();
    let written = round.round(
        &[("day -> Timestamp", "day -> Date")],
        &["--allow", "data-loss"],
    );
    assert!(!written.contains("INDEX"), "{written}");
}

#[test]
fn columns_come_and_become_others_on_sqlite() {
    let edits = [
        ("age -> Nullable<Integer>", "age -> Double"),
        (
            "title -> Nullable<Text>",
            "title -> Text,\n        body -> Nullable<Binary>",
        ),
    ];
    // Whole numbers beyond 2^53 are none of `Double`.
    sqlite().round(&edits, &["--allow", "data-loss"]);
}

#[test]
fn columns_come_and_become_others_on_mysql() {
    let Some(round) = mysql() else { return };
    let edits = [
        ("max_length = 50", "max_length = 80"),
        ("age -> Nullable<Integer>", "age -> Bigint"),
        (
            "title -> Nullable<Text>",
            "score -> Nullable<Double>,\n        title -> Text",
        ),
    ];
    round.round(&edits, &[]);
}

#[test]
fn renames_keep_what_is_there() {
    let edits = [("nick -> ", "name -> ")];
    for round in [Some(postgres()), Some(sqlite()), mysql()]
        .into_iter()
        .flatten()
    {
        let written = round.round(&edits, &["--rename", "users.nick=name"]);
        assert!(written.contains("RENAME COLUMN"), "{written}");
    }
    let edits = [("(posts, users,)", "(people, posts,)"), ("users", "people")];
    for round in [Some(postgres()), Some(sqlite()), mysql()]
        .into_iter()
        .flatten()
    {
        let written = round.round(&edits, &["--rename", "users=people"]);
        assert!(!written.contains("DROP TABLE"), "{written}");
    }
}

#[test]
fn keys_of_several_columns() {
    let edits = [
        ("posts (id)", "posts (id, user_id)"),
        (
            "",
            "\ndiesel::table! {\n    likes (user_id, post) {\n        user_id -> KEY,\n        \
             post -> KEY,\n    }\n}\n\ndiesel::joinable!(likes -> users (user_id));\n",
        ),
        ("(posts, users", "(likes, posts, users"),
    ];
    for (round, key) in [
        (Some(postgres()), "Int8"),
        (Some(sqlite()), "Integer"),
        (mysql(), "Bigint"),
    ] {
        let Some(round) = round else { continue };
        let edits = edits.map(|(old, new)| (old, new.replace("KEY", key)));
        let edits = edits.each_ref().map(|(old, new)| (*old, new.as_str()));
        let written = round.round(&edits, &[]);
        assert!(written.contains("PRIMARY KEY"), "{written}");
    }
}

#[test]
fn what_is_used_by_a_foreign_key_goes_with_it() {
    let edits = [
        ("diesel::joinable!(posts -> users (user_id));\n\n", ""),
        ("        user_id -> Int8,\n", ""),
        ("        user_id -> Integer,\n", ""),
        ("        user_id -> Bigint,\n", ""),
    ];
    for (round, place) in [(Some(postgres()), 1), (Some(sqlite()), 2), (mysql(), 3)] {
        let Some(round) = round else { continue };
        let edits = [edits[0], edits[place]];
        let written = round.round(&edits, &["--allow", "data-loss"]);
        assert!(written.contains("Hazard, data-loss"), "{written}");
    }
}

#[test]
fn an_enum_gets_its_values() {
    let edits = [
        (
            "pub mod sql_types {\n",
            "pub mod sql_types {\n    #[derive(diesel::query_builder::QueryId, diesel::sql_types::\
             SqlType)]\n    #[diesel(postgres_type(name = \"mood\"))]\n    pub struct Mood;\n\n",
        ),
        (
            "use super::sql_types::Status;\n",
            "use super::sql_types::Status;\n    use super::sql_types::Mood;\n",
        ),
        (
            "state -> Status",
            "state -> Status,\n        mood -> Nullable<Mood>",
        ),
    ];
    let edits = edits.map(|(old, new)| (old, new.replace("diesel::query_builder::QueryId, ", "")));
    let edits = edits.each_ref().map(|(old, new)| (*old, new.as_str()));
    let config = "[print_schema]\nfile = \"src/schema.rs\"\ncustom_type_derives = []\n";
    let round = Round::with(Postgres, POSTGRES, POSTGRES_DOWN, config).unwrap();
    let written = round.round(&edits, &["--values", "mood=sad,ok,happy"]);
    assert!(
        written.contains("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')"),
        "{written}"
    );
}

#[test]
fn values_of_an_enum_change_although_the_file_cannot_say_it() {
    let written = postgres().round(&[], &["--values", "status=open,doing,done"]);
    assert!(
        written.contains("ADD VALUE 'doing' AFTER 'open'"),
        "{written}"
    );
}

#[test]
fn comments_are_kept_where_they_are_printed() {
    let config = "[print_schema]\nfile = \"src/schema.rs\"\n\
                  with_docs = \"only-database-comments\"\n";
    let round = Round::with(Postgres, POSTGRES, POSTGRES_DOWN, config).unwrap();
    let edits = [
        ("    users (id)", "    /// Who writes.\n    users (id)"),
        (
            "        age -> Nullable<Int4>",
            "        /// In years.\n        age -> Nullable<Int4>",
        ),
    ];
    let written = round.round(&edits, &[]);
    assert!(
        written.contains("COMMENT ON COLUMN users.age IS 'In years.'"),
        "{written}"
    );
    let round = postgres();
    round.edit("src/schema.rs", &edits);
    let told = round.ok(&["generate", "nothing"]);
    assert!(told.contains("Nothing to do"), "{told}");
}

#[test]
fn several_schemas_have_a_file_each() {
    let up = "CREATE SCHEMA archive; CREATE TABLE users (id bigserial PRIMARY KEY);
        CREATE TABLE archive.users (id bigserial PRIMARY KEY, name text);";
    let config = "[print_schema.main]\nfile = \"src/schema.rs\"\n\
        [print_schema.archive]\nfile = \"src/archive.rs\"\nschema = \"archive\"\n";
    let down = "DROP SCHEMA archive CASCADE; DROP TABLE users;";
    let round = Round::with(Postgres, up, down, config).unwrap();
    let files = ["src/schema.rs", "src/archive.rs"].map(|file| (file, round.read(file)));
    round.edit(
        "src/schema.rs",
        &[("id -> Int8,", "id -> Int8,\n        name -> Text,")],
    );
    let name = "            name -> Nullable<Text>,\n";
    let more = format!("{name}            at -> Nullable<Timestamptz>,\n");
    round.edit("src/archive.rs", &[(name, &more)]);
    round.ok(&["generate", "change"]);
    let files = files.map(|(file, before)| (file, before, round.read(file)));
    let written = round.there_and_back(&files);
    assert!(written.contains("archive.users"), "{written}");
    // One of them by its name says nothing about the other.
    round.ok(&["up"]);
    round.edit("src/schema.rs", &[("        name -> Text,\n", "")]);
    let told = round.ok(&["generate", "one", "--schema", "src/archive.rs"]);
    assert!(told.contains("Nothing to do"), "{told}");
}

#[test]
fn what_a_patch_rewrites_and_a_filter_hides_is_no_difference() {
    let config = "[print_schema]\nfile = \"src/schema.rs\"\n\
        filter = { except_tables = [\"posts\"] }\npatch_file = \"src/schema.patch\"\n";
    let patch = "--- a/src/schema.rs\n+++ b/src/schema.rs\n@@ -10,5 +10,5 @@\n \
        diesel::table! {\n     use diesel::sql_types::*;\n     use super::sql_types::Status;\n \n\
        -    users (id) {\n+    users (nick) {\n";
    let stage = Round::with(Postgres, POSTGRES, POSTGRES_DOWN, "").unwrap();
    let path = stage.stage.path();
    fs::create_dir_all(path.join("src")).unwrap();
    fs::write(path.join("diesel.toml"), config).unwrap();
    fs::write(path.join("src/schema.patch"), patch).unwrap();
    stage.ok(&["redo", "--yes"]);
    let printed = stage.read("src/schema.rs");
    assert!(printed.contains("users (nick)"), "{printed}");
    let written = stage.round(&[("age -> Nullable<Int4>", "age -> Nullable<Int8>")], &[]);
    assert!(!written.contains("PRIMARY KEY"), "{written}");
    assert!(!written.contains("posts"), "{written}");
}

#[test]
fn without_settings_the_usual_file_declares() {
    let round = Round::with(Sqlite, SQLITE, DOWN, "").unwrap();
    let printed = round.ok(&["print-schema"]);
    let edited = printed.replace("age -> Nullable<Integer>,\n", "");
    fs::create_dir_all(round.stage.path().join("src")).unwrap();
    fs::write(round.stage.path().join("src/schema.rs"), edited).unwrap();
    let (code, text) = round.run(&["generate", "drop_age"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("--allow data-loss"), "{text}");
    round.ok(&["generate", "drop_age", "--allow", "data-loss"]);
    assert!(round.written().contains("DROP COLUMN age"));
}
