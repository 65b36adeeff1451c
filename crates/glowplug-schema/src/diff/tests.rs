//! Tests of the order of changes, on small catalogs.

mod renames;
mod sample;
mod taken;

use glowplug::catalog::{Catalog, Generated};
use glowplug::model::Database;

use sample::*;

use super::differences;

/// Formats the changes, without the schema that all names are in.
fn plan(from: &Catalog, to: &Catalog) -> Vec<String> {
    let changes = differences(from, to);
    changes
        .iter()
        .map(|change| change.to_string().replace("public.", "").replace("()", ""))
        .collect()
}

fn users() -> glowplug::catalog::Table {
    table("users", [column("id integer"), column("name text")]).with(key("users_pkey", "id"))
}

fn posts() -> glowplug::catalog::Table {
    table("posts", [column("id integer"), column("user_id integer")]).with(key("posts_pkey", "id"))
}

#[test]
fn equal_schemas_do_not_differ() {
    let catalog = postgres([users().part()]);
    assert_eq!(plan(&catalog, &catalog), [""; 0]);
}

#[test]
fn referenced_tables_come_first_and_their_keys_apart() {
    let both = postgres([
        users().part(),
        posts().references("user_id", "users").part(),
    ]);
    let none = postgres([]);
    assert_eq!(
        plan(&none, &both),
        [
            "create table users",
            "create table posts",
            "create constraint posts.posts_user_id_fkey",
        ]
    );
    assert_eq!(plan(&both, &none), ["drop table posts", "drop table users"]);
}

#[test]
fn tables_that_reference_each_other_lose_their_keys_first() {
    let users = table("users", [column("id integer"), column("post_id integer?")])
        .with(key("users_pkey", "id"))
        .references("post_id", "posts");
    let both = postgres([users.part(), posts().references("user_id", "users").part()]);
    assert_eq!(
        plan(&both, &postgres([])),
        [
            "drop constraint posts.posts_user_id_fkey",
            "drop constraint users.users_post_id_fkey",
            "drop table posts",
            "drop table users",
        ]
    );
}

#[test]
fn views_are_made_again_around_a_column_whose_type_changes() {
    let with = |sql: &str| {
        postgres([
            table("users", [column("id integer"), column(sql)]).part(),
            Part::View(view("names", "SELECT name FROM users", &["name"])),
            Part::View(view("short", "SELECT name FROM names", &["name"])),
            uses("view names", "column users.name"),
            uses("view short", "view names"),
        ])
    };
    assert_eq!(
        plan(&with("name text"), &with("name varchar(9)")),
        [
            "drop view short",
            "drop view names",
            "alter column users.name",
            "create view names",
            "create view short",
        ]
    );
    let nullable = plan(&with("name text"), &with("name text?"));
    assert_eq!(nullable, ["alter column users.name"]);
}

#[test]
fn a_view_that_gets_columns_at_its_end_is_replaced() {
    let with = |columns: &[&str]| {
        let mut table = table("t", []);
        table.columns.extend(
            columns
                .iter()
                .map(|name| column(&format!("{name} integer"))),
        );
        postgres([
            table.part(),
            Part::View(view(
                "v",
                &format!("SELECT {}", columns.join(", ")),
                columns,
            )),
            uses(
                "view v",
                &format!("column t.{}", columns[columns.len() - 1]),
            ),
        ])
    };
    let more = plan(&with(&["a"]), &with(&["a", "b"]));
    assert_eq!(more, ["create column t.b", "alter view v"]);
    let fewer = plan(&with(&["a", "b"]), &with(&["a"]));
    assert_eq!(fewer, ["drop view v", "drop column t.b", "create view v"]);
}

#[test]
fn a_default_leaves_while_its_function_is_made_again() {
    let with = |returns: &str| {
        postgres([
            table("t", [defaulting(column("a integer"), "f()")]).part(),
            function("f", returns, "SELECT 1"),
            uses("column t.a", "function f"),
        ])
    };
    assert_eq!(
        plan(&with("integer"), &with("bigint")),
        [
            "alter column t.a",
            "drop function f",
            "create function f",
            "alter column t.a",
        ]
    );
}

#[test]
fn enums_that_lose_values_are_made_again_without_what_stands_on_them() {
    let with = |values: &[&str]| {
        let mood = defaulting(column("mood enum:mood"), "'ok'::mood");
        let mut partial = index("t_partial", "id");
        partial.predicate = Some("mood = 'ok'::mood".to_owned());
        postgres([
            enum_of("mood", values),
            table("t", [column("id integer"), mood])
                .index(partial)
                .part(),
            Part::View(view("v", "SELECT mood FROM t", &["mood"])),
            uses("view v", "column t.mood"),
            uses("index t.t_partial", "enum mood"),
        ])
    };
    let added = plan(&with(&["ok", "sad"]), &with(&["ok", "fine", "sad"]));
    assert_eq!(added, ["alter enum mood"]);
    assert_eq!(
        plan(&with(&["ok", "sad"]), &with(&["sad", "ok"])),
        [
            "drop view v",
            "alter column t.mood",
            "drop index t.t_partial",
            "alter enum mood",
            "alter column t.mood",
            "create index t.t_partial",
            "create view v",
        ]
    );
}

#[test]
fn keys_that_change_lose_their_references_for_a_while() {
    let with = |constraint: &str| {
        let users = table("users", [column("id integer")]).with(key(constraint, "id"));
        postgres([users.part(), posts().references("user_id", "users").part()])
    };
    assert_eq!(
        plan(&with("users_pkey"), &with("users_key")),
        [
            "drop constraint posts.posts_user_id_fkey",
            "drop constraint users.users_pkey",
            "create constraint users.users_key",
            "create constraint posts.posts_user_id_fkey",
        ]
    );
}

#[test]
fn both_ends_of_a_reference_change_their_type_without_it() {
    let with = |sql: &str| {
        let id = column(&format!("id {sql}"));
        let user_id = column(&format!("user_id {sql}"));
        let users = table("users", [id]).with(key("users_pkey", "id"));
        let posts = table("posts", [user_id]).references("user_id", "users");
        postgres([users.part(), posts.part()])
    };
    assert_eq!(
        plan(&with("int4"), &with("int8")),
        ["alter column posts.user_id", "alter column users.id"]
    );
    assert_eq!(
        plan(&with("int4"), &with("uuid")),
        [
            "drop constraint posts.posts_user_id_fkey",
            "alter column posts.user_id",
            "alter column users.id",
            "create constraint posts.posts_user_id_fkey",
        ]
    );
}

#[test]
fn a_sequence_is_made_before_its_column_and_given_to_it_after() {
    let mut id = defaulting(column("id integer"), "nextval('counter'::regclass)");
    id.owned_sequence = Some(name("counter"));
    let with = postgres([
        table("t", [id]).part(),
        Part::Sequence(sequence("counter", Some(("t", "id")))),
        uses("column t.id", "sequence counter"),
    ]);
    let none = postgres([]);
    assert_eq!(
        plan(&none, &with),
        [
            "create sequence counter",
            "create table t",
            "alter sequence counter"
        ]
    );
    assert_eq!(plan(&with, &none), ["drop table t"]);
}

#[test]
fn serial_columns_bring_their_sequence() {
    let mut id = defaulting(column("id integer"), "nextval('t_id_seq'::regclass)");
    id.owned_sequence = Some(name("t_id_seq"));
    let with = postgres([
        table("t", [id]).part(),
        Part::Sequence(sequence("t_id_seq", Some(("t", "id")))),
    ]);
    assert_eq!(plan(&postgres([]), &with), ["create table t"]);
    assert_eq!(plan(&with, &postgres([])), ["drop table t"]);
}

#[test]
fn computed_columns_are_made_again() {
    let with = |expression: &str| {
        let mut sum = column("sum integer?");
        sum.generated = Some(Generated {
            expression: expression.to_owned(),
            stored: true,
        });
        postgres([
            table("t", [column("a integer"), sum])
                .index(index("t_sum", "sum"))
                .part(),
            uses("column t.sum", "column t.a"),
        ])
    };
    assert_eq!(
        plan(&with("a + 1"), &with("a + 2")),
        [
            "drop index t.t_sum",
            "drop column t.sum",
            "create column t.sum",
            "create index t.t_sum",
        ]
    );
}

#[test]
fn functions_are_made_before_what_calls_them_and_after_what_they_mention() {
    let with = postgres([
        users()
            .trigger("touch", "CREATE TRIGGER touch … EXECUTE FUNCTION touch()")
            .part(),
        table("logs", [defaulting(column("id integer"), "f()")]).part(),
        function("touch", "trigger", "…"),
        function("f", "integer", "SELECT max(id) FROM users"),
        uses("trigger users.touch", "function touch"),
        uses("column logs.id", "function f"),
    ]);
    assert_eq!(
        plan(&postgres([]), &with),
        [
            "create table users",
            "create function f",
            "create table logs",
            "create function touch",
            "create trigger users.touch",
        ]
    );
    assert_eq!(
        plan(&with, &postgres([])),
        [
            "drop table logs",
            "drop function f",
            "drop table users",
            "drop function touch",
        ]
    );
}

#[test]
fn tables_of_sqlite_are_altered_as_a_whole() {
    let with = |constraint: &str| {
        let table = users()
            .with(check("c", constraint))
            .index(index("users_name", "name"));
        catalog(Database::Sqlite, [table.part()])
    };
    assert_eq!(plan(&with("a"), &with("b")), ["alter table users"]);
}

#[test]
fn what_takes_a_name_waits_until_it_is_free() {
    let is_table = postgres([users().part()]);
    let is_view = postgres([Part::View(view("users", "SELECT 1", &["id"]))]);
    let there = plan(&is_table, &is_view);
    assert_eq!(there, ["drop table users", "create view users"]);
    let back = plan(&is_view, &is_table);
    assert_eq!(back, ["drop view users", "create table users"]);
}
