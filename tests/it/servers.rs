//! Servers and their settings.

use anyhow::Result;
use serde_json::json;
use tomori_db::Error;
use tomori_db::id::ServerId;
use tomori_db::page::PageRequest;
use tomori_db::servers::{self, ConfigPatch, ServerConfig};

use crate::harness::{add_server, execute, guild, number, start};

#[tokio::test]
async fn a_stored_server_is_found_by_its_guild() -> Result<()> {
    let (_database, conn) = start().await?;
    let stored = add_server(&conn, 1).await?;
    assert_eq!(servers::get(&conn, guild(1)).await?, stored);
    assert_eq!(servers::find(&conn, guild(1)).await?, Some(stored.clone()));
    assert_eq!(stored.config()?, &ServerConfig::default());
    assert_eq!(servers::find(&conn, guild(2)).await?, None);
    let missing = servers::get(&conn, guild(2)).await.unwrap_err();
    assert!(matches!(missing, Error::NotFound { what: "server" }));
    Ok(())
}

#[tokio::test]
async fn a_whole_number_with_a_fraction_of_zero_is_one() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let path = "humanizer_degree".parse()?;
    let changed = servers::update_setting(&conn, guild(1), &path, &json!(2.0)).await?;
    assert_eq!(changed.config()?.humanizer_degree, 2);
    Ok(())
}

#[tokio::test]
async fn a_guild_above_the_range_of_bigint_is_stored() -> Result<()> {
    let (_database, conn) = start().await?;
    let highest = u64::MAX.to_string().parse()?;
    let stored = servers::upsert(&conn, highest, &ServerConfig::default()).await?;
    assert_eq!(servers::get(&conn, highest).await?, stored);
    Ok(())
}

#[tokio::test]
async fn a_customised_server_is_returned_as_it_is() -> Result<()> {
    let (_database, conn) = start().await?;
    let made = servers::get_or_insert(&conn, guild(1)).await?;
    assert_eq!(made.config()?, &ServerConfig::default());
    let path = "tomori_nickname".parse()?;
    let changed = servers::update_setting(&conn, guild(1), &path, &json!("Mine")).await?;
    assert_eq!(servers::get_or_insert(&conn, guild(1)).await?, changed);
    assert_eq!(number(&conn, "SELECT count(*) FROM servers").await?, 1);
    Ok(())
}

#[tokio::test]
async fn many_tasks_make_one_server_at_once() -> Result<()> {
    let (database, conn) = start().await?;
    let pool = tomori_db::pool::Pool::new(database.settings()).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let pool = pool.clone();
        tasks.spawn(async move { servers::get_or_insert(&*pool.get().await?, guild(1)).await });
    }
    while let Some(made) = tasks.join_next().await {
        made??;
    }
    assert_eq!(number(&conn, "SELECT count(*) FROM servers").await?, 1);
    Ok(())
}

#[tokio::test]
async fn servers_are_found_by_the_keys_that_other_rows_hold() -> Result<()> {
    let (_database, conn) = start().await?;
    let (first, second) = (add_server(&conn, 1).await?, add_server(&conn, 2).await?);
    assert_eq!(servers::get_by_key(&conn, first.server_id).await?, first);
    let keys = [second.server_id, ServerId::new(-1), first.server_id];
    let found = servers::list_by_keys(&conn, &keys).await?;
    assert_eq!(found, [first, second]);
    assert_eq!(servers::list_by_keys(&conn, &[]).await?, []);
    let missing = servers::get_by_key(&conn, ServerId::new(-1)).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "server" })));
    let many = vec![ServerId::new(1); 10_001];
    let refused = servers::list_by_keys(&conn, &many).await.unwrap_err();
    assert_eq!(refused.to_string(), "`keys` must be at most 10,000");
    Ok(())
}

#[tokio::test]
async fn settings_that_the_crate_does_not_know_are_read_written_and_removed() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let (path, whole) = ("plugin.colours.accent".parse()?, "plugin".parse()?);
    assert_eq!(
        servers::find_custom_setting(&conn, guild(1), &path).await?,
        None
    );
    let row = servers::update_custom_setting(&conn, guild(1), &path, &json!(["red"])).await?;
    assert_eq!(row.config()?, &ServerConfig::default());
    let found = servers::find_custom_setting(&conn, guild(1), &whole).await?;
    assert_eq!(found, Some(json!({"colours": {"accent": ["red"]}})));
    servers::update_custom_setting(&conn, guild(1), &path, &json!(null)).await?;
    let null = servers::find_custom_setting(&conn, guild(1), &path).await?;
    assert_eq!(null, Some(json!(null)), "a JSON null is a value");
    servers::remove_custom_setting(&conn, guild(1), &whole).await?;
    assert_eq!(
        servers::find_custom_setting(&conn, guild(1), &whole).await?,
        None
    );
    servers::remove_custom_setting(&conn, guild(1), &whole).await?;
    let missing = servers::find_custom_setting(&conn, guild(2), &whole).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "server" })));
    Ok(())
}

#[tokio::test]
async fn a_typed_setting_is_no_custom_setting() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    for path in ["humanizer_degree", "humanizer_degree.x", "locale"] {
        let path = path.parse()?;
        for refused in [
            servers::update_custom_setting(&conn, guild(1), &path, &json!(9))
                .await
                .err(),
            servers::remove_custom_setting(&conn, guild(1), &path)
                .await
                .err(),
            servers::find_custom_setting(&conn, guild(1), &path)
                .await
                .err(),
        ] {
            let words = refused.map(|error| error.to_string()).unwrap_or_default();
            assert!(words.contains("is a typed setting"), "{words}");
        }
    }
    let path = "plugin.x".parse()?;
    servers::update_custom_setting(&conn, guild(1), &"plugin".parse()?, &json!(1)).await?;
    let through = servers::update_custom_setting(&conn, guild(1), &path, &json!(1)).await;
    assert_eq!(
        through.unwrap_err().to_string(),
        "`plugin.x` leads through a value that is not an object"
    );
    Ok(())
}

#[tokio::test]
async fn storing_settings_again_keeps_the_key_and_what_others_wrote() -> Result<()> {
    let (_database, conn) = start().await?;
    let first = add_server(&conn, 1).await?;
    execute(
        &conn,
        r#"UPDATE servers SET config = config || '{"theirs": {"a": [1]}}'"#,
    )
    .await?;
    let config = ServerConfig {
        humanizer_degree: 3,
        ..ServerConfig::default()
    };
    let second = servers::upsert(&conn, guild(1), &config).await?;
    assert_eq!(second.server_id, first.server_id);
    assert_eq!(second.config()?.humanizer_degree, 3);
    let patch = ConfigPatch {
        auto_counter_chance: Some(55),
        ..ConfigPatch::default()
    };
    let patched = servers::patch_config(&conn, guild(1), &patch).await?;
    assert_eq!(patched.config()?.auto_counter_chance, 55);
    assert_eq!(patched.config()?.humanizer_degree, 3);
    servers::update_setting(&conn, guild(1), &"llm_temperature".parse()?, &json!(1.5)).await?;
    let kept = number(
        &conn,
        "SELECT count(*) FROM servers WHERE config -> 'theirs' = '{\"a\": [1]}'",
    );
    assert_eq!(kept.await?, 1);
    assert!(
        patched.updated_at > first.updated_at,
        "the trigger keeps updated_at"
    );
    Ok(())
}

#[tokio::test]
async fn a_setting_is_changed_by_its_path() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_server(&conn, 2).await?;
    let path = "embed_color".parse()?;
    let changed = servers::update_setting(&conn, guild(1), &path, &json!("#00FF00")).await?;
    assert_eq!(changed.config()?.embed_color, "#00FF00");
    let other = servers::get(&conn, guild(2)).await?;
    assert_eq!(other.config()?.embed_color, "#9370DB");
    let missing = servers::update_setting(&conn, guild(3), &path, &json!("#00FF00")).await;
    assert!(matches!(missing, Err(Error::NotFound { what: "server" })));
    Ok(())
}

/// Paths with values that are refused, and how the error starts.
const REFUSED: [(&str, &str, &str); 9] = [
    (
        "llm_temperature",
        "2.5",
        "`llm_temperature` must be a number from 0.1 to 2.0",
    ),
    (
        "humanizer_degree",
        "\"2\"",
        "`humanizer_degree` must be an integer from 0 to 3",
    ),
    (
        "humanizer_degree",
        "4",
        "`humanizer_degree` must be an integer from 0 to 3",
    ),
    (
        "embed_color",
        "\"purple\"",
        "`embed_color` must be a colour as #RRGGBB",
    ),
    ("ui.theme", "1", "`ui.theme` is not a setting"),
    (
        "llm_temperature,x",
        "1",
        "`llm_temperature,x` is not a setting",
    ),
    (
        "{llm_temperature}",
        "1",
        "`{llm_temperature}` is not a setting",
    ),
    (
        "\"llm_temperature\"",
        "1",
        "`\"llm_temperature\"` is not a setting",
    ),
    ("温度", "1", "`温度` is not a setting"),
];

#[tokio::test]
async fn a_bad_setting_is_refused_with_its_name_and_limits() -> Result<()> {
    let (_database, conn) = start().await?;
    let before = add_server(&conn, 1).await?;
    for (path, value, words) in REFUSED {
        let value = serde_json::from_str(value)?;
        let refused = servers::update_setting(&conn, guild(1), &path.parse()?, &value).await;
        let error = refused.unwrap_err();
        assert!(matches!(error, Error::InvalidInput { .. }), "{error:?}");
        assert!(error.to_string().starts_with(words), "{error}");
    }
    let patch = ConfigPatch {
        auto_counter_chance: Some(101),
        ..ConfigPatch::default()
    };
    assert!(
        servers::patch_config(&conn, guild(1), &patch)
            .await
            .is_err()
    );
    let config = ServerConfig {
        llm_provider: String::new(),
        ..ServerConfig::default()
    };
    assert!(servers::upsert(&conn, guild(1), &config).await.is_err());
    assert_eq!(servers::get(&conn, guild(1)).await?, before);
    Ok(())
}

#[tokio::test]
async fn the_table_refuses_what_other_writers_get_wrong() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    for (key, broken) in [
        ("llm_temperature", "9"),
        ("llm_temperature", "\"0.7\""),
        ("humanizer_degree", "1.5"),
        ("auto_counter_chance", "101"),
        ("embed_color", "\"red\""),
        ("llm_provider", "\" \""),
        ("sticker_usage_enabled", "1"),
        ("debug_logging_enabled", "null"),
    ] {
        let sql = format!("UPDATE servers SET config = config || '{{\"{key}\": {broken}}}'");
        let refused = execute(&conn, &sql).await.unwrap_err();
        let text = format!("{refused:#}");
        assert!(
            text.contains(&format!("servers_config_{key}_check")),
            "{text}"
        );
    }
    assert!(
        execute(&conn, "UPDATE servers SET config = '[]'")
            .await
            .is_err()
    );
    assert!(
        execute(&conn, "UPDATE servers SET discord_server_id = '01'")
            .await
            .is_err()
    );
    Ok(())
}

#[tokio::test]
async fn a_config_broken_by_hand_names_the_server_and_the_setting() -> Result<()> {
    let (_database, conn) = start().await?;
    for n in 1..=3 {
        add_server(&conn, n).await?;
    }
    execute(
        &conn,
        "ALTER TABLE servers DROP CONSTRAINT servers_config_humanizer_degree_check;
         UPDATE servers SET config = config || '{\"humanizer_degree\": \"two\"}'
         WHERE discord_server_id = '1002'",
    )
    .await?;
    let page = servers::list(&conn, PageRequest::default()).await?;
    let broken: Vec<_> = page.items.iter().filter_map(|s| s.config().err()).collect();
    assert_eq!(page.items.len(), 3, "the other rows load");
    assert_eq!(broken.len(), 1);
    let text = broken[0].to_string();
    assert!(text.contains("guild 1002"), "{text}");
    assert!(
        text.contains("`humanizer_degree`: must be an integer from 0 to 3"),
        "{text}"
    );
    Ok(())
}

#[tokio::test]
async fn fifty_writers_of_one_server_lose_nothing() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let pool = tomori_db::pool::Pool::new(database.settings()).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..50_u8 {
        let pool = pool.clone();
        tasks.spawn(async move {
            let conn = pool.get().await?;
            let (path, value) = match n % 5 {
                0 => ("auto_counter_chance", json!(n)),
                1 => ("llm_temperature", json!(1.25)),
                2 => ("tomori_nickname", json!("Fifty")),
                3 => ("emoji_usage_enabled", json!(false)),
                _ => ("embed_color", json!("#0000FF")),
            };
            servers::update_setting(&conn, guild(1), &path.parse()?, &value).await
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let server = servers::get(&conn, guild(1)).await?;
    let config = server.config()?;
    assert_eq!(config.auto_counter_chance % 5, 0);
    assert_eq!(config.llm_temperature, 1.25);
    assert_eq!(config.tomori_nickname, "Fifty");
    assert!(!config.emoji_usage_enabled);
    assert_eq!(config.embed_color, "#0000FF");
    assert_eq!(
        config.humanizer_degree,
        ServerConfig::default().humanizer_degree
    );
    Ok(())
}

#[tokio::test]
async fn servers_are_listed_newest_first_in_pages() -> Result<()> {
    let (_database, conn) = start().await?;
    for n in 1..=5 {
        add_server(&conn, n).await?;
    }
    let first = servers::list(&conn, PageRequest::first(3)?).await?;
    let rest = PageRequest::first(3)?.after(first.next.expect("a second page"));
    let second = servers::list(&conn, rest).await?;
    assert_eq!(second.next, None);
    let guilds: Vec<_> = first
        .items
        .iter()
        .chain(&second.items)
        .map(|s| s.discord_server_id)
        .collect();
    assert_eq!(guilds, [5, 4, 3, 2, 1].map(guild));
    Ok(())
}

#[tokio::test]
async fn a_deleted_server_takes_its_rows_along() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    execute(&conn, "INSERT INTO server_memories (server_id, memory_content) SELECT server_id, 'x' FROM servers").await?;
    assert!(!servers::delete(&conn, guild(2)).await?);
    assert!(servers::delete(&conn, guild(1)).await?);
    assert_eq!(
        number(&conn, "SELECT count(*) FROM server_memories").await?,
        0
    );
    Ok(())
}
