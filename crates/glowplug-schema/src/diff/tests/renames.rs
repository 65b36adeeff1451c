//! Tests of questions about renames and of answers to them.

use glowplug::catalog::{Catalog, Table};

use super::sample::*;
use super::{posts, users};
use crate::diff::{Answers, questions, reversed};

/// Formats the questions: `users.name -> title 93, email 40`.
pub(super) fn asked(from: &Catalog, to: &Catalog) -> Vec<String> {
    let questions = questions(from, to);
    let told = questions.iter().map(|question| {
        let candidates = question.candidates.iter().map(|one| one.to.clone());
        let candidates: Vec<String> = candidates.collect();
        let kind = question.object.kind();
        format!("{kind} {} -> {}", question.object, candidates.join(", "))
    });
    told.collect()
}

/// Formats the renames, or the error.
pub(super) fn answered(
    from: &Catalog,
    to: &Catalog,
    renames: &[&str],
    drops: &[&str],
) -> Vec<String> {
    let owned = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let answers = Answers::parse(&owned(renames), &owned(drops)).expect("they are answers");
    match answers.resolve(from, to) {
        Ok((renames, open)) => {
            let renames = renames
                .iter()
                .map(|one| one.to_string().replace("public.", ""));
            let open = open.iter().map(|one| format!("open {}", one.object));
            renames.chain(open).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

pub(super) fn people(columns: &[&str]) -> Table {
    table("users", columns.iter().map(|text| column(text)))
}

#[test]
fn a_column_that_goes_may_be_any_that_comes_likeliest_first() {
    let from = postgres([people(&["id integer", "name text", "age integer?"]).part()]);
    let to = postgres([people(&[
        "id integer",
        "email text?",
        "full_name text",
        "years integer?",
    ])
    .part()]);
    assert_eq!(
        asked(&from, &to),
        [
            "column users.name -> full_name, email, years",
            "column users.age -> years, email, full_name",
        ]
    );
    assert_eq!(
        answered(&from, &to, &["users.name=full_name"], &[]),
        ["rename column users.name to full_name", "open users.age"]
    );
    assert_eq!(
        answered(&from, &to, &["users.name=full_name"], &["users.age"]),
        ["rename column users.name to full_name"]
    );
}

#[test]
fn what_only_goes_or_only_comes_is_no_question() {
    let less = postgres([people(&["id integer"]).part()]);
    let more = postgres([people(&["id integer", "name text"]).part(), posts().part()]);
    assert_eq!(asked(&less, &more), [""; 0]);
    assert_eq!(asked(&more, &less), [""; 0]);
}

#[test]
fn names_that_follow_a_table_are_renamed_unasked() {
    let with = |name: &str, index_name: &str| {
        let table = table(name, [column("id integer"), column("email text")]);
        table
            .with(key(&format!("{name}_pkey"), "id"))
            .index(index(index_name, "email"))
    };
    let from = postgres([with("users", "users_email_idx").part()]);
    let to = postgres([with("people", "people_email_idx").part()]);
    assert_eq!(asked(&from, &to), ["table users -> people"]);
    assert_eq!(
        answered(&from, &to, &["users=people"], &[]),
        [
            "rename table users to people",
            "rename constraint people.users_pkey to people_pkey",
            "rename index people.users_email_idx to people_email_idx",
        ]
    );
    let other = postgres([with("people", "by_email").part()]);
    assert_eq!(
        answered(&from, &other, &["users=people"], &[]),
        [
            "rename table users to people",
            "rename constraint people.users_pkey to people_pkey",
            "open people.users_email_idx",
        ]
    );
}

#[test]
fn columns_are_named_after_their_tables_new_name() {
    let from = postgres([users().part()]);
    let mut to = users();
    to.name = name("people");
    to.columns[1].name = "title".to_owned();
    let to = postgres([to.part()]);
    assert_eq!(
        answered(&from, &to, &["users=people", "people.name=title"], &[]),
        [
            "rename table users to people",
            "rename column people.name to title"
        ]
    );
    assert_eq!(
        answered(&from, &to, &["people.name=title"], &[]),
        ["open users"]
    );
    let renames = Answers::parse(&["users=people".into(), "people.name=title".into()], &[])
        .unwrap()
        .resolve(&from, &to)
        .unwrap()
        .0;
    let back: Vec<String> = reversed(&renames, &to)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        back,
        [
            "rename column public.people.title to name",
            "rename table public.people to users",
        ]
    );
}

#[test]
fn values_of_enums_are_asked_for() {
    let from = postgres([enum_of("mood", &["sad", "ok"])]);
    let to = postgres([enum_of("mood", &["unhappy", "ok"])]);
    assert_eq!(asked(&from, &to), ["enum value mood.sad -> unhappy"]);
    assert_eq!(
        answered(&from, &to, &["mood.sad=unhappy"], &[]),
        ["rename value sad of enum mood to unhappy"]
    );
}

#[test]
fn indexes_are_asked_for_when_only_the_name_differs() {
    let with = |name: &str, on: &str| postgres([users().index(index(name, on)).part()]);
    assert_eq!(
        asked(&with("a", "name"), &with("b", "name")),
        ["index users.a -> b"]
    );
    assert_eq!(asked(&with("a", "name"), &with("b", "id")), [""; 0]);
}

#[test]
fn a_table_may_move_to_another_schema() {
    let mut moved = users();
    moved.name.schema = Some("app".to_owned());
    let from = postgres([users().part()]);
    let to = postgres([moved.part()]);
    assert_eq!(asked(&from, &to), ["table users -> app.users"]);
    assert_eq!(
        answered(&from, &to, &["users=app.users"], &[]),
        ["move table users to schema app"]
    );
}

#[test]
fn answers_that_nobody_asked_for_are_refused() {
    let from = postgres([people(&["id integer", "name text"]).part()]);
    let to = postgres([people(&["id integer", "title text"]).part()]);
    assert_eq!(
        answered(&from, &to, &["users.nam=title"], &[]),
        [
            "`--rename users.nam=title`: nothing called `users.nam` goes while something comes in \
          its place; `users.name` does"
        ]
    );
    assert_eq!(
        answered(&from, &to, &["users.name=tilte"], &[]),
        ["`--rename users.name=tilte`: column `users.name` can become `title`"]
    );
    let all = [
        "public.users.name=title",
        "users.name=users.title",
        "name=title",
    ];
    assert_eq!(
        answered(&from, &to, &all[..1], &[]),
        ["rename column users.name to title"]
    );
    assert_eq!(
        answered(&from, &to, &all[1..2], &[]),
        ["rename column users.name to title"]
    );
    assert!(answered(&from, &to, &all[2..], &[])[0].contains("nothing called `name`"));
}

#[test]
fn that_something_is_dropped_may_be_said_unasked() {
    let from = postgres([people(&["id integer", "name text"]).part()]);
    let to = postgres([people(&["id integer"]).part()]);
    assert!(answered(&from, &to, &[], &["users.name"]).is_empty());
    assert_eq!(
        answered(&from, &to, &[], &["users.id"]),
        ["`--drop users.id`: nothing called `users.id` goes"]
    );
    let to = postgres([people(&["id integer", "title text"]).part()]);
    // Its only candidate is taken by another.
    let from = postgres([people(&["id integer", "name text", "nick text"]).part()]);
    assert_eq!(
        answered(&from, &to, &["users.name=title"], &["users.nick"]),
        ["rename column users.name to title"]
    );
}

#[test]
fn two_objects_cannot_become_one() {
    let from = postgres([people(&["a integer", "b integer"]).part()]);
    let to = postgres([people(&["c integer", "d integer"]).part()]);
    let both = answered(&from, &to, &["users.a=c", "users.b=c"], &[]);
    assert_eq!(
        both,
        ["two objects cannot become one: rename column public.users.b to c"]
    );
}
