//! Declarations on SQLite.

use glowplug::model::Database::Sqlite;
use glowplug_schema::declare::{OpenQuestion, Options, target};
use glowplug_schema::print::{PrintSchema, print_schema};

use super::{Case, declared, same, states};

const SHOP: &str = "
    CREATE TABLE users (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        name VARCHAR(100) NOT NULL DEFAULT 'nobody' COLLATE NOCASE,
        email TEXT UNIQUE CHECK (email LIKE '%@%')
    );
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
        total INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE no_key (a INTEGER);
";

#[tokio::test]
async fn a_new_table_counts_as_the_others_do() {
    let case = Case {
        from: SHOP,
        edits: &[(
            "",
            "table! { reviews (id) {
                id -> Integer,
                title -> Text,
                order_id -> Integer,
                data -> Nullable<Binary>,
                price -> Nullable<Double>,
                created_at -> Timestamp,
            } }
            joinable!(reviews -> orders (order_id));
            table! { bare (rowid) { rowid -> Integer, a -> Bool, } }",
        )],
        then: "CREATE TABLE reviews (
                id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                title TEXT NOT NULL,
                order_id INTEGER NOT NULL REFERENCES orders (id),
                data BLOB,
                price DOUBLE,
                created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
            );
            CREATE INDEX reviews_order_id_idx ON reviews (order_id);
            CREATE TABLE bare (a BOOLEAN NOT NULL);",
        ..Case::default()
    };
    case.check(Sqlite).await.unwrap();
}

#[tokio::test]
async fn columns_change_in_place_and_keep_the_rest() {
    let case = Case {
        from: SHOP,
        edits: &[
            ("email -> Nullable<Text>", "email -> Text"),
            ("total -> Integer", "total -> Nullable<BigInt>"),
        ],
        then: "DROP TABLE users; DROP TABLE orders;
            CREATE TABLE users (
                id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                name VARCHAR(100) NOT NULL DEFAULT 'nobody' COLLATE NOCASE,
                email TEXT NOT NULL UNIQUE CHECK (email LIKE '%@%')
            );
            CREATE TABLE orders (
                id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
                total BIGINT DEFAULT 0
            );",
        ..Case::default()
    };
    case.check(Sqlite).await.unwrap();
}

#[tokio::test]
async fn columns_tables_and_joins_go() {
    let case = Case {
        from: SHOP,
        edits: &[
            ("        email -> Nullable<Text>,\n", ""),
            ("diesel::joinable!(orders -> users (user_id));", ""),
        ],
        then: "DROP TABLE users; DROP TABLE orders;
            CREATE TABLE users (
                id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                name VARCHAR(100) NOT NULL DEFAULT 'nobody' COLLATE NOCASE
            );
            CREATE TABLE orders (
                id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                user_id INTEGER NOT NULL,
                total INTEGER NOT NULL DEFAULT 0
            );",
        ..Case::default()
    };
    case.check(Sqlite).await.unwrap();
}

#[tokio::test]
async fn the_number_of_a_row_is_wide_where_the_settings_say_so() {
    let case = Case {
        from: "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL);",
        edits: &[("", "table! { posts { id -> BigInt, } }")],
        then: "CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL);",
        settings: PrintSchema {
            sqlite_integer_primary_key_is_bigint: Some(true),
            ..PrintSchema::default()
        },
        options: Options {
            wide_row_ids: true,
            ..Options::default()
        },
    };
    case.check(Sqlite).await.unwrap();
}

/// A column of each type, printed and read, is of that type again.
#[tokio::test]
async fn every_type_comes_back() {
    let names = "BIGINT BLOB BOOLEAN DATE DOUBLE FLOAT INTEGER SMALLINT TEXT TIME TIMESTAMP";
    let columns: Vec<String> = names
        .split(' ')
        .enumerate()
        .map(|(place, name)| format!("a{place} {name}"))
        .collect();
    let then = format!(
        "CREATE TABLE t (id TEXT PRIMARY KEY, {});",
        columns.join(", ")
    );
    let (from, to, _fresh) = states(Sqlite, "", &then).await.unwrap();
    let printed = print_schema(&to, &PrintSchema::default()).unwrap().text;
    let options = Options::default();
    let found = target(&from, &Default::default(), &declared(&printed), &options).unwrap();
    same(&found.catalog, &to);
}

#[tokio::test]
async fn one_column_may_reference_two_tables() {
    let case = Case {
        from: "CREATE TABLE one (id INTEGER PRIMARY KEY NOT NULL);
            CREATE TABLE two (id INTEGER PRIMARY KEY NOT NULL);
            CREATE TABLE links (id INTEGER PRIMARY KEY NOT NULL, part INTEGER NOT NULL);",
        edits: &[(
            "",
            "joinable!(links -> one (part)); joinable!(links -> two (part));",
        )],
        then: "DROP TABLE links;
            CREATE TABLE links (
                id INTEGER PRIMARY KEY NOT NULL,
                part INTEGER NOT NULL REFERENCES one (id) REFERENCES two (id)
            );",
        options: Options {
            additions: glowplug_schema::declare::Additions::none(),
            ..Options::default()
        },
        ..Case::default()
    };
    case.check(Sqlite).await.unwrap();
}

#[tokio::test]
async fn a_wide_key_is_numbered_by_the_database_all_the_same() {
    let case = Case {
        from: "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL);",
        // The one that is there holds 64 bits anyway.
        edits: &[
            ("id -> Integer", "id -> BigInt"),
            ("", "table! { posts { id -> BigInt, user_id -> BigInt, } }"),
        ],
        then: "CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL, user_id BIGINT NOT NULL);",
        ..Case::default()
    };
    let target = case.check(Sqlite).await.unwrap();
    let told = target
        .additions
        .iter()
        .map(|one| format!("{}: {}", one.object, one.why));
    let told: Vec<String> = told.collect();
    assert!(
        matches!(&told[..], [only] if only.starts_with("posts.id: ")
            && only.contains("sqlite_integer_primary_key_is_bigint")),
        "{told:?}"
    );
}

const USED: &str = "
    CREATE TABLE a (id INTEGER PRIMARY KEY NOT NULL, n TEXT, m TEXT, k TEXT);
    CREATE TABLE l (id INTEGER PRIMARY KEY NOT NULL, n TEXT, x TEXT);
    CREATE VIEW plain AS SELECT id, n FROM a;
    CREATE VIEW aliased AS SELECT z.x, y.\"n\" AS other FROM a AS y JOIN l z ON y.id = z.id;
    CREATE VIEW on_view AS SELECT other FROM aliased;
    CREATE VIEW star AS SELECT * FROM a;
    CREATE VIEW unrelated AS SELECT l.n, a.m FROM l JOIN a ON a.id = l.id;
    CREATE VIEW inner AS SELECT id FROM l WHERE x IN (SELECT n FROM a);
    CREATE TRIGGER set_it AFTER UPDATE ON l BEGIN UPDATE a SET n = new.x; END;
    CREATE TRIGGER put_it AFTER INSERT ON l BEGIN INSERT INTO a (id, n) VALUES (new.id, new.x); END;
    CREATE TRIGGER of_it AFTER UPDATE OF n ON a BEGIN SELECT 1; END;
    CREATE TRIGGER when_it AFTER UPDATE ON a WHEN old.n <> new.n BEGIN SELECT 1; END;
    CREATE TRIGGER no_use AFTER UPDATE ON l BEGIN UPDATE l SET n = new.n; UPDATE a SET m = 'n'; END;
    CREATE TRIGGER on_a_view INSTEAD OF DELETE ON star BEGIN DELETE FROM l WHERE x = old.n; END;
";

#[tokio::test]
async fn what_uses_a_column_that_goes_is_asked_about() {
    let (from, _, _fresh) = states(Sqlite, USED, "").await.unwrap();
    let case = Case {
        edits: &[(
            "id -> Integer,\n        n -> Nullable<Text>,\n        m",
            "id -> Integer,\n        m",
        )],
        ..Case::default()
    };
    let target = case.target(&from).unwrap();
    let used = target.open.iter().filter_map(OpenQuestion::goes);
    let mut used: Vec<String> = used.map(ToString::to_string).collect();
    used.sort();
    assert_eq!(
        used,
        [
            "a.of_it",
            "a.when_it",
            "aliased",
            "inner",
            "l.put_it",
            "l.set_it",
            "on_view",
            "plain",
        ]
    );
    assert_eq!(target.catalog.views.len(), 2);
}

#[tokio::test]
async fn a_foreign_key_deletes_as_the_others_to_the_same_table_do() {
    let case = Case {
        from: SHOP,
        edits: &[(
            "",
            "table! { reviews (id) { id -> Integer, user_id -> Integer, } }
            joinable!(reviews -> users (user_id));",
        )],
        then: "CREATE TABLE reviews (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);
            CREATE INDEX reviews_user_id_idx ON reviews (user_id);",
        ..Case::default()
    };
    let target = case.check(Sqlite).await.unwrap();
    let mut why = target.additions.iter().map(|of| of.why.as_str());
    assert!(why.any(|why| why.starts_with("`ON DELETE CASCADE`, as the other foreign keys")));
}
