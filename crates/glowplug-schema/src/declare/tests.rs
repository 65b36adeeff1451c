//! Tests of reading declarations.

mod spelling;

use glowplug::catalog::{DieselType, QualifiedName};
use glowplug::error::{Error, ProblemPlace};

use super::*;

fn declared(text: &str) -> Declared {
    read(vec![Source::new("src/schema.rs", text)]).unwrap()
}

fn column(text: &str) -> DieselType {
    let text = format!("diesel::table! {{ users (id) {{ {text}, }} }}");
    declared(&text).tables[0].columns[0].data_type.clone()
}

fn plain(name: &str) -> DieselType {
    DieselType {
        name: name.to_owned(),
        sql_name: None,
        schema: None,
        imported: false,
        array: false,
        wrappers: Vec::new(),
        nullable_elements: false,
        unsigned: false,
        nullable: false,
        max_length: None,
    }
}

#[test]
fn a_table_says_its_name_its_key_its_columns_and_its_docs() {
    let read = declared(
        r#"
        // @generated automatically by Diesel CLI.

        diesel::table! {
            /// Those who may sign in.
            ///
            /// And no others.
            auth.users (id, type_) {
                /// The key.
                id -> Int4,
                #[sql_name = "type"]
                #[max_length = 12]
                type_ -> Varchar,
                r#match -> Nullable<Text>,
            }
        }
        "#,
    );
    let table = &read.tables[0];
    assert_eq!(table.name, QualifiedName::new("auth", "users"));
    assert_eq!(table.key, ["id", "type"]);
    let docs = "Those who may sign in.\n\nAnd no others.";
    assert_eq!(table.docs.as_deref(), Some(docs));
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(names, ["id", "type", "match"]);
    assert_eq!(table.columns[0].docs.as_deref(), Some("The key."));
    assert_eq!(table.columns[1].data_type.max_length, Some(12));
    assert!(table.columns[2].data_type.nullable);
}

#[test]
fn a_table_without_a_key_has_id() {
    assert_eq!(
        declared("table! { users { id -> Integer, } }").tables[0].key,
        ["id"]
    );
}

#[test]
fn types_are_read_however_they_are_spelled() {
    let nullable = DieselType {
        nullable: true,
        ..plain("Text")
    };
    for spelled in [
        "id -> Nullable<Text>",
        "id -> Nullable <Text>",
        "id -> diesel::sql_types::Nullable<diesel::sql_types::Text>",
        "id -> Nullable<::diesel::types::Text>",
    ] {
        assert_eq!(column(spelled), nullable, "{spelled}");
    }
    let array = DieselType {
        array: true,
        nullable: true,
        nullable_elements: true,
        ..plain("Text")
    };
    assert_eq!(column("id -> Nullable<Array<Nullable<Text>>>"), array);
    assert_eq!(column("id -> diesel::pg::sql_types::Uuid"), plain("Uuid"));
    let unsigned = DieselType {
        unsigned: true,
        ..plain("Bigint")
    };
    assert_eq!(column("id -> Unsigned<Bigint>"), unsigned);
    let range = DieselType {
        wrappers: vec!["Range".to_owned()],
        ..plain("Int4")
    };
    assert_eq!(column("id -> Range<Int4>"), range);
}

#[test]
fn types_of_the_project_are_found_by_what_is_imported() {
    let read = declared(
        r#"
        pub mod sql_types {
            #[derive(diesel::query_builder::QueryId, diesel::sql_types::SqlType)]
            #[diesel(postgres_type(name = "mood"))]
            pub struct Mood;

            #[derive(SqlType, QueryId)]
            #[postgres(type_name = "post_status")]
            pub struct PostStatus;

            #[derive(SqlType)]
            #[diesel(postgres_type(name = "tag", schema = "other"), sqlite_type(name = "Text"))]
            pub struct Tag;

            pub struct NoSqlType;
        }
        diesel::table! {
            use diesel::sql_types::*;
            use super::sql_types::{Mood as MoodType, Tag};

            users (id) {
                a -> MoodType,
                b -> super::sql_types::PostStatus,
                c -> Array<Nullable<Tag>>,
                d -> Text,
            }
        }
        "#,
    );
    let types: Vec<_> = read.tables[0]
        .columns
        .iter()
        .map(|column| &column.data_type)
        .collect();
    assert_eq!(types[0].name, "Mood");
    assert_eq!(types[0].sql_name.as_deref(), Some("mood"));
    assert_eq!(types[1].sql_name.as_deref(), Some("post_status"));
    assert_eq!(types[2].schema.as_deref(), Some("other"));
    assert_eq!(types[3].sql_name, None);
    assert_eq!(read.types.len(), 3);
}

#[test]
fn the_nearest_type_of_several_modules_is_taken() {
    let module = |name: &str| {
        format!(
            "pub mod {name} {{ pub mod sql_types {{ #[derive(SqlType)] \
             #[diesel(postgres_type(name = \"mood\", schema = \"{name}\"))] pub struct Mood; }} \
             diesel::table! {{ use super::sql_types::Mood; {name}.users (id) {{ id -> Mood, }} }} \
             diesel::table! {{ {name}.posts (id) {{ #[sql_name = \"user\"] user_ -> Int4, }} }} \
             diesel::joinable!(posts -> users (user_)); }}"
        )
    };
    let read = declared(&(module("one") + &module("two")));
    for (place, schema) in [(0, "one"), (2, "two")] {
        let of = &read.tables[place].columns[0].data_type;
        assert_eq!(of.schema.as_deref(), Some(schema));
    }
    let joins: Vec<String> = read
        .joins
        .iter()
        .map(|join| format!("{} {} {}", join.child, join.parent, join.column))
        .collect();
    assert_eq!(
        joins,
        ["one.posts one.users user", "two.posts two.users user"]
    );
}

#[test]
fn a_name_with_its_schema_in_it_is_taken_apart() {
    let read =
        declared("table! { #[sql_name = \"my-app.type\"] my_app.type_ (id) { id -> Int4, } }");
    assert_eq!(read.tables[0].name, QualifiedName::new("my-app", "type"));
}

#[test]
fn what_is_none_of_these_is_passed_over() {
    let read = declared(
        "mod other; use x::y; infer_schema!(\"env\"); struct A { b: u8 } \
         allow_tables_to_appear_in_same_query!(a, b); \
         diesel::allow_columns_to_appear_in_same_group_by_clause!(a::b, c::d); \
         joinable!(elsewhere -> there (id)); fn f() { g!(->) }",
    );
    assert_eq!(read, Declared::default());
}

#[test]
fn saying_the_same_twice_is_no_mistake() {
    let table = "table! { users { id -> Integer, } }";
    assert_eq!(declared(&format!("{table} {table}")).tables.len(), 1);
    let other = "table! { users { id -> Text, } }";
    let sources = vec![Source::new("a.rs", table), Source::new("b.rs", other)];
    let Err(Error::Files(problems)) = read(sources) else {
        panic!("this is two tables of one name");
    };
    assert_eq!(problems[0].message, "`users` is declared twice");
    let ProblemPlace::Point(place) = &problems[0].place else {
        panic!("it has a place");
    };
    assert_eq!(place.to_string(), "b.rs:1:10");
}

#[test]
fn what_cannot_be_read_is_shown_where_it_stands() {
    let text = "\u{feff}// é\ndiesel::table! {\n    users (id) {\n        id => Int4,\n    }\n}\n\
                table! { posts { id Int4 } }\n";
    let Err(Error::Files(problems)) = read(vec![Source::new("schema.rs", text)]) else {
        panic!("this cannot be read");
    };
    let places: Vec<(String, String)> = problems
        .iter()
        .map(|problem| match &problem.place {
            ProblemPlace::Point(place) => {
                let marked = place.excerpt.text[place.excerpt.marked.clone()].to_owned();
                (place.to_string(), marked)
            }
            ProblemPlace::Paths(_) => panic!("it has a point"),
        })
        .collect();
    assert_eq!(places[0].0, "schema.rs:4:12");
    assert_eq!(places[1], ("schema.rs:7:21".to_owned(), "Int4".to_owned()));
    assert!(
        problems[0].message.contains("expected"),
        "{}",
        problems[0].message
    );
}

#[test]
fn a_file_that_is_no_rust_is_shown_where_it_ends_being_it() {
    let Err(Error::Files(problems)) = read(vec![Source::new("schema.rs", "mod a {\n  ~\n}")])
    else {
        panic!("this cannot be read");
    };
    assert_eq!(problems.len(), 1);
}
