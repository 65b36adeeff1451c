//! Declarations on SQLite.

use glowplug::declare::{Options, target};
use glowplug::model::Database::Sqlite;
use glowplug::print::{PrintSchema, print_schema};

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
