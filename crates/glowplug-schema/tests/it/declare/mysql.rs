//! Declarations on MySQL and MariaDB.

use glowplug::model::Database::Mysql;
use glowplug_schema::declare::{Additions, OpenQuestion, Options, target};
use glowplug_schema::print::{PrintSchema, print_schema};

use super::{Case, declared, same, states};

const SHOP: &str = "
    CREATE TABLE users (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
        name VARCHAR(100) NOT NULL DEFAULT 'nobody',
        email VARCHAR(255) UNIQUE CHECK (email LIKE '%@%'),
        active BOOLEAN NOT NULL DEFAULT TRUE,
        kind ENUM('a', 'b') NOT NULL DEFAULT 'a',
        updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
        KEY idx_users_name (name)
    );
    CREATE TABLE orders (
        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
        user_id BIGINT UNSIGNED NOT NULL,
        total INT NOT NULL DEFAULT 0,
        CONSTRAINT fk_orders_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
    );
";

#[tokio::test]
async fn a_new_table_is_made_in_the_style_of_the_others() {
    let case = Case {
        from: SHOP,
        edits: &[(
            "",
            "table! { reviews (id) {
                id -> Unsigned<Bigint>,
                #[max_length = 50]
                title -> Varchar,
                order_id -> Unsigned<BigInt>,
                body -> Nullable<Mediumtext>,
                hidden -> Bool,
                rank -> Tinyint,
                price -> Nullable<Decimal>,
                seen -> Nullable<Datetime>,
                count -> Unsigned<Integer>,
                updated_at -> Timestamp,
            } }
            joinable!(reviews -> orders (order_id));",
        )],
        then: "CREATE TABLE reviews (
                id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                title VARCHAR(50) NOT NULL,
                order_id BIGINT UNSIGNED NOT NULL,
                body MEDIUMTEXT,
                hidden BOOLEAN NOT NULL,
                rank TINYINT NOT NULL,
                price DECIMAL,
                seen DATETIME,
                count INT UNSIGNED NOT NULL,
                updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                KEY idx_reviews_order_id (order_id),
                CONSTRAINT fk_reviews_order_id FOREIGN KEY (order_id) REFERENCES orders (id)
            );",
        ..Case::default()
    };
    case.check(Mysql).await;
}

#[tokio::test]
async fn columns_change_in_place_and_go() {
    let case = Case {
        from: SHOP,
        edits: &[
            ("#[max_length = 100]", "#[max_length = 120]"),
            (
                "        #[max_length = 255]\n        email -> Nullable<Varchar>,\n",
                "",
            ),
            ("total -> Integer", "total -> Nullable<Unsigned<Bigint>>"),
            ("diesel::joinable!(orders -> users (user_id));", ""),
        ],
        then: "ALTER TABLE users MODIFY name VARCHAR(120) NOT NULL DEFAULT 'nobody';
            ALTER TABLE users DROP COLUMN email;
            ALTER TABLE orders MODIFY total BIGINT UNSIGNED DEFAULT 0;
            ALTER TABLE orders DROP FOREIGN KEY fk_orders_user_id;",
        ..Case::default()
    };
    case.check(Mysql).await;
}

#[tokio::test]
async fn the_values_of_an_enum_are_asked_for() {
    let edits: &[(&str, &str)] = &[(
        "",
        "pub mod sql_types2 { #[derive(SqlType)] #[diesel(mysql_type(name = \"Enum\"))]
            pub struct TagsKindEnum; }
        table! { tags { id -> Integer, kind -> crate::schema::sql_types2::TagsKindEnum, } }",
    )];
    let values = vec!["x".to_owned(), "it's".to_owned()];
    let case = Case {
        edits,
        then: "CREATE TABLE tags (
            id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, kind ENUM('x', 'it''s') NOT NULL);",
        options: Options {
            values: [("tags.kind".to_owned(), values)].into(),
            ..Options::default()
        },
        ..Case::default()
    };
    case.check(Mysql).await;
    if let Some((from, ..)) = super::states(Mysql, "", "").await {
        let open = Case {
            edits,
            ..Case::default()
        };
        let target = open.target(&from).unwrap();
        assert!(
            matches!(&target.open[..], [OpenQuestion::Values { name, .. }] if name.to_string() == "tags.kind"),
            "{:?}",
            target.open
        );
    }
}

/// A column of each type, printed and read, is of that type again.
#[tokio::test]
async fn every_type_comes_back() {
    let names = "BIGINT|BIGINT UNSIGNED|BINARY(7)|BIT|BLOB|BOOLEAN|CHAR(3)|DATE|DATETIME|DECIMAL|\
        DOUBLE|FLOAT|INT|INT UNSIGNED|LONGBLOB|LONGTEXT|MEDIUMBLOB|MEDIUMINT|MEDIUMTEXT|SMALLINT|\
        TEXT|TIME|TINYBLOB|TINYINT|TINYTEXT|VARBINARY(9)|VARCHAR(30)|YEAR|POINT";
    let columns: Vec<String> = names
        .split('|')
        .enumerate()
        .map(|(place, name)| format!("a{place} {name}"))
        .collect();
    let then = format!(
        "CREATE TABLE t (id INT PRIMARY KEY, {});",
        columns.join(", ")
    );
    let Some((from, to, _fresh)) = states(Mysql, "", &then).await else {
        return;
    };
    let printed = print_schema(&to, &PrintSchema::default()).unwrap().text;
    let options = Options {
        additions: Additions::none(),
        ..Options::default()
    };
    let found = target(&from, &Default::default(), &declared(&printed), &options).unwrap();
    same(&found.catalog, &to);
}

const HANDWRITTEN: &str = "
    CREATE TABLE users (
        uuid CHAR(36) NOT NULL PRIMARY KEY,
        email VARCHAR(255) NOT NULL UNIQUE,
        picture MEDIUMBLOB
    );
    CREATE TABLE folders (
        uuid CHAR(36) NOT NULL PRIMARY KEY,
        user_uuid CHAR(36) NOT NULL,
        KEY idx_folders_user_uuid (user_uuid),
        CONSTRAINT fk_folders_user_uuid FOREIGN KEY (user_uuid) REFERENCES users (uuid)
    );
";

/// A file for several databases calls all strings `Text`, those of keys too, which can be none.
#[tokio::test]
async fn one_word_for_all_strings_tells_none_apart() {
    let case = Case {
        from: HANDWRITTEN,
        edits: &[
            ("Char", "Text"),
            ("Varchar", "Text"),
            ("Mediumblob", "Binary"),
            (
                "",
                "table! { notes (uuid, language) {
                    uuid -> Text,
                    language -> Text,
                    folder_uuid -> Nullable<Text>,
                    body -> Text,
                } }
                joinable!(notes -> folders (folder_uuid));",
            ),
        ],
        then: "CREATE TABLE notes (
                uuid CHAR(36) NOT NULL,
                language CHAR(36) NOT NULL,
                folder_uuid CHAR(36),
                body TEXT NOT NULL,
                PRIMARY KEY (uuid, language),
                KEY idx_notes_folder_uuid (folder_uuid),
                CONSTRAINT fk_notes_folder_uuid FOREIGN KEY (folder_uuid) REFERENCES folders (uuid)
            );",
        ..Case::default()
    };
    let Some(target) = case.check(Mysql).await else {
        return;
    };
    let why = target.additions.iter().map(|of| of.why.as_str());
    let fitted = why.filter(|why| *why == "a key needs a type with a length: `char(36)`");
    assert_eq!(fitted.count(), 3, "{:?}", target.additions);
}

#[tokio::test]
async fn a_key_without_a_model_is_as_long_as_usual() {
    let case = Case {
        from: "",
        edits: &[("", "table! { tags (name) { name -> Text, note -> Text, } }")],
        then: "CREATE TABLE tags (name VARCHAR(255) NOT NULL PRIMARY KEY, note TEXT NOT NULL);",
        ..Case::default()
    };
    case.check(Mysql).await;
}

/// Where no key is called what it cannot be, another word is another type.
#[tokio::test]
async fn strings_that_are_told_apart_change_their_types() {
    let case = Case {
        from: "CREATE TABLE notes (id CHAR(36) PRIMARY KEY, body VARCHAR(50), page TEXT);",
        edits: &[(
            "#[max_length = 50]\n        body -> Nullable<Varchar>",
            "body -> Nullable<Text>",
        )],
        then: "ALTER TABLE notes MODIFY body TEXT;",
        ..Case::default()
    };
    case.check(Mysql).await;
}

#[tokio::test]
async fn one_column_may_reference_two_tables() {
    let case = Case {
        from: "CREATE TABLE one (id bigint PRIMARY KEY);
            CREATE TABLE two (id bigint PRIMARY KEY);
            CREATE TABLE links (id bigint PRIMARY KEY, part bigint NOT NULL, KEY links_part (part));",
        edits: &[(
            "",
            "joinable!(links -> one (part)); joinable!(links -> two (part));",
        )],
        then:
            "ALTER TABLE links ADD CONSTRAINT links_ibfk_1 FOREIGN KEY (part) REFERENCES one (id);
            ALTER TABLE links ADD CONSTRAINT links_ibfk_2 FOREIGN KEY (part) REFERENCES two (id);",
        options: Options {
            additions: glowplug_schema::declare::Additions::none(),
            ..Options::default()
        },
        ..Case::default()
    };
    case.check(Mysql).await;
}

#[tokio::test]
async fn json_is_what_the_server_makes_of_it() {
    let case = Case {
        from: "CREATE TABLE a (id INT PRIMARY KEY, old JSON, plain LONGTEXT);",
        edits: &[
            ("plain -> Nullable<Longtext>", "plain -> Nullable<Json>"),
            (
                "",
                "table! { c { id -> Integer, js -> Json, nothing -> Nullable<Json>, } }",
            ),
        ],
        then: "ALTER TABLE a MODIFY plain JSON;
            CREATE TABLE c (
                id INT NOT NULL PRIMARY KEY, js JSON NOT NULL, nothing JSON
            );",
        options: Options {
            additions: Additions::none(),
            ..Options::default()
        },
        ..Case::default()
    };
    case.check(Mysql).await;
}

#[tokio::test]
async fn a_column_of_json_may_be_declared_as_what_it_is() {
    let from = "CREATE TABLE a (id INT PRIMARY KEY, js JSON);";
    let Some((from, ..)) = states(Mysql, from, "").await else {
        return;
    };
    let printed = print_schema(&from, &PrintSchema::default()).unwrap().text;
    let edits: &[(&str, &str)] = match printed.contains("Longtext") {
        true => &[("js -> Nullable<Longtext>", "js -> Nullable<Json>")],
        false => &[],
    };
    let case = Case {
        edits,
        ..Case::default()
    };
    assert_eq!(case.target(&from).unwrap().catalog, from);
}

#[tokio::test]
async fn what_uses_a_column_or_table_that_goes_is_asked_about() {
    let from = "
        CREATE TABLE a (id INT PRIMARY KEY, n INT, m INT);
        CREATE TABLE l (id INT PRIMARY KEY, n INT, x INT);
        CREATE TABLE z (id INT PRIMARY KEY);
        CREATE VIEW plain AS SELECT id, n FROM a;
        CREATE VIEW aliased AS SELECT y.n AS other FROM a AS y JOIN l ON y.id = l.id;
        CREATE VIEW unrelated AS SELECT l.n, a.m FROM l JOIN a ON a.id = l.id;
        CREATE TRIGGER own BEFORE UPDATE ON a FOR EACH ROW SET NEW.m = NEW.n;
        CREATE TRIGGER other AFTER UPDATE ON l FOR EACH ROW UPDATE a SET n = NEW.x;
        CREATE TRIGGER no_use AFTER INSERT ON l FOR EACH ROW UPDATE a SET m = NEW.n;
        CREATE TRIGGER writes AFTER DELETE ON l FOR EACH ROW INSERT INTO z VALUES (OLD.id);
        CREATE FUNCTION used(k INT) RETURNS INT READS SQL DATA
            RETURN (SELECT max(n) FROM a WHERE id = k);
        CREATE FUNCTION variable(n INT) RETURNS INT READS SQL DATA
            RETURN (SELECT max(m) FROM a WHERE id = n);
        CREATE PROCEDURE gone() DELETE FROM z;";
    let Some((from, ..)) = states(Mysql, from, "").await else {
        return;
    };
    let case = Case {
        edits: &[
            (
                "id -> Integer,\n        n -> Nullable<Integer>,\n        m",
                "id -> Integer,\n        m",
            ),
            (
                "diesel::table! {\n    z (id) {\n        id -> Integer,\n    }\n}",
                "",
            ),
        ],
        ..Case::default()
    };
    let target = case.target(&from).unwrap();
    let used = target.open.iter().filter_map(OpenQuestion::goes);
    let mut used: Vec<String> = used.map(ToString::to_string).collect();
    used.sort();
    assert_eq!(
        used,
        [
            "a.own",
            "aliased",
            "gone()",
            "l.other",
            "l.writes",
            "plain",
            "used(int)"
        ]
    );
}
