//! The calls of memories.

use chrono::{TimeDelta, Utc};
use tomori_db::memories::{
    self, MemoryContent, MemoryPatch, MemoryType, NewMemory, PersonalSearch, ServerSearch,
};
use tomori_db::page::{Offset, PageRequest};

use super::world::CONTENT;
use super::{ANYBODY, Call, TENANT};
use crate::harness::{guild, user};

/// Every function of `memories`.
pub(super) fn calls() -> Vec<Call> {
    let mut calls = of_personal_memories();
    calls.extend(of_server_memories());
    calls
}

/// A patch of both columns.
pub(super) fn patch() -> tomori_db::Result<MemoryPatch> {
    Ok(MemoryPatch {
        memory_content: Some(MemoryContent::new(CONTENT)?),
        memory_type: Some(MemoryType::new("changed")?),
    })
}

fn of_personal_memories() -> Vec<Call> {
    use memories::personal;

    calls! {
        "memories::personal::insert", 1, TENANT, |conn, world| {
            personal::insert(conn, user(1), guild(1), &NewMemory::general(CONTENT)?).await?
        };
        "memories::personal::insert_many", 1, TENANT, |conn, world| {
            let memories = vec![NewMemory::general(CONTENT)?; 3];
            personal::insert_many(conn, user(1), guild(1), &memories).await?
        };
        "memories::personal::get", 1, TENANT, |conn, world| {
            personal::get(conn, user(1), guild(1), world.personal).await?
        };
        "memories::personal::list", 1, TENANT, |conn, world| {
            personal::list(conn, user(1), guild(1), PageRequest::default()).await?
        };
        "memories::personal::list_by_offset", 1, TENANT, |conn, world| {
            personal::list_by_offset(conn, user(1), guild(1), Offset::new(20, 0)?).await?
        };
        "memories::personal::search", 1, TENANT, |conn, world| {
            let search = PersonalSearch { user: Some(user(1)), ..PersonalSearch::new("canary") };
            personal::search(conn, guild(1), &search, PageRequest::default()).await?
        };
        "memories::personal::update", 1, TENANT, |conn, world| {
            personal::update(conn, user(1), guild(1), world.personal, &patch()?).await?
        };
        "memories::personal::delete", 1, TENANT, |conn, world| {
            personal::delete(conn, user(1), guild(1), world.personal).await?
        };
        "memories::personal::purge", 1, TENANT, |conn, world| {
            personal::purge(conn, guild(1), &MemoryType::TEMPORARY, Utc::now()).await?
        };
        "memories::personal::purge_all_servers", 1, ANYBODY, |conn, world| {
            personal::purge_all_servers(conn, &MemoryType::TEMPORARY, Utc::now()).await?
        };
    }
}

fn of_server_memories() -> Vec<Call> {
    use memories::server;

    calls! {
        "memories::server::insert", 1, TENANT, |conn, world| {
            server::insert(conn, guild(1), &NewMemory::general(CONTENT)?).await?
        };
        "memories::server::insert_many", 1, TENANT, |conn, world| {
            server::insert_many(conn, guild(1), &vec![NewMemory::general(CONTENT)?; 3]).await?
        };
        "memories::server::get", 1, TENANT, |conn, world| {
            server::get(conn, guild(1), world.of_server).await?
        };
        "memories::server::list", 1, TENANT, |conn, world| {
            server::list(conn, guild(1), PageRequest::default()).await?
        };
        "memories::server::list_by_offset", 1, TENANT, |conn, world| {
            server::list_by_offset(conn, guild(1), Offset::new(20, 0)?).await?
        };
        "memories::server::search", 1, TENANT, |conn, world| {
            let search = ServerSearch::new("canary");
            server::search(conn, guild(1), &search, PageRequest::default()).await?
        };
        "memories::server::update", 1, TENANT, |conn, world| {
            server::update(conn, guild(1), world.of_server, &patch()?).await?
        };
        "memories::server::delete", 1, TENANT, |conn, world| {
            server::delete(conn, guild(1), world.of_server).await?
        };
        "memories::server::purge", 1, TENANT, |conn, world| {
            server::purge(conn, guild(1), &MemoryType::TEMPORARY, Utc::now()).await?
        };
        "memories::server::purge_all_servers", 1, ANYBODY, |conn, world| {
            let before = Utc::now() - TimeDelta::seconds(1);
            server::purge_all_servers(conn, &MemoryType::TEMPORARY, before).await?
        };
        "memories::statistics", 1, TENANT, |conn, world| memories::statistics(conn, guild(1)).await?;
    }
}
