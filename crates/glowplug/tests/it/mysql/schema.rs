//! The whole schema as data.

use glowplug::catalog::{Catalog, Column, ConstraintKind, FunctionKind, Index, QualifiedName};
use glowplug::catalog::{ObjectName, Table};
use glowplug::session::Session;
use mysql_async::prelude::Queryable;

use crate::support::mysql::{TestDatabase, database};

const SCHEMA: &str = include_str!("schema.sql");

/// The catalog of a fresh database with the schema in it.
async fn rich() -> Option<(TestDatabase, Box<dyn Session>, Catalog)> {
    let database = database().await?;
    let mut session = database.session().await;
    session.run(SCHEMA).await.unwrap();
    let catalog = session.schema().await.unwrap();
    Some((database, session, catalog))
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
    catalog.table(&QualifiedName::plain(name)).unwrap()
}

fn column<'a>(catalog: &'a Catalog, name: &str) -> &'a Column {
    table(catalog, "users").column(name).unwrap()
}

fn index<'a>(catalog: &'a Catalog, name: &str) -> &'a Index {
    let mut indexes = table(catalog, "users").indexes.iter();
    indexes.find(|index| index.name == name).unwrap()
}

#[tokio::test]
async fn columns_are_read_with_all_that_is_said_of_them() {
    let Some((_database, _, catalog)) = rich().await else {
        return;
    };
    let types: Vec<(&str, &str)> = table(&catalog, "users")
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.data_type.sql.as_str()))
        .collect();
    assert_eq!(types[0], ("id", "int unsigned"));
    assert_eq!(types[4], ("mood", "enum('sad','ok','it''s')"));
    assert_eq!(types[5], ("balance", "decimal(10,2) unsigned"));
    assert_eq!(types[16], ("active", "tinyint(1)"));
    assert_eq!(types[17], ("digits", "int(5) unsigned zerofill"));
    let of = |name| column(&catalog, name);
    assert!(of("id").identity.is_some() && of("id").data_type.unsigned && !of("id").nullable);
    assert_eq!(of("name").default.as_deref(), Some("'it''s'"));
    assert_eq!(of("name").data_type.length, Some(50));
    assert_eq!(of("name").comment.as_deref(), Some("how they are called"));
    assert_eq!(of("name").collation, None);
    assert_eq!(of("code").collation.as_deref(), Some("latin1_swedish_ci"));
    assert_eq!(of("balance").data_type.length, Some(10));
    assert_eq!(
        of("seen").on_update.as_deref(),
        Some("current_timestamp(3)")
    );
    assert_eq!(of("made").default.as_deref(), Some("current_timestamp()"));
    assert_eq!(of("made").on_update, None);
    assert_eq!(of("age").default, None);
    assert_eq!(of("bio").default, None);
    assert_eq!(of("flags").default.as_deref(), Some("b'101'"));
    assert_eq!(of("sum").default.as_deref(), Some("(1 + 2)"));
    assert!(of("hidden").invisible && !of("age").invisible);
    let twice = of("twice").generated.as_ref().unwrap();
    assert_eq!(
        (twice.expression.as_str(), twice.stored),
        ("`age` * 2", true)
    );
    assert!(!of("shout").generated.as_ref().unwrap().stored);
    assert_eq!(of("small").check.as_deref(), Some("`small` > 5"));
    assert_eq!(of("data").check.as_deref(), Some("json_valid(`data`)"));
    assert_eq!(of("data").collation.as_deref(), Some("utf8mb4_bin"));
}

#[tokio::test]
async fn keys_are_constraints_where_sql_can_say_them_and_indexes_otherwise() {
    let Some((_database, _, catalog)) = rich().await else {
        return;
    };
    let definitions = |name| {
        let constraints = table(&catalog, name).constraints.iter();
        let texts = constraints.map(|one| format!("{} {}", one.label(), one.definition));
        texts.collect::<Vec<String>>()
    };
    assert_eq!(
        definitions("users"),
        [
            "PRIMARY PRIMARY KEY (id)",
            "users_adult CHECK (`age` > 17)",
            "users_both UNIQUE (code, age)",
            "users_name UNIQUE (name)",
        ]
    );
    // `posts_pair` serves the key on `author`; the server made an index for the other one.
    assert_eq!(
        definitions("posts"),
        [
            "PRIMARY PRIMARY KEY (id)",
            "posts_author FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE \
             ON UPDATE SET NULL",
            "posts_pair UNIQUE (author, reader)",
            "posts_reader FOREIGN KEY (reader) REFERENCES users (id)",
        ]
    );
    assert_eq!(table(&catalog, "posts").indexes[0].name, "posts_reader");
    assert_eq!(table(&catalog, "visits").primary_key(), ["id", "year"]);
}

#[tokio::test]
async fn indexes_are_read_with_their_options() {
    let Some((_database, _, catalog)) = rich().await else {
        return;
    };
    let names: Vec<&str> = table(&catalog, "users")
        .indexes
        .iter()
        .map(|index| index.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "users_age",
            "users_bio",
            "users_ignored",
            "users_place",
            "users_start"
        ]
    );
    let age = index(&catalog, "users_age");
    assert_eq!(
        (age.keys[0].prefix, age.keys[1].descending),
        (Some(10), true)
    );
    assert_eq!(age.comment.as_deref(), Some("why"));
    assert_eq!(index(&catalog, "users_ignored").options, ["IGNORED"]);
    assert_eq!(index(&catalog, "users_bio").method, "FULLTEXT");
    assert_eq!(index(&catalog, "users_place").method, "SPATIAL");
    assert_eq!(index(&catalog, "users_place").keys[0].prefix, None);
    assert!(index(&catalog, "users_start").unique);
}

#[tokio::test]
async fn tables_say_what_is_not_the_default() {
    let Some((_database, _, catalog)) = rich().await else {
        return;
    };
    let options = |name| table(&catalog, name).options.join(" ");
    assert_eq!(options("users"), "");
    assert_eq!(
        options("posts"),
        "COLLATE=utf8mb4_bin ROW_FORMAT=COMPRESSED"
    );
    assert_eq!(options("old"), "ENGINE=MyISAM");
    assert_eq!(options("tracked"), "WITH SYSTEM VERSIONING");
    assert!(catalog.table_defaults.0.contains("ENGINE=InnoDB"));
    assert_eq!(table(&catalog, "users").comment.as_deref(), Some("people"));
    let by = |name| table(&catalog, name).partitioned.clone().unwrap().by;
    assert_eq!(
        by("visits"),
        "RANGE (`year`) (\n    PARTITION early VALUES LESS THAN (2000) COMMENT = 'before',\n    \
         PARTITION late VALUES LESS THAN (MAXVALUE)\n)"
    );
    assert_eq!(by("hits"), "KEY (`kind`)\nPARTITIONS 4");
    let numbers = &catalog.sequences[0];
    assert_eq!((numbers.start, numbers.increment), (5, 2));
    assert_eq!((numbers.maximum, numbers.cache), (99, 10));
    assert!(numbers.cycles && numbers.name.name == "numbers");
    let names: Vec<&str> = catalog
        .tables
        .iter()
        .map(|table| &*table.name.name)
        .collect();
    assert_eq!(
        names,
        [
            "hits", "old", "posts", "tickets", "tracked", "users", "visits"
        ]
    );
}

#[tokio::test]
async fn programs_are_read_as_statements_that_make_them() {
    let Some((_database, _, catalog)) = rich().await else {
        return;
    };
    let functions: Vec<(&str, FunctionKind, &str)> = catalog
        .functions
        .iter()
        .map(|one| (&*one.name.name, one.kind, &*one.definition))
        .collect();
    assert_eq!(
        functions,
        [
            (
                "daily",
                FunctionKind::Event,
                "CREATE EVENT daily\n    ON SCHEDULE EVERY 1 DAY\n    DISABLE\n    COMMENT 'd'\n    \
                 DO SELECT 1"
            ),
            (
                "plus",
                FunctionKind::Function,
                "CREATE FUNCTION plus(x int, y varchar(10)) RETURNS int\n    DETERMINISTIC\n\
                 RETURN x + 1"
            ),
            (
                "touch",
                FunctionKind::Procedure,
                "CREATE PROCEDURE touch(IN a int, OUT b int)\n    COMMENT 'c'\n\
                 BEGIN SET b = a; SET b = b + 1; END"
            ),
        ]
    );
    let triggers = &table(&catalog, "users").triggers;
    assert_eq!(
        triggers[0].definition,
        "CREATE TRIGGER a_second BEFORE INSERT ON users FOR EACH ROW FOLLOWS upper_name\n\
         SET NEW.age = 21"
    );
    assert_eq!(triggers[1].name, "upper_name");
}

#[tokio::test]
async fn views_are_read_without_the_database_s_name() {
    let Some((database, _, catalog)) = rich().await else {
        return;
    };
    let names: Vec<&str> = catalog.views.iter().map(|view| &*view.name.name).collect();
    assert_eq!(names, ["adults", "called", "checked"]);
    assert_eq!(catalog.views[1].options, ["SQL SECURITY INVOKER"]);
    assert_eq!(catalog.views[2].options, ["check_option=local"]);
    assert_eq!(
        catalog.views[2].query,
        "select `posts`.`id` AS `id` from `posts` where `posts`.`id` > 3"
    );
    assert_eq!(
        catalog.views[0].columns[1],
        ("called".to_owned(), "varchar(50)".to_owned())
    );
    assert!(catalog.views[0].query.contains("'`x`.'"));
    let uses: Vec<String> = catalog
        .dependencies
        .iter()
        .map(|one| format!("{} {} {}", one.object, one.uses.kind(), one.uses))
        .collect();
    assert_eq!(
        uses,
        [
            "tickets.id sequence numbers",
            "users.a_second column users.age",
            "users.upper_name column users.age",
            "users.upper_name column users.name",
            "adults table users",
            "adults column users.age",
            "adults column users.id",
            "adults column users.name",
            "adults function plus(int, varchar(10))",
            "called table posts",
            "called column posts.author",
            "called view adults",
            "checked table posts",
            "checked column posts.id",
        ]
    );
    assert!(!format!("{catalog:?}").contains(&database.name));
}

#[tokio::test]
async fn one_schema_in_two_databases_is_one_catalog() {
    let (Some((_left, _, left)), Some((_right, mut session, _))) = (rich().await, rich().await)
    else {
        return;
    };
    let more = "INSERT INTO old VALUES (1); ALTER TABLE users AUTO_INCREMENT = 50; \
         SELECT NEXTVAL(numbers); ALTER TABLE __glowplug_history ADD b INT";
    session.run(more).await.unwrap();
    assert_eq!(left, session.schema().await.unwrap());
}

#[tokio::test]
async fn a_schema_takes_as_many_queries_however_many_tables_it_has() {
    let Some((database, mut session, _)) = rich().await else {
        return;
    };
    let mut witness = database.connection().await;
    let mut counts = Vec::new();
    for round in 0..2 {
        for number in 0..round * 20 {
            let sql = format!(
                "CREATE TABLE more_{number} (id INT PRIMARY KEY, a INT UNIQUE, INDEX (a, id))"
            );
            witness.query_drop(sql).await.unwrap();
        }
        let before = questions(&mut *session).await;
        session.schema().await.unwrap();
        counts.push(questions(&mut *session).await - before);
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] < 60, "{counts:?}");
}

/// How many statements this session has sent.
async fn questions(session: &mut dyn Session) -> i64 {
    let sql = "SELECT CAST(variable_value AS SIGNED) FROM information_schema.session_status \
         WHERE variable_name = 'Questions'";
    let answer = session.query(sql, &[], glowplug::session::Caching::Once);
    answer.await.unwrap().rows[0][0].as_integer().unwrap()
}

#[tokio::test]
async fn a_unique_key_that_is_no_constraint_is_no_constraint() {
    let Some((_database, _, catalog)) = rich().await else {
        return;
    };
    let uniques = |table: &Table| {
        let kinds = table.constraints.iter().map(|one| &one.kind);
        kinds
            .filter(|kind| matches!(kind, ConstraintKind::Unique { .. }))
            .count()
    };
    assert_eq!(uniques(table(&catalog, "users")), 2);
    assert!(
        catalog
            .dependencies
            .iter()
            .all(|one| !matches!(one.object, ObjectName::Table(_)))
    );
}
