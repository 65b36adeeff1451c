//! Tests of renames that take the name of an object that still exists.

use glowplug::catalog::Catalog;

use super::renames::{answered, asked, people};
use super::sample::*;

fn users(columns: &[&str]) -> Catalog {
    postgres([people(columns).part()])
}

#[test]
fn a_column_may_take_the_name_of_another_of_its_type() {
    let from = users(&["id integer", "tags text", "tag_list json"]);
    let to = users(&["id integer", "tags json"]);
    assert_eq!(asked(&from, &to), ["column users.tag_list -> tags"]);
    let told = [
        "rename column users.tags to tags_old",
        "rename column users.tag_list to tags",
    ];
    assert_eq!(answered(&from, &to, &["users.tag_list=tags"], &[]), told);
    let drops = ["users.tags"];
    assert_eq!(answered(&from, &to, &["users.tag_list=tags"], &drops), told);
    assert!(answered(&from, &to, &[], &["users.tag_list"]).is_empty());
}

#[test]
fn what_gave_its_name_away_is_asked_about_where_something_comes() {
    let from = users(&["id integer", "tags text", "tag_list json"]);
    let to = users(&["id integer", "tags json", "old_tags text"]);
    let renames = ["users.tag_list=tags"];
    assert_eq!(answered(&from, &to, &renames, &[]), ["open users.tags"]);
    assert_eq!(
        answered(
            &from,
            &to,
            &["users.tag_list=tags", "users.tags=old_tags"],
            &[]
        ),
        [
            "rename column users.tags to old_tags",
            "rename column users.tag_list to tags",
        ]
    );
    assert_eq!(
        answered(&from, &to, &renames, &["users.tags"]),
        [
            "rename column users.tags to tags_old",
            "rename column users.tag_list to tags",
        ]
    );
}

#[test]
fn names_may_go_in_circles() {
    let from = users(&["a integer", "b text", "c json", "b_old date"]);
    let to = users(&["b integer", "c text", "a json", "b_old date"]);
    assert_eq!(asked(&from, &to), ["column users.a -> b"]);
    let renames = ["users.a=b", "users.b=c", "users.c=a"];
    assert_eq!(
        answered(&from, &to, &renames, &[]),
        [
            "rename column users.a to a_old",
            "rename column users.c to a",
            "rename column users.b to c",
            "rename column users.a_old to b",
        ]
    );
    assert_eq!(answered(&from, &to, &renames[..1], &[]), ["open users.b"]);
}

#[test]
fn columns_that_swap_their_types_may_keep_their_names() {
    let from = users(&["a integer", "b text"]);
    let to = users(&["a text", "b integer"]);
    assert_eq!(asked(&from, &to), ["column users.a -> b"]);
    assert!(answered(&from, &to, &["users.a=a"], &[]).is_empty());
    assert!(answered(&from, &to, &["users.a=users.a"], &[]).is_empty());
    assert!(answered(&from, &to, &[], &["users.a"]).is_empty());
}

#[test]
fn names_of_equal_columns_may_be_exchanged_without_being_asked() {
    let both = users(&["a integer", "b integer"]);
    assert_eq!(
        answered(&both, &both, &["users.a=b", "users.b=a"], &[]),
        [
            "rename column users.a to a_old",
            "rename column users.b to a",
            "rename column users.a_old to b",
        ]
    );
}

#[test]
fn a_name_in_between_is_free_and_short_enough() {
    let long = "x".repeat(63);
    let columns = [format!("{long} integer"), "b text".to_owned()];
    let swapped = [format!("{long} text"), "b integer".to_owned()];
    let texts = |columns: &'_ [String]| columns.to_vec();
    let from = texts(&columns);
    let to = texts(&swapped);
    let of = |texts: &[String]| users(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let (there, back) = (format!("users.{long}=b"), format!("users.b={long}"));
    let told = answered(&of(&from), &of(&to), &[&there, &back], &[]);
    let between = format!("{}_old", "x".repeat(59));
    assert_eq!(told[0], format!("rename column users.{long} to {between}"));
    assert_eq!(told.len(), 3);
}

#[test]
fn tables_and_values_of_enums_exchange_their_names_too() {
    let tables = |first: &str, second: &str| {
        postgres([
            table("a", [column(first)]).part(),
            table("b", [column(second)]).part(),
        ])
    };
    let (from, to) = (tables("x integer", "y text"), tables("y text", "x integer"));
    assert_eq!(asked(&from, &to)[0], "table a -> b");
    assert_eq!(answered(&from, &to, &[], &[]), ["open a"]);
    let columns = ["open a.x", "open b.y"];
    assert_eq!(answered(&from, &to, &["a=a"], &[]), columns);
    assert_eq!(
        answered(&from, &to, &["a=b", "b=a"], &[]),
        [
            "rename table a to a_old",
            "rename table b to a",
            "rename table a_old to b",
        ]
    );
    let moods = postgres([enum_of("mood", &["sad", "ok"])]);
    assert_eq!(
        answered(&moods, &moods, &["mood.sad=ok", "mood.ok=sad"], &[]),
        [
            "rename value sad of enum mood to sad_old",
            "rename value ok of enum mood to sad",
            "rename value sad_old of enum mood to ok",
        ]
    );
}

#[test]
fn a_table_takes_the_name_of_one_whose_columns_are_others() {
    let from = postgres([
        table("users", [column("id integer")]).part(),
        table("users_new", [column("id bigint"), column("name text")]).part(),
    ]);
    let to = postgres([table("users", [column("id bigint"), column("name text")]).part()]);
    assert_eq!(asked(&from, &to), ["table users_new -> users"]);
    assert_eq!(
        answered(&from, &to, &["users_new=users"], &[]),
        [
            "rename table users to users_old",
            "rename table users_new to users"
        ]
    );
}
