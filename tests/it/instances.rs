//! Instances.

use anyhow::Result;
use serde_json::json;
use tomori_db::Error;
use tomori_db::id::{PresetId, ServerId};
use tomori_db::instances::{self, InstancePatch, LlmConfig, NewInstance};
use tomori_db::page::PageRequest;
use tomori_db::presets;

use crate::harness::{add_server, execute, start};
use crate::presets::preset;

fn llm(temperature: f64) -> LlmConfig {
    LlmConfig {
        llm_provider: "google".into(),
        llm_codename: "gemini".into(),
        llm_temperature: temperature,
    }
}

#[tokio::test]
async fn an_instance_is_stored_changed_and_deleted() -> Result<()> {
    let (_database, conn) = start().await?;
    let server = add_server(&conn, 1).await?.server_id;
    let new = NewInstance {
        server_id: server,
        personality_data: json!({"tone": "calm"}),
        llm_config: llm(0.7),
    };
    let stored = instances::upsert(&conn, &new).await?;
    let again = NewInstance {
        llm_config: llm(1.0),
        ..new.clone()
    };
    let replaced = instances::upsert(&conn, &again).await?;
    assert_eq!(replaced.tomori_instance_id, stored.tomori_instance_id);
    assert_eq!(replaced.llm_config()?, &llm(1.0));
    let patch = InstancePatch {
        personality_data: Some(json!({"tone": "wild"})),
        llm_config: None,
    };
    let changed = instances::update(&conn, server, &patch).await?;
    assert_eq!(changed.personality()?, &json!({"tone": "wild"}));
    assert_eq!(changed.llm_config()?, &llm(1.0));
    assert_eq!(instances::get(&conn, server).await?, changed);
    assert_eq!(
        instances::list(&conn, PageRequest::default()).await?.items,
        [changed]
    );
    assert!(instances::delete(&conn, server).await?);
    assert!(!instances::delete(&conn, server).await?);
    assert!(matches!(
        instances::get(&conn, server).await,
        Err(Error::NotFound { what: "instance" })
    ));
    Ok(())
}

#[tokio::test]
async fn an_instance_copies_the_preset() -> Result<()> {
    let (_database, conn) = start().await?;
    let server = add_server(&conn, 1).await?.server_id;
    let preset = presets::insert(&conn, &preset("Calm", "en"))
        .await?
        .tomori_preset_id;
    let stored = instances::upsert_from_preset(&conn, server, preset, &llm(0.7)).await?;
    assert_eq!(stored.personality()?, &json!({"tone": "calm"}));
    presets::delete(&conn, preset).await?;
    assert_eq!(
        instances::get(&conn, server).await?.personality()?,
        &json!({"tone": "calm"})
    );
    let missing = instances::upsert_from_preset(&conn, server, PresetId::new(99), &llm(0.7)).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "preset" })));
    Ok(())
}

#[tokio::test]
async fn an_instance_outside_its_limits_is_refused() -> Result<()> {
    let (_database, conn) = start().await?;
    let server = add_server(&conn, 1).await?.server_id;
    let new = NewInstance {
        server_id: server,
        personality_data: json!({}),
        llm_config: llm(2.1),
    };
    let error = instances::upsert(&conn, &new).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`llm_temperature` must be a number from 0.1 to 2.0"
    );
    let nowhere = NewInstance {
        server_id: ServerId::new(99),
        llm_config: llm(1.0),
        ..new
    };
    let error = instances::upsert(&conn, &nowhere).await.unwrap_err();
    assert!(
        matches!(error, Error::NotFound { what: "server" }),
        "{error:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_language_model_broken_by_hand_names_the_server_and_the_setting() -> Result<()> {
    let (_database, conn) = start().await?;
    let server = add_server(&conn, 1).await?.server_id;
    let new = NewInstance {
        server_id: server,
        personality_data: json!({}),
        llm_config: llm(1.0),
    };
    instances::upsert(&conn, &new).await?;
    let hot =
        r#"UPDATE tomori_instances SET llm_config = llm_config || '{"llm_temperature": "hot"}'"#;
    let refused = format!("{:#}", execute(&conn, hot).await.unwrap_err());
    assert!(
        refused.contains("tomori_instances_llm_config_llm_temperature_check"),
        "{refused}"
    );
    execute(
        &conn,
        "ALTER TABLE tomori_instances DROP CONSTRAINT tomori_instances_llm_config_llm_temperature_check",
    )
    .await?;
    execute(&conn, hot).await?;
    let stored = instances::get(&conn, server).await?;
    let error = stored.llm_config().unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "the instance of server {server} holds a broken `llm_temperature`: \
             must be a number from 0.1 to 2.0"
        )
    );
    Ok(())
}
