//! Types.

use glowplug::catalog::ObjectName;
use glowplug::model::Database::Postgres;
use glowplug_schema::declare::{OpenQuestion, Options, target};
use glowplug_schema::print::{PrintSchema, print_schema};

use super::{SHOP, plain};
use crate::declare::{Case, declared, same, states};

#[tokio::test]
async fn types_lengths_and_nullability_change_in_place() {
    let case = Case {
        from: SHOP,
        edits: &[
            (
                "#[max_length = 100]\n        name -> Varchar",
                "name -> Text",
            ),
            ("email -> Nullable<Text>", "email -> Text"),
            ("total -> Int4", "total -> Nullable<BigInt>"),
            ("#[max_length = 20]", "#[max_length = 40]"),
        ],
        then: "
            ALTER TABLE users ALTER name TYPE text, ALTER email SET NOT NULL;
            ALTER TABLE orders ALTER total TYPE bigint, ALTER total DROP NOT NULL;
            ALTER TABLE orders ALTER note TYPE varchar(40) COLLATE \"C\";",
        ..Case::default()
    };
    case.check(Postgres).await.unwrap();
}

#[tokio::test]
async fn a_serial_that_becomes_wider_counts_further() {
    let case = Case {
        from: "CREATE TABLE users (id serial PRIMARY KEY);",
        edits: &[("id -> Int4", "id -> Int8")],
        then: "ALTER TABLE users ALTER id TYPE bigint; ALTER SEQUENCE users_id_seq AS bigint;",
        ..Case::default()
    };
    let target = case.check(Postgres).await.unwrap();
    assert!(matches!(
        target.additions[0].object,
        ObjectName::Sequence(_)
    ));
}

#[tokio::test]
async fn a_new_enum_asks_for_its_values() {
    let edits: &[(&str, &str)] = &[
        (
            "pub mod sql_types {",
            "pub mod sql_types { #[derive(SqlType)] #[diesel(postgres_type(name = \"user_kind\"))]
             pub struct UserKind;",
        ),
        (
            "email -> Nullable<Text>,",
            "email -> Nullable<Text>, kind -> Nullable<super::sql_types::UserKind>,",
        ),
    ];
    let case = Case {
        from: SHOP,
        edits,
        then: "CREATE TYPE user_kind AS ENUM (); ALTER TABLE users ADD kind user_kind;",
        ..Case::default()
    };
    let target = case.check(Postgres).await.unwrap();
    assert!(
        matches!(&target.open[..], [OpenQuestion::Values { name, .. }] if name.name == "user_kind"),
        "{:?}",
        target.open
    );
    let values = vec!["person".to_owned(), "program".to_owned()];
    let answered = Case {
        from: SHOP,
        edits,
        then: "CREATE TYPE user_kind AS ENUM ('person', 'program');
            ALTER TABLE users ADD kind user_kind;",
        options: Options {
            values: [("user_kind".to_owned(), values)].into(),
            ..Options::default()
        },
        ..Case::default()
    };
    assert_eq!(answered.check(Postgres).await.unwrap().open, []);
}

/// A type that stands elsewhere in the project has no name of the database here: its name in Rust is
/// the nearest there is.
#[tokio::test]
async fn a_type_of_the_project_may_be_imported() {
    let edits: &[(&str, &str)] = &[(
        "",
        "table! {
            use crate::source::site::{BadgeEnum, RegistrationModeType};
            use diesel::sql_types::*;
            sites (id) { id -> Int4, mode -> RegistrationModeType, badge -> BadgeEnum, }
        }",
    )];
    let case = Case {
        from: "CREATE TYPE badge_mapping AS ENUM ('a'); CREATE TYPE badge_type AS ENUM ('b');
            CREATE TYPE registration_mode_enum AS ENUM ('open', 'closed');",
        edits,
        then: "CREATE TYPE badge_enum AS ENUM ();
            CREATE TABLE sites (
                id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                mode registration_mode_enum NOT NULL,
                badge badge_enum NOT NULL
            );",
        ..Case::default()
    };
    let target = case.check(Postgres).await.unwrap();
    assert!(
        matches!(&target.open[..], [OpenQuestion::Values { name, .. }] if name.name == "badge_enum"),
        "{:?}",
        target.open
    );
}

#[tokio::test]
async fn a_number_that_is_no_value_of_an_enum_is_its_default_no_more() {
    let case = Case {
        from: "CREATE TYPE sorting AS ENUM ('new', 'hot');
            CREATE TABLE users (id int PRIMARY KEY, sort int DEFAULT 1);",
        edits: &[(
            "sort -> Nullable<Int4>",
            "sort -> Nullable<crate::source::Sorting>",
        )],
        then: "ALTER TABLE users ALTER sort DROP DEFAULT, ALTER sort TYPE sorting USING NULL;",
        ..Case::default()
    };
    let target = case.check(Postgres).await.unwrap();
    assert_eq!(target.additions.len(), 1);
}

#[tokio::test]
async fn an_extension_comes_with_its_type() {
    let case = Case {
        edits: &[("", "table! { users { id -> Uuid, name -> Citext, } }")],
        then: "CREATE EXTENSION citext;
            CREATE TABLE users (id uuid PRIMARY KEY, name citext NOT NULL);",
        ..Case::default()
    };
    let target = case.check(Postgres).await.unwrap();
    assert_eq!(target.additions.len(), 1);
}

/// A column of each type, printed and read, is of that type again.
#[tokio::test]
async fn every_type_comes_back() {
    let names = "bit bool box bpchar bytea cidr circle date float4 float8 inet int2 int4 int8 \
        interval json jsonb jsonpath line lseg macaddr macaddr8 money name numeric oid path pg_lsn \
        pg_snapshot point polygon regclass regconfig regtype text tid time timestamp timestamptz \
        timetz tsquery tsvector txid_snapshot uuid varbit varchar xid xml int4range tstzrange \
        nummultirange citext mood other.mood_swing positive pair \"char\"";
    let mut columns: Vec<String> = Vec::new();
    let newer = crate::postgres::major().await >= 14;
    let names = names.split_whitespace();
    let names = names.filter(|name| newer || *name != "nummultirange");
    for (place, name) in names.enumerate() {
        columns.push(format!("a{place} {name} NOT NULL, b{place} {name}[]"));
    }
    columns.push("c varchar(20), d char(3), e bit(4) NOT NULL, f varbit(5)".to_owned());
    let from = "CREATE EXTENSION citext; CREATE SCHEMA other;
        CREATE TYPE mood AS ENUM ('a'); CREATE TYPE other.mood_swing AS ENUM ('b');
        CREATE TYPE pair AS (a integer, b text); CREATE DOMAIN positive AS integer CHECK (VALUE > 0);";
    let then = format!(
        "CREATE TABLE t (id uuid PRIMARY KEY, {});",
        columns.join(", ")
    );
    let (from, to, _fresh) = states(Postgres, from, &then).await.unwrap();
    let settings = PrintSchema {
        pg_domains_as_custom_types: vec![regex::Regex::new("positive").unwrap()],
        ..PrintSchema::default()
    };
    let printed = print_schema(&to, &settings).unwrap().text;
    let found = target(&from, &Default::default(), &declared(&printed), &plain()).unwrap();
    assert_eq!(found.open, []);
    same(&found.catalog, &to);
}
