//! Typed operations through the structs that are written for SQLite, in a file for each table.

#[allow(dead_code, unreachable_pub, reason = "as a project has them")]
mod rows;
#[allow(
    dead_code,
    non_snake_case,
    unreachable_pub,
    reason = "as a project has it"
)]
mod schema;

use diesel::prelude::*;
use glowplug::Database;

use self::rows::accounts::{Account, AccountPatch, NewAccount};
use self::rows::channels::{Channel, ChannelPatch, NewChannel};
use self::rows::servers::{NewServer, Server, ServerPatch};
use self::rows::words::{NewWord, Word};
use self::schema::{Accounts, channels, servers, words};
use super::generated::stage;
use crate::stage::Stage;

fn new(name: &str) -> NewServer {
    NewServer {
        name: name.to_owned(),
        language: None,
        note: None,
        score: None,
        active: None,
    }
}

fn open(stage: &Stage) -> SqliteConnection {
    let file = stage.path().join("shop.db");
    SqliteConnection::establish(file.to_str().unwrap()).unwrap()
}

#[test]
fn rows_are_inserted_with_defaults_and_changed() {
    let stage = stage(Database::Sqlite).unwrap();
    let mut connection = open(&stage);
    let null = NewServer {
        note: Some(None),
        active: Some(false),
        ..new("other")
    };
    // Several at once, some with defaults.
    let inserted = diesel::insert_into(servers::table).values(vec![new("home"), null]);
    assert_eq!(inserted.execute(&mut connection), Ok(2));
    let select = servers::table
        .order(servers::server_id)
        .select(Server::as_select());
    let found: Vec<Server> = select.load(&mut connection).unwrap();
    let [home, other] = found.try_into().unwrap();
    assert_eq!(
        (home.language.as_str(), home.note.as_deref()),
        ("en", Some("none"))
    );
    assert_eq!(
        (other.note.as_deref(), other.active, other.length),
        (None, false, Some(5))
    );
    let patch = ServerPatch {
        score: Some(Some(1.5)),
        ..ServerPatch::default()
    };
    diesel::update(&home)
        .set(patch)
        .execute(&mut connection)
        .unwrap();
    let changed: Server = servers::table
        .find(home.server_id)
        .first(&mut connection)
        .unwrap();
    assert_eq!(
        changed,
        Server {
            score: Some(1.5),
            ..home
        }
    );
}

#[test]
fn rows_are_found_by_their_parents_also_in_the_same_table() {
    let stage = stage(Database::Sqlite).unwrap();
    let mut connection = open(&stage);
    diesel::insert_into(servers::table)
        .values(new("home"))
        .execute(&mut connection)
        .unwrap();
    let home: Server = servers::table.first(&mut connection).unwrap();
    let new = NewChannel {
        server_id: home.server_id,
        parent_id: None,
        owner_id: None,
        type_: Some("text".to_owned()),
        icon: Some(vec![1]),
    };
    diesel::insert_into(channels::table)
        .values(&new)
        .execute(&mut connection)
        .unwrap();
    let channel: Channel = channels::table.first(&mut connection).unwrap();
    assert_eq!((&channel.type_, &channel.icon), (&new.type_, &new.icon));
    let below = ChannelPatch {
        parent_id: Some(Some(channel.id)),
        ..ChannelPatch::default()
    };
    diesel::update(&channel)
        .set(below)
        .execute(&mut connection)
        .unwrap();
    let of_home = Channel::belonging_to(&home).count();
    assert_eq!(of_home.get_result(&mut connection), Ok(1));
    let of_channel = Channel::belonging_to(&channel).count();
    assert_eq!(of_channel.get_result(&mut connection), Ok(1));
}

#[test]
fn a_table_without_a_key_has_the_number_of_the_row() {
    let stage = stage(Database::Sqlite).unwrap();
    let mut connection = open(&stage);
    let new = NewWord {
        word: "so".to_owned(),
    };
    diesel::insert_into(words::table)
        .values(new)
        .execute(&mut connection)
        .unwrap();
    let word: Word = words::table.first(&mut connection).unwrap();
    assert_eq!((word.rowid, word.word.as_str()), (1, "so"));
    let said = serde_json::to_string(&word).unwrap();
    assert_eq!(serde_json::from_str::<Word>(&said).unwrap(), word);
}

#[test]
fn names_that_are_not_in_snake_case_and_a_column_that_looks_like_a_key_work() {
    let stage = stage(Database::Sqlite).unwrap();
    let mut connection = open(&stage);
    let new = NewAccount { id: "a".to_owned() };
    let insert = diesel::insert_into(Accounts::table).values(&new);
    assert_eq!(insert.execute(&mut connection), Ok(1));
    let account: Account = Accounts::table.first(&mut connection).unwrap();
    let patch = AccountPatch {
        id: Some("b".to_owned()),
    };
    diesel::update(&account)
        .set(&patch)
        .execute(&mut connection)
        .unwrap();
    let changed: Account = Accounts::table
        .find(account.account_id)
        .first(&mut connection)
        .unwrap();
    assert_eq!(changed.id, "b");
    let owned = Channel::belonging_to(&account)
        .count()
        .get_result(&mut connection);
    assert_eq!(owned, Ok(0));
}
