//! Typed operations through the structs that are written for MySQL.

#[allow(dead_code, unreachable_pub, reason = "as a project has them")]
mod models;
#[allow(dead_code, unreachable_pub, reason = "as a project has it")]
mod schema;

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncMysqlConnection, RunQueryDsl};
use glowplug::Database;

use self::models::{Channel, NewChannel, NewServer, Server, ServerColor, ServerPatch, ServerSize};
use self::schema::{channels, servers};
use super::generated::stage;
use crate::stage::block_on;

fn new(name: &str) -> NewServer {
    NewServer {
        name: name.to_owned(),
        size: None,
        color: Some(ServerColor::Blue),
        is_public: None,
        members: 3_000_000_000,
        flags: Some(255),
        price: "1.25".parse().ok(),
        seen_at: None,
    }
}

/// Two rows, as they are read again.
async fn two(connection: &mut AsyncMysqlConnection) -> [Server; 2] {
    let large = NewServer {
        size: Some(ServerSize::ItSLarge),
        color: None,
        ..new("large")
    };
    for new in [&new("home"), &large] {
        let insert = diesel::insert_into(servers::table).values(new);
        assert_eq!(insert.execute(connection).await, Ok(1));
    }
    let select = servers::table.order(servers::server_id);
    let found = select.select(Server::as_select()).load(connection).await;
    found.unwrap().try_into().unwrap()
}

#[test]
fn rows_and_enums_are_inserted_changed_and_found_by_their_parents() {
    // Said loudly where there is no such server.
    let Some(stage) = stage(Database::Mysql) else {
        return;
    };
    block_on(async {
        let url = stage.url().replacen("?unix_socket=", "?socket=", 1);
        let connection = &mut AsyncMysqlConnection::establish(&url).await.unwrap();
        let [home, large] = two(connection).await;
        assert_eq!(
            (home.size, home.color),
            (ServerSize::Small, Some(ServerColor::Blue))
        );
        assert_eq!((large.size, large.color), (ServerSize::ItSLarge, None));
        assert_eq!((home.members, home.flags), (3_000_000_000, Some(255)));
        assert_eq!((home.is_public, home.letters), (true, Some(4)));
        let patch = ServerPatch {
            size: Some(ServerSize::Value),
            flags: Some(None),
            ..ServerPatch::default()
        };
        diesel::update(&home)
            .set(patch)
            .execute(connection)
            .await
            .unwrap();
        let empty = servers::table.filter(servers::size.eq(ServerSize::Value));
        let changed: Server = empty.first(connection).await.unwrap();
        assert_eq!((changed.server_id, changed.flags), (home.server_id, None));
        let channel = NewChannel {
            server_id: home.server_id,
            name: None,
        };
        let insert = diesel::insert_into(channels::table).values(&channel);
        assert_eq!(insert.execute(connection).await, Ok(1));
        let below: Vec<Channel> = Channel::belonging_to(&home).load(connection).await.unwrap();
        assert_eq!(below.len(), 1);
    });
}
