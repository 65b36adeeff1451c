//! Work across aggregates.

use anyhow::Result;
use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use serde_json::json;
use tomori_db::Error;
use tomori_db::error_log::{self, ErrorFilter};
use tomori_db::flows::{
    ServerSetup, TransferScope, create_test_data, delete_test_data, load_state, setup_server,
    transfer_memories,
};
use tomori_db::id::{PersonalMemoryId, PresetId};
use tomori_db::memories::{NewMemory, personal};
use tomori_db::page::PageRequest;
use tomori_db::secret::{ApiKey, CryptoSecret, KeyRing};
use tomori_db::servers::ServerConfig;
use tomori_db::{api_keys, instances, presets, servers, users};

use crate::harness::{add_server, add_user, execute, guild, number, start, user};
use crate::presets::preset;

fn ring() -> KeyRing {
    KeyRing::new(CryptoSecret::new("0123456789abcdef0123456789abcdef"))
}

fn setup(preset: PresetId) -> Result<ServerSetup> {
    Ok(ServerSetup {
        guild: guild(1),
        name: "Tomori".into(),
        preset,
        locale: "en-US".into(),
        humanizer_degree: 2,
        api_key: ApiKey::new("sk-first")?,
    })
}

async fn add_preset(conn: &AsyncPgConnection) -> Result<PresetId> {
    let stored = presets::insert(conn, &preset("Calm", "en")).await?;
    Ok(stored.tomori_preset_id)
}

/// The rows of every table that a setup writes.
async fn written(conn: &AsyncPgConnection) -> Result<i64> {
    let tables = "(SELECT count(*) FROM servers) + (SELECT count(*) FROM tomori_instances)
        + (SELECT count(*) FROM encrypted_api_keys)";
    number(conn, &format!("SELECT {tables}")).await
}

#[tokio::test]
async fn a_server_is_set_up_with_key_personality_and_defaults() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let preset = add_preset(&conn).await?;
    let (server, instance) = setup_server(&mut conn, &ring(), &setup(preset)?).await?;
    let wanted = ServerConfig {
        humanizer_degree: 2,
        ..ServerConfig::default()
    };
    assert_eq!(server.config()?, &wanted);
    assert_eq!(wanted.llm_provider, "google");
    assert_eq!(
        (wanted.llm_temperature, wanted.auto_counter_chance),
        (0.7, 10)
    );
    assert_eq!(wanted.embed_color, "#9370DB");
    assert_eq!(instance.personality()?, &json!({"tone": "calm"}));
    assert_eq!(instance.llm_config()?.llm_provider, "google");
    let key = api_keys::reveal(&conn, &ring(), server.server_id, "google").await?;
    assert_eq!(key.expose(), "sk-first");

    let state = load_state(&conn, guild(1)).await?;
    assert_eq!(state.nickname(), "Tomori");
    assert_eq!((state.server_id, state.config), (server.server_id, wanted));
    assert_eq!(state.personality, json!({"tone": "calm"}));
    assert_eq!(&state.llm, instance.llm_config()?);
    Ok(())
}

#[tokio::test]
async fn setting_up_again_changes_the_same_rows() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let preset = add_preset(&conn).await?;
    let (first, _) = setup_server(&mut conn, &ring(), &setup(preset)?).await?;
    execute(
        &conn,
        "UPDATE servers SET config = config || '{\"theirs\": 1}'",
    )
    .await?;
    let again = ServerSetup {
        name: "Tomo".into(),
        locale: "en-US".into(),
        humanizer_degree: 3,
        api_key: ApiKey::new("sk-second")?,
        ..setup(preset)?
    };
    let (second, _) = setup_server(&mut conn, &ring(), &again).await?;
    assert_eq!(first.server_id, second.server_id);
    assert_eq!(written(&conn).await?, 3);
    assert_eq!(load_state(&conn, guild(1)).await?.nickname(), "Tomo");
    let key = api_keys::reveal(&conn, &ring(), second.server_id, "google").await?;
    assert_eq!(key.expose(), "sk-second");
    let kept = number(
        &conn,
        "SELECT count(*) FROM servers WHERE config ? 'theirs'",
    )
    .await?;
    assert_eq!(kept, 1);
    Ok(())
}

/// Setups outside the limits, and how each is refused.
fn bad_setups(preset: PresetId) -> Result<Vec<(ServerSetup, &'static str)>> {
    type Change = fn(&mut ServerSetup);
    let changes: [(Change, &'static str); 4] = [
        (|of| of.name.clear(), "`name` must have 1 to 100"),
        (
            |of| of.name = "x".repeat(101),
            "`name` must have at most 100",
        ),
        (|of| of.locale = "x".repeat(36), "`locale` must be"),
        (|of| of.humanizer_degree = 4, "`humanizer_degree` must be"),
    ];
    let changed = changes.into_iter().map(|(change, words)| {
        let mut bad = setup(preset)?;
        change(&mut bad);
        Ok((bad, words))
    });
    changed.collect()
}

#[tokio::test]
async fn a_refused_setup_leaves_nothing_behind() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let preset = add_preset(&conn).await?;
    let unknown = setup(PresetId::new(999))?;
    let error = setup_server(&mut conn, &ring(), &unknown)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::NotFound { what: "preset" }),
        "{error:?}"
    );
    for (bad, words) in bad_setups(preset)? {
        let error = setup_server(&mut conn, &ring(), &bad).await.unwrap_err();
        assert!(error.to_string().starts_with(words), "{error}");
    }
    assert_eq!(written(&conn).await?, 0);
    setup_server(&mut conn, &ring(), &setup(preset)?).await?;
    assert_eq!(
        written(&conn).await?,
        3,
        "the connection is usable afterwards"
    );
    Ok(())
}

#[tokio::test]
async fn an_unknown_or_half_set_up_guild_has_no_state() -> Result<()> {
    let (_database, conn) = start().await?;
    assert!(matches!(
        load_state(&conn, guild(1)).await,
        Err(Error::NotFound { .. })
    ));
    add_server(&conn, 1).await?;
    assert!(matches!(
        load_state(&conn, guild(1)).await,
        Err(Error::NotFound { .. })
    ));
    Ok(())
}

#[tokio::test]
async fn a_state_broken_by_hand_names_the_server_and_the_setting() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let preset = add_preset(&conn).await?;
    setup_server(&mut conn, &ring(), &setup(preset)?).await?;
    execute(
        &conn,
        "ALTER TABLE servers DROP CONSTRAINT servers_config_embed_color_check;
         UPDATE servers SET config = config || '{\"embed_color\": 5}'",
    )
    .await?;
    let error = load_state(&conn, guild(1)).await.unwrap_err().to_string();
    assert!(
        error.contains("(guild 1001)") && error.contains("`embed_color`"),
        "{error}"
    );
    Ok(())
}

/// Two users and a server, in which the first user has memories.
async fn add_transfer(conn: &AsyncPgConnection, memories: usize) -> Result<Vec<PersonalMemoryId>> {
    add_server(conn, 1).await?;
    add_server(conn, 2).await?;
    for n in 1..=2 {
        add_user(conn, n).await?;
    }
    let mut keys = Vec::new();
    for _ in 0..memories {
        let stored = personal::insert(conn, user(1), guild(1), &NewMemory::general("tea")?).await?;
        keys.push(stored.memory_id);
    }
    personal::insert(conn, user(1), guild(2), &NewMemory::general("elsewhere")?).await?;
    Ok(keys)
}

async fn count_of(conn: &AsyncPgConnection, n: u64) -> Result<usize> {
    let page = personal::list(conn, user(n), guild(1), PageRequest::default()).await?;
    Ok(page.items.len())
}

#[tokio::test]
async fn all_memories_of_a_user_in_a_server_are_moved_and_logged() -> Result<()> {
    let (_database, mut conn) = start().await?;
    add_transfer(&conn, 3).await?;
    let all = TransferScope::All;
    assert_eq!(
        transfer_memories(&mut conn, user(1), user(2), guild(1), all).await?,
        3
    );
    assert_eq!(
        (count_of(&conn, 1).await?, count_of(&conn, 2).await?),
        (0, 3)
    );
    let elsewhere = personal::list(&conn, user(1), guild(2), PageRequest::default()).await?;
    assert_eq!(elsewhere.items.len(), 1);
    let log = error_log::search(&conn, &ErrorFilter::default(), PageRequest::default()).await?;
    let [entry] = &log.items[..] else {
        panic!("one entry")
    };
    assert_eq!(entry.error_type, "memory_transfer");
    let (from, to) = (
        users::get(&conn, user(1)).await?,
        users::get(&conn, user(2)).await?,
    );
    let wanted = json!({
        "from_user_id": from.user_id,
        "to_user_id": to.user_id,
        "transferred_count": 3,
    });
    assert_eq!(entry.context()?, &wanted);
    users::delete(&conn, user(1)).await?;
    let left = "SELECT count(*) FROM error_logs WHERE error_context::text LIKE '%2001%'";
    assert_eq!(
        number(&conn, left).await?,
        0,
        "no snowflake outlives its user"
    );
    Ok(())
}

#[tokio::test]
async fn named_memories_are_moved_all_or_none() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let keys = add_transfer(&conn, 3).await?;
    let twice = [keys[0], keys[1], keys[0]];
    let named = TransferScope::Only(&twice);
    assert_eq!(
        transfer_memories(&mut conn, user(1), user(2), guild(1), named).await?,
        2
    );
    let others = [keys[2], keys[0]];
    let mixed = TransferScope::Only(&others);
    let refused = transfer_memories(&mut conn, user(1), user(2), guild(1), mixed).await;
    assert!(
        matches!(refused, Err(Error::NotFound { .. })),
        "one of them is not the user's"
    );
    assert_eq!(
        (count_of(&conn, 1).await?, count_of(&conn, 2).await?),
        (1, 2)
    );
    assert_eq!(number(&conn, "SELECT count(*) FROM error_logs").await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_transfer_that_makes_no_sense_changes_nothing() -> Result<()> {
    let (_database, mut conn) = start().await?;
    add_transfer(&conn, 1).await?;
    let all = TransferScope::All;
    for (from, to, place, what) in [
        (9, 2, 1, "user to transfer from"),
        (1, 9, 1, "user to transfer to"),
        (1, 2, 9, "server"),
        (2, 1, 1, "personal memory to transfer"),
    ] {
        let refused = transfer_memories(&mut conn, user(from), user(to), guild(place), all).await;
        let error = refused.unwrap_err();
        assert_eq!(error.to_string(), format!("{what} not found"));
    }
    let same = transfer_memories(&mut conn, user(1), user(1), guild(1), all)
        .await
        .unwrap_err();
    assert_eq!(same.to_string(), "`to` must be another user");
    let none = TransferScope::Only(&[]);
    let empty = transfer_memories(&mut conn, user(1), user(2), guild(1), none).await;
    assert!(matches!(empty, Err(Error::InvalidInput { .. })));
    assert_eq!(
        (count_of(&conn, 1).await?, count_of(&conn, 2).await?),
        (1, 0)
    );
    assert_eq!(number(&conn, "SELECT count(*) FROM error_logs").await?, 0);
    Ok(())
}

#[tokio::test]
async fn test_data_is_created_and_deleted_any_number_of_times() -> Result<()> {
    let (_database, mut conn) = start().await?;
    add_server(&conn, 1).await?;
    assert!(!delete_test_data(&mut conn).await?);
    let first = create_test_data(&mut conn).await?;
    let second = create_test_data(&mut conn).await?;
    assert_eq!(first.personal_memory, second.personal_memory);
    assert_eq!(first.server_memory, second.server_memory);
    assert_eq!(first.server, second.server);
    assert_eq!(
        number(&conn, "SELECT count(*) FROM personal_memories").await?,
        1
    );
    assert!(delete_test_data(&mut conn).await?);
    assert!(!delete_test_data(&mut conn).await?);
    assert_eq!(
        number(&conn, "SELECT count(*) FROM servers").await?,
        1,
        "others stay"
    );
    Ok(())
}

#[tokio::test]
async fn test_data_is_created_once_by_many_at_the_same_moment() -> Result<()> {
    let (database, conn) = start().await?;
    let mut settings = database.settings();
    settings.max_size = 12;
    let pool = tomori_db::pool::Pool::new(settings).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..36 {
        let pool = pool.clone();
        tasks.spawn(async move { create_test_data(&mut *pool.get().await?).await });
    }
    while let Some(created) = tasks.join_next().await {
        created??;
    }
    for table in ["personal_memories", "server_memories"] {
        assert_eq!(
            number(&conn, &format!("SELECT count(*) FROM {table}")).await?,
            1
        );
    }
    Ok(())
}

#[tokio::test]
async fn test_data_leaves_what_the_test_user_had() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let first = create_test_data(&mut conn).await?;
    let (test_user, test_guild) = (first.user.discord_user_id, first.server.discord_server_id);
    users::replace_preferences(&conn, test_user, &json!({"mine": 1})).await?;
    let own = NewMemory::general("mine")?;
    personal::insert(&conn, test_user, test_guild, &own).await?;
    let second = create_test_data(&mut conn).await?;
    assert_eq!(second.user.preferences()?, &json!({"mine": 1}));
    assert_eq!(second.personal_memory, first.personal_memory);
    Ok(())
}

#[tokio::test]
async fn a_flow_goes_back_with_the_callers_transaction() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let preset = add_preset(&conn).await?;
    add_transfer(&conn, 2).await?;
    let undone = conn
        .transaction::<(), Error, _>(async |conn| {
            let setup = setup(preset).map_err(|_| Error::TransactionAborted)?;
            setup_server(conn, &ring(), &setup).await?;
            transfer_memories(conn, user(1), user(2), guild(1), TransferScope::All).await?;
            create_test_data(conn).await?;
            instances::get(conn, servers::get(conn, guild(1)).await?.server_id).await?;
            Err(Error::TransactionAborted)
        })
        .await;
    assert!(matches!(undone, Err(Error::TransactionAborted)));
    assert_eq!(written(&conn).await?, 2, "the two servers from before");
    assert_eq!(
        (count_of(&conn, 1).await?, count_of(&conn, 2).await?),
        (2, 0)
    );
    Ok(())
}
