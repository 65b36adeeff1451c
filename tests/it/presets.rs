//! Presets.

use anyhow::Result;
use serde_json::json;
use tomori_db::Error;
use tomori_db::id::PresetId;
use tomori_db::page::PageRequest;
use tomori_db::presets::{self, NewPreset, PresetPatch};

use crate::harness::start;

pub(crate) fn preset(name: &str, language: &str) -> NewPreset {
    NewPreset {
        tomori_preset_name: name.into(),
        tomori_preset_desc: "as calm as the sea".into(),
        preset_language: language.into(),
        personality_data: json!({"tone": "calm"}),
    }
}

#[tokio::test]
async fn a_preset_is_stored_changed_and_deleted() -> Result<()> {
    let (_database, conn) = start().await?;
    let stored = presets::insert(&conn, &preset("Calm", "en-US")).await?;
    let key = stored.tomori_preset_id;
    assert_eq!(presets::get(&conn, key).await?, stored);
    let patch = PresetPatch {
        tomori_preset_desc: Some(String::new()),
        ..PresetPatch::default()
    };
    let changed = presets::update(&conn, key, &patch).await?;
    assert_eq!(changed.tomori_preset_desc, "");
    assert_eq!(changed.tomori_preset_name, "Calm");
    assert!(presets::delete(&conn, key).await?);
    assert!(!presets::delete(&conn, key).await?);
    assert!(matches!(
        presets::get(&conn, key).await,
        Err(Error::NotFound { what: "preset" })
    ));
    let missing = presets::update(&conn, PresetId::new(9), &patch).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "preset" })));
    Ok(())
}

#[tokio::test]
async fn a_preset_outside_its_limits_is_refused() -> Result<()> {
    let (_database, conn) = start().await?;
    let good = preset("Calm", "en");
    for (bad, field) in [
        (
            NewPreset {
                tomori_preset_name: " ".into(),
                ..good.clone()
            },
            "tomori_preset_name",
        ),
        (
            NewPreset {
                tomori_preset_name: "x".repeat(101),
                ..good.clone()
            },
            "tomori_preset_name",
        ),
        (
            NewPreset {
                tomori_preset_desc: "x".repeat(2_001),
                ..good.clone()
            },
            "tomori_preset_desc",
        ),
        (
            NewPreset {
                preset_language: "english".into(),
                ..good.clone()
            },
            "preset_language",
        ),
        (
            NewPreset {
                personality_data: json!("calm"),
                ..good.clone()
            },
            "personality_data",
        ),
    ] {
        let error = presets::insert(&conn, &bad).await.unwrap_err();
        assert!(
            error.to_string().starts_with(&format!("`{field}`")),
            "{error}"
        );
    }
    let stored = presets::insert(&conn, &good).await?;
    let nothing = presets::update(&conn, stored.tomori_preset_id, &PresetPatch::default()).await;
    assert!(matches!(nothing, Err(Error::InvalidInput { .. })));
    Ok(())
}

#[tokio::test]
async fn presets_are_listed_by_language() -> Result<()> {
    let (_database, conn) = start().await?;
    for (name, language) in [("A", "en"), ("B", "ja"), ("C", "en"), ("D", "en")] {
        presets::insert(&conn, &preset(name, language)).await?;
    }
    let request = PageRequest::first(2)?;
    let page = presets::list_by_language(&conn, "en", request).await?;
    let names: Vec<_> = page
        .items
        .iter()
        .map(|row| row.tomori_preset_name.as_str())
        .collect();
    assert_eq!(names, ["D", "C"]);
    let rest = request.after(page.next.expect("a second page"));
    assert_eq!(
        presets::list_by_language(&conn, "en", rest)
            .await?
            .items
            .len(),
        1
    );
    assert_eq!(
        presets::list(&conn, PageRequest::default())
            .await?
            .items
            .len(),
        4
    );
    assert!(
        presets::list_by_language(&conn, "'; --", request)
            .await
            .is_err()
    );
    Ok(())
}
