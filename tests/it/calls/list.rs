//! The list itself.

use std::time::Duration;

use chrono::Utc;
use serde_json::json;
use tomori_db::columns::{self, NewColumn};
use tomori_db::error_log::{ErrorFilter, ErrorLogPatch, NewErrorLog};
use tomori_db::flows::{self, ServerSetup, TransferScope};
use tomori_db::instances::{InstancePatch, LlmConfig, NewInstance};
use tomori_db::memories::{MemoryPatch, PersonalSearch};
use tomori_db::page::PageRequest;
use tomori_db::presets::{NewPreset, PresetPatch};
use tomori_db::secret::{ApiKey, KeyFormat};
use tomori_db::servers::{ConfigPatch, ServerConfig};
use tomori_db::{api_keys, error_log, instances, memories, pool, presets, servers, users};

use super::memories::patch;
use super::world::API_KEY;
use super::{ANYBODY, Call, TENANT};
use crate::harness::{guild, user};

/// Every function.
pub fn calls() -> Vec<Call> {
    let mut calls = of_servers();
    calls.extend(of_users());
    calls.extend(super::memories::calls());
    calls.extend(of_api_keys());
    calls.extend(of_presets_and_instances());
    calls.extend(of_error_log());
    calls.extend(of_flows());
    calls.extend(of_pool());
    calls.extend(variants());
    calls
}

/// Other shapes of the same functions: the name says which, after a space.
fn variants() -> Vec<Call> {
    calls! {
        "error_log::search (all)", 1, ANYBODY, |conn, world| {
            error_log::search(conn, &ErrorFilter::default(), PageRequest::default()).await?
        };
        "error_log::search (server)", 1, ANYBODY, |conn, world| {
            let filter = ErrorFilter { server: Some(world.server), error_type: None };
            error_log::search(conn, &filter, PageRequest::default()).await?
        };
        "error_log::search (type)", 1, ANYBODY, |conn, world| {
            let filter = ErrorFilter { server: None, error_type: Some("kind".into()) };
            error_log::search(conn, &filter, PageRequest::default()).await?
        };
        "memories::personal::search (all users)", 1, ANYBODY, |conn, world| {
            let search = PersonalSearch::new("canary");
            memories::personal::search(conn, guild(1), &search, PageRequest::default()).await?
        };
        "memories::personal::update (type)", 1, TENANT, |conn, world| {
            let patch = MemoryPatch { memory_content: None, ..patch()? };
            memories::personal::update(conn, user(1), guild(1), world.personal, &patch).await?
        };
        "memories::server::update (content)", 1, TENANT, |conn, world| {
            let patch = MemoryPatch { memory_type: None, ..patch()? };
            memories::server::update(conn, guild(1), world.of_server, &patch).await?
        };
        "flows::transfer_memories (all)", 5, ANYBODY, |conn, world| {
            flows::transfer_memories(conn, user(1), user(2), guild(1), TransferScope::All).await?
        };
    }
}

fn of_servers() -> Vec<Call> {
    calls! {
        "servers::get", 1, TENANT, |conn, world| servers::get(conn, guild(1)).await?;
        "servers::find", 1, TENANT, |conn, world| servers::find(conn, guild(1)).await?;
        "servers::list", 1, ANYBODY, |conn, world| servers::list(conn, PageRequest::default()).await?;
        "servers::get_by_key", 1, ANYBODY, |conn, world| {
            servers::get_by_key(conn, world.server).await?
        };
        "servers::list_by_keys", 1, ANYBODY, |conn, world| {
            servers::list_by_keys(conn, &[world.server]).await?
        };
        "servers::get_or_insert", 1, TENANT, |conn, world| {
            servers::get_or_insert(conn, guild(1)).await?
        };
        "servers::find_custom_setting", 1, TENANT, |conn, world| {
            servers::find_custom_setting(conn, guild(1), &"plugin.colour".parse()?).await?
        };
        "servers::update_custom_setting", 1, TENANT, |conn, world| {
            let path = "plugin.colour".parse()?;
            servers::update_custom_setting(conn, guild(1), &path, &json!("red")).await?
        };
        "servers::remove_custom_setting", 1, TENANT, |conn, world| {
            servers::remove_custom_setting(conn, guild(1), &"plugin.colour".parse()?).await?
        };
        "servers::upsert", 1, TENANT, |conn, world| {
            servers::upsert(conn, guild(1), &ServerConfig::default()).await?
        };
        "servers::update_setting", 1, TENANT, |conn, world| {
            let path = "llm_temperature".parse()?;
            servers::update_setting(conn, guild(1), &path, &json!(1.0)).await?
        };
        "servers::patch_config", 1, TENANT, |conn, world| {
            let patch = ConfigPatch { humanizer_degree: Some(3), ..ConfigPatch::default() };
            servers::patch_config(conn, guild(1), &patch).await?
        };
        "servers::delete", 1, TENANT, |conn, world| servers::delete(conn, guild(9)).await?;
    }
}

fn of_users() -> Vec<Call> {
    calls! {
        "users::get", 1, TENANT, |conn, world| users::get(conn, user(1)).await?;
        "users::find", 1, TENANT, |conn, world| users::find(conn, user(1)).await?;
        "users::get_or_insert", 1, TENANT, |conn, world| users::get_or_insert(conn, user(1)).await?;
        "users::get_by_key", 1, ANYBODY, |conn, world| {
            users::get_by_key(conn, world.user).await?
        };
        "users::list_by_keys", 1, ANYBODY, |conn, world| {
            users::list_by_keys(conn, &[world.user]).await?
        };
        "users::list", 1, ANYBODY, |conn, world| users::list(conn, PageRequest::default()).await?;
        "users::update_preference", 1, TENANT, |conn, world| {
            users::update_preference(conn, user(1), &"ui.theme".parse()?, &json!("dark")).await?
        };
        "users::replace_preferences", 1, TENANT, |conn, world| {
            users::replace_preferences(conn, user(1), &json!({})).await?
        };
        "users::delete", 1, TENANT, |conn, world| users::delete(conn, user(9)).await?;
    }
}

fn of_api_keys() -> Vec<Call> {
    calls! {
        "api_keys::store", 1, TENANT, |conn, world| {
            api_keys::store(conn, &world.ring, world.server, "google", &ApiKey::new(API_KEY)?).await?
        };
        "api_keys::store_pgcrypto", 1, TENANT, |conn, world| {
            let key = ApiKey::new(API_KEY)?;
            api_keys::store_pgcrypto(conn, &world.ring, world.server, "shared", &key).await?
        };
        "api_keys::reveal", 1, TENANT, |conn, world| {
            let key = api_keys::reveal(conn, &world.ring, world.server, "google").await?;
            key.expose().to_owned()
        };
        "api_keys::reveal", 2, TENANT, |conn, world| {
            let key = api_keys::reveal(conn, &world.ring, world.server, "shared").await?;
            key.expose().to_owned()
        };
        "api_keys::encrypt_pgcrypto", 1, TENANT, |conn, world| {
            api_keys::encrypt_pgcrypto(conn, &world.ring, &ApiKey::new(API_KEY)?).await?
        };
        "api_keys::list_providers", 1, TENANT, |conn, world| {
            api_keys::list_providers(conn, world.server).await?
        };
        "api_keys::delete", 1, TENANT, |conn, world| {
            api_keys::delete(conn, world.server, "google").await?
        };
        "api_keys::rotate", 7, ANYBODY, |conn, world| {
            api_keys::rotate(conn, &world.ring, KeyFormat::Sealed).await?
        };
        "api_keys::rotate", 7, ANYBODY, |conn, world| {
            api_keys::rotate(conn, &world.ring, KeyFormat::Pgcrypto).await?
        };
    }
}

fn of_presets_and_instances() -> Vec<Call> {
    calls! {
        "presets::insert", 1, TENANT, |conn, world| {
            let preset = NewPreset {
                tomori_preset_name: "new".into(),
                tomori_preset_desc: String::new(),
                preset_language: "en".into(),
                personality_data: json!({}),
            };
            presets::insert(conn, &preset).await?
        };
        "presets::get", 1, TENANT, |conn, world| presets::get(conn, world.preset).await?;
        "presets::list", 1, ANYBODY, |conn, world| presets::list(conn, PageRequest::default()).await?;
        "presets::list_by_language", 1, TENANT, |conn, world| {
            presets::list_by_language(conn, "en", PageRequest::default()).await?
        };
        "presets::update", 1, TENANT, |conn, world| {
            let patch = PresetPatch {
                tomori_preset_name: Some("changed".into()),
                tomori_preset_desc: Some(String::new()),
                preset_language: Some("ja".into()),
                personality_data: Some(json!({})),
            };
            presets::update(conn, world.preset, &patch).await?
        };
        "presets::delete", 1, TENANT, |conn, world| presets::delete(conn, world.preset).await?;
        "instances::upsert", 1, TENANT, |conn, world| {
            let instance = NewInstance {
                server_id: world.server,
                personality_data: json!({}),
                llm_config: llm(),
            };
            instances::upsert(conn, &instance).await?
        };
        "instances::upsert_from_preset", 1, TENANT, |conn, world| {
            instances::upsert_from_preset(conn, world.server, world.preset, &llm()).await?
        };
        "instances::get", 1, TENANT, |conn, world| instances::get(conn, world.server).await?;
        "instances::list", 1, ANYBODY, |conn, world| instances::list(conn, PageRequest::default()).await?;
        "instances::update", 1, TENANT, |conn, world| {
            let patch = InstancePatch {
                personality_data: Some(json!({})),
                llm_config: Some(llm()),
            };
            instances::update(conn, world.server, &patch).await?
        };
        "instances::delete", 1, TENANT, |conn, world| instances::delete(conn, world.server).await?;
    }
}

fn llm() -> LlmConfig {
    LlmConfig {
        llm_provider: "google".into(),
        llm_codename: "gemini".into(),
        llm_temperature: 0.7,
    }
}

fn of_error_log() -> Vec<Call> {
    calls! {
        "error_log::insert", 1, TENANT, |conn, world| {
            let entry = NewErrorLog {
                server_id: Some(world.server),
                error_type: "kind".into(),
                error_message: "new".into(),
                error_context: json!({}),
            };
            error_log::insert(conn, &entry).await?
        };
        "error_log::get", 1, TENANT, |conn, world| error_log::get(conn, world.entry).await?;
        "error_log::search", 1, TENANT, |conn, world| {
            let filter = ErrorFilter {
                server: Some(world.server),
                error_type: Some("kind".into()),
            };
            error_log::search(conn, &filter, PageRequest::default()).await?
        };
        "error_log::update", 1, TENANT, |conn, world| {
            let patch = ErrorLogPatch {
                error_type: Some("changed".into()),
                error_message: Some("changed".into()),
                error_context: Some(json!({})),
            };
            error_log::update(conn, world.entry, &patch).await?
        };
        "error_log::delete", 1, TENANT, |conn, world| error_log::delete(conn, world.entry).await?;
        "error_log::purge", 1, ANYBODY, |conn, world| error_log::purge(conn, Utc::now()).await?;
    }
}

fn of_flows() -> Vec<Call> {
    calls! {
        "flows::load_state", 1, TENANT, |conn, world| flows::load_state(conn, guild(1)).await?;
        "flows::setup_server", 5, TENANT, |conn, world| {
            let setup = ServerSetup {
                guild: guild(1),
                name: "Tomori".into(),
                preset: world.preset,
                locale: "en-US".into(),
                humanizer_degree: 1,
                api_key: ApiKey::new(API_KEY)?,
            };
            flows::setup_server(conn, &world.ring, &setup).await?
        };
        "flows::transfer_memories", 5, TENANT, |conn, world| {
            let named = [world.personal];
            let scope = TransferScope::Only(&named);
            flows::transfer_memories(conn, user(1), user(2), guild(1), scope).await?
        };
        "flows::create_test_data", 10, ANYBODY, |conn, world| flows::create_test_data(conn).await?;
        "flows::delete_test_data", 4, ANYBODY, |conn, world| flows::delete_test_data(conn).await?;
    }
}

fn of_pool() -> Vec<Call> {
    calls! {
        "columns::add_column_if_not_exists", 1, ANYBODY, |conn, world| {
            let column = NewColumn {
                table: "servers",
                name: "note",
                column_type: "text",
                ..NewColumn::default()
            };
            columns::add_column_if_not_exists(conn, column).await?
        };
        "pool::ping", 1, ANYBODY, |conn, world| {
            let took: Duration = pool::ping(conn).await?;
            took.as_secs()
        };
        "pool::info", 1, ANYBODY, |conn, world| {
            let info = pool::info(conn).await?;
            info.tables.len()
        };
    }
}
