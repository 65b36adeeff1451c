//! The types of columns.

use glowplug::catalog::{DataType, TypeKind, TypeName};

use super::*;
use crate::postgres::support::{rows, skipped};

fn system(name: &str) -> TypeName {
    TypeName {
        schema: None,
        name: name.to_owned(),
    }
}

fn own(name: &str) -> TypeName {
    TypeName {
        schema: Some("public".to_owned()),
        name: name.to_owned(),
    }
}

/// A type of the system.
fn plain(sql: &str, name: &str) -> DataType {
    DataType {
        sql: sql.to_owned(),
        name: system(name),
        kind: TypeKind::Base,
        element: None,
        base: None,
        length: None,
        unsigned: false,
    }
}

#[tokio::test]
async fn types_are_named_as_written_and_as_the_catalog_names_them() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let of = |name: &str| column(&schema, "users", name).data_type.clone();
    assert_eq!(of("id"), plain("bigint", "int8"));
    assert_eq!(of("amount"), plain("numeric(10,2)", "numeric"));
    assert_eq!(
        of("born"),
        plain("timestamp(3) with time zone", "timestamptz")
    );
    assert_eq!(of("document"), plain("tsvector", "tsvector"));
    let name = plain("character varying(100)", "varchar");
    let length = Some(100);
    assert_eq!(of("name"), DataType { length, ..name });
    let bits = plain("bit(5)", "bit");
    let length = Some(5);
    assert_eq!(of("bits"), DataType { length, ..bits });
    let during = plain("tstzrange", "tstzrange");
    let kind = TypeKind::Range;
    assert_eq!(of("during"), DataType { kind, ..during });
}

#[tokio::test]
async fn types_of_the_project_say_what_they_are_made_of() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let of = |name: &str| column(&schema, "users", name).data_type.clone();
    let moods = of("moods");
    assert_eq!((moods.sql.as_str(), moods.kind), ("mood[]", TypeKind::Enum));
    assert_eq!(
        (moods.name, moods.element),
        (own("_mood"), Some(own("mood")))
    );
    let place = of("place");
    assert_eq!(place.sql, "\"Other place\".\"Mood\"");
    assert_eq!((place.kind, place.element), (TypeKind::Enum, None));
    let size = of("size");
    assert_eq!((size.sql.as_str(), size.kind), ("small", TypeKind::Domain));
    assert_eq!((size.name, size.base), (own("small"), Some(system("int4"))));
    // A domain of a domain.
    assert_eq!(of("tiny").base, Some(system("int4")));
    let short = of("short");
    assert_eq!(
        (short.base, short.length),
        (Some(system("varchar")), Some(12))
    );
    assert_eq!(column(&schema, "users", "short").collation, None);
    assert_eq!(
        (of("spread").kind, of("both_of").kind),
        (TypeKind::Range, TypeKind::Composite)
    );
}

#[tokio::test]
async fn lengths_are_those_of_the_information_schema() {
    let (_database, mut session) = filled().await;
    let sql = "
        CREATE DOMAIN shorter AS short_text;
        CREATE TABLE lengths (a char, b char(7), c varchar, d varchar(9)[], e bit, f varbit(3),
            g varbit, h \"char\", i name, j text, k shorter, l short_text, m numeric(5), n bpchar)";
    session.run(sql).await.unwrap();
    let schema = session.schema().await.unwrap();
    let sql = "SELECT column_name::text, character_maximum_length::bigint
        FROM information_schema.columns WHERE table_name IN ('lengths', 'users')
        ORDER BY table_name, ordinal_position";
    let known = rows(&mut *session, sql).await;
    let tables = [table(&schema, "lengths"), table(&schema, "users")];
    let columns: Vec<_> = tables
        .into_iter()
        .flat_map(|table| &table.columns)
        .collect();
    assert_eq!(columns.len(), known.len());
    for (column, row) in columns.into_iter().zip(known) {
        assert_eq!(row[0].as_text(), Some(column.name.as_str()));
        let length = column.data_type.length.map(i64::from);
        assert_eq!(row[1].as_integer(), length, "{column:?}");
    }
}

/// A session on a database with objects of extensions, where those are installed.
async fn extended() -> Option<(TestDatabase, Box<dyn Session>)> {
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "SELECT count(*) FROM pg_available_extensions
        WHERE name IN ('citext', 'cube', 'earthdistance', 'ltree')";
    if rows(&mut *session, sql).await[0][0].as_integer() != Some(4) {
        skipped("citext, cube, earthdistance and ltree are not installed");
        return None;
    }
    let sql = "CREATE SCHEMA extensions;
        CREATE EXTENSION citext;
        CREATE EXTENSION earthdistance CASCADE;
        CREATE EXTENSION ltree SCHEMA extensions;
        CREATE TABLE a (mail citext, paths extensions.ltree[], path extensions.ltree);
        CREATE INDEX a_path_idx ON a USING gist (path extensions.gist_ltree_ops (siglen = 100));
        CREATE INDEX a_paths_idx ON a USING gist (paths);
        CREATE VIEW b AS SELECT lower(mail) AS mail FROM a WHERE mail = 'x'";
    session.run(sql).await.unwrap();
    Some((database, session))
}

#[tokio::test]
async fn types_of_extensions_are_used_and_not_listed() {
    let Some((_database, mut session)) = extended().await else {
        return;
    };
    let schema = session.schema().await.unwrap();
    let names = schema.extensions.iter();
    let names: Vec<_> = names
        .map(|of| (of.name.as_str(), of.schema.as_str()))
        .collect();
    let expected = [
        ("citext", "public"),
        ("cube", "public"),
        ("earthdistance", "public"),
        ("ltree", "extensions"),
    ];
    assert_eq!(names, expected);
    assert!(schema.functions.is_empty() && schema.domains.is_empty());
    let mail = &column(&schema, "a", "mail").data_type;
    assert_eq!((mail.sql.as_str(), mail.kind), ("citext", TypeKind::Base));
    let paths = &column(&schema, "a", "paths").data_type;
    assert_eq!(paths.sql, "extensions.ltree[]");
    let element = paths.element.as_ref().unwrap();
    assert_eq!(element.schema.as_deref(), Some("extensions"));
    let class = |name| index(&schema, "a", name).keys[0].operator_class.as_deref();
    let with_parameter = "extensions.gist_ltree_ops (siglen=100)";
    assert_eq!(class("a_path_idx"), Some(with_parameter));
    assert_eq!(class("a_paths_idx"), None);
}

#[tokio::test]
async fn what_uses_an_extension_is_known() {
    let Some((_database, mut session)) = extended().await else {
        return;
    };
    let schema = session.schema().await.unwrap();
    let uses: Vec<_> = schema
        .dependencies
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "extension earthdistance uses extension cube",
        "column public.a.mail uses extension citext",
        "column public.a.path uses extension ltree",
        "column public.a.paths uses extension ltree",
        "index public.a.a_path_idx uses extension ltree",
        "index public.a.a_paths_idx uses extension ltree",
        "view public.b uses extension citext",
        "view public.b uses column public.a.mail",
    ];
    assert_eq!(uses, expected);
}
