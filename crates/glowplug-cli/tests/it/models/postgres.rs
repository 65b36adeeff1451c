//! Typed operations through the structs that are written for PostgreSQL.

#[allow(
    clippy::type_complexity,
    dead_code,
    unreachable_pub,
    reason = "as a project has them"
)]
mod models;
#[allow(dead_code, unreachable_pub, reason = "as a project has it")]
mod schema;

use std::ops::Bound;

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, Utc};
use diesel::pg::data_types::PgInterval;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use glowplug::Database;

use self::models::{
    Category, CategoryPatch, Habit, Membership, Message, Mood, NewCategory, NewHabit,
    NewMembership, NewMessage, NewOptionRow, NewPerson, NewServer, OptionRow, OptionRowPatch,
    Person, PersonPatch, Server,
};
use self::schema::{categories, habits, memberships, messages, options, people, servers};
use super::generated::stage;
use crate::stage::{Stage, block_on};

/// Runs something on a database with the tables.
fn with<T>(work: impl AsyncFnOnce(&mut AsyncPgConnection) -> T) -> T {
    let stage: Stage = stage(Database::Postgres).unwrap();
    block_on(async {
        let mut connection = AsyncPgConnection::establish(&stage.url()).await.unwrap();
        work(&mut connection).await
    })
}

async fn server(connection: &mut AsyncPgConnection) -> Server {
    diesel::insert_into(servers::table)
        .values(NewServer {
            name: "home".to_owned(),
        })
        .returning(Server::as_returning())
        .get_result(connection)
        .await
        .unwrap()
}

fn somebody() -> NewPerson {
    NewPerson {
        id: None,
        email: "a@example.org".to_owned(),
        type_: None,
        display_name: None,
        mood: None,
        moods: None,
        extent: None,
        nickname: None,
        tags: None,
        settings: None,
        friend_id: None,
    }
}

async fn insert(connection: &mut AsyncPgConnection, person: &NewPerson) -> Person {
    diesel::insert_into(people::table)
        .values(person)
        .returning(Person::as_returning())
        .get_result(connection)
        .await
        .unwrap()
}

#[test]
fn a_row_is_inserted_changed_and_found_by_its_parent() {
    with(async |connection| {
        let home = server(connection).await;
        let new = NewCategory {
            name: "general".to_owned(),
            server_id: home.server_id,
        };
        let category = diesel::insert_into(categories::table)
            .values(&new)
            .returning(Category::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        assert_eq!(category.name, "general");
        assert!(category.created_at <= Utc::now());
        let patch = CategoryPatch {
            name: Some("random".to_owned()),
            ..CategoryPatch::default()
        };
        let changed: Category = diesel::update(&category)
            .set(&patch)
            .returning(Category::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        assert_eq!(
            changed,
            Category {
                name: "random".to_owned(),
                ..category
            }
        );
        let found: Vec<Category> = Category::belonging_to(&home)
            .select(Category::as_select())
            .load(connection)
            .await
            .unwrap();
        assert_eq!(found, [changed]);
    });
}

#[test]
fn what_is_not_given_is_left_to_the_database() {
    with(async |connection| {
        let person = insert(connection, &somebody()).await;
        assert_eq!(person.type_, "guest");
        assert_eq!(person.mood, Mood::Happy);
        assert_eq!(person.nickname.as_deref(), Some("nobody"));
        assert_eq!(person.initials.as_deref(), Some("A@"));
        assert_eq!(person.settings, serde_json::json!({}));
        assert_eq!(person.display_name, None);
        let null = NewPerson {
            nickname: Some(None),
            ..somebody()
        };
        assert_eq!(insert(connection, &null).await.nickname, None);
    });
}

#[test]
fn values_of_every_type_come_back() {
    with(async |connection| {
        let given = NewPerson {
            id: Some(uuid::Uuid::from_u128(7)),
            mood: Some(Mood::Value2nd),
            moods: Some(vec![Some(Mood::NotSoGood), None, Some(Mood::ValueGre)]),
            extent: Some(models::ATypeWhoseNameIsAsLongAsTheNamesOfTypesMayBe::One),
            tags: Some(vec![Some("a".to_owned()), None]),
            settings: Some(serde_json::json!({"dark": true})),
            ..somebody()
        };
        let person = insert(connection, &given).await;
        assert_eq!((Some(person.id), Some(person.mood)), (given.id, given.mood));
        assert_eq!((person.moods, person.extent), (given.moods, given.extent));
        assert_eq!(
            (Some(person.tags), Some(person.settings)),
            (given.tags, given.settings)
        );
    });
}

#[test]
fn times_numbers_and_ranges_come_back() {
    with(async |connection| {
        let person = insert(connection, &somebody()).await;
        let born = NaiveDate::from_ymd_opt(2001, 2, 3).unwrap();
        let morning = born.and_hms_opt(7, 30, 0).unwrap();
        let habit = NewHabit {
            person_id: person.id,
            born: Some(born),
            wakes: Some(morning.time()),
            balance: Some("12.50".parse::<BigDecimal>().unwrap()),
            picture: Some(vec![0, 1, 255]),
            scores: Some(vec![Some(1.5), None]),
            years: Some((Bound::Included(1), Bound::Excluded(5))),
            holidays: vec![(Bound::Included(born), Bound::Unbounded)],
            patience: Some(PgInterval::from_days(3)),
            seen: Some(morning),
        };
        let found: Habit = diesel::insert_into(habits::table)
            .values(&habit)
            .returning(Habit::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        assert_eq!(
            (found.born, found.wakes, found.seen),
            (habit.born, habit.wakes, habit.seen)
        );
        assert_eq!(
            (Some(found.balance), found.picture),
            (habit.balance, habit.picture)
        );
        assert_eq!((found.scores, found.years), (habit.scores, habit.years));
        assert_eq!(
            (found.holidays, found.patience),
            (habit.holidays, habit.patience)
        );
        assert_eq!(found.stays, None);
    });
}

#[test]
fn a_patch_tells_null_from_nothing() {
    with(async |connection| {
        let person = insert(connection, &somebody()).await;
        let patch = PersonPatch {
            nickname: Some(None),
            mood: Some(Mood::NotSoGood),
            ..PersonPatch::default()
        };
        let changed: Person = diesel::update(people::table.find(person.id))
            .set(patch)
            .returning(Person::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        assert_eq!(
            changed,
            Person {
                nickname: None,
                mood: Mood::NotSoGood,
                ..person
            }
        );
        let moody = people::table.filter(people::mood.eq(Mood::NotSoGood));
        assert_eq!(moody.count().get_result(connection).await, Ok(1));
    });
}

#[test]
fn of_two_keys_to_one_table_none_is_the_parent_and_both_can_be_asked() {
    with(async |connection| {
        let person = insert(connection, &somebody()).await;
        let message: Message = diesel::insert_into(messages::table)
            .values(NewMessage {
                author_id: person.id,
                reader_id: None,
                category_id: None,
                a_column_whose_name_is_as_long_as_the_names_of_columns_may_be: None,
            })
            .returning(Message::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        let found = messages::table
            .filter(messages::author_id.eq(person.id))
            .select(Message::as_select());
        assert_eq!(found.load(connection).await, Ok(vec![message]));
    });
}

#[test]
fn keys_of_two_columns_and_odd_names_work() {
    with(async |connection| {
        let home = server(connection).await;
        let person = insert(connection, &somebody()).await;
        let new = NewMembership {
            server_id: home.server_id,
            person_id: person.id,
        };
        let member: Membership = diesel::insert_into(memberships::table)
            .values(new)
            .returning(Membership::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        assert_eq!(member.id(), (&home.server_id, &person.id));
        let of_home = Membership::belonging_to(&home).count();
        assert_eq!(of_home.get_result(connection).await, Ok(1));
        let option: OptionRow = diesel::insert_into(options::table)
            .values(NewOptionRow { value: Some(3) })
            .returning(OptionRow::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        let patch = OptionRowPatch { value: Some(None) };
        let none: OptionRow = diesel::update(&option)
            .set(patch)
            .returning(OptionRow::as_returning())
            .get_result(connection)
            .await
            .unwrap();
        assert_eq!((option.value, none.value), (Some(3), None));
    });
}
