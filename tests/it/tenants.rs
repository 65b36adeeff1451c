//! No tenant reads or changes another's rows, and a rollback of the caller undoes everything.

use anyhow::{Context as _, Result, ensure};
use diesel_async::AsyncPgConnection;
use tomori_db::Error;
use tomori_db::flows::{TransferScope, transfer_memories};
use tomori_db::id::PersonalMemoryId;
use tomori_db::memories::{MemoryPatch, MemoryType, PersonalSearch, personal, server, statistics};
use tomori_db::page::PageRequest;

use crate::calls::{Call, World, calls, run_and_roll_back};
use crate::harness::{guild, start, user};
use crate::support::sql::text;

/// All rows that are not the ones asked for, as one text.
const UNTOUCHABLE: &str = "
    SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT 'servers ' || t::text FROM servers t WHERE t::text LIKE '%FOREIGN%'
        UNION ALL SELECT 'users ' || t::text FROM users t WHERE t::text LIKE '%FOREIGN%'
        UNION ALL SELECT 'personal ' || t::text FROM personal_memories t
        JOIN users u USING (user_id) JOIN servers s USING (server_id)
        WHERE t::text ~ 'FOREIGN|SPARE' OR u.discord_user_id = '2003' OR s.discord_server_id <> '1001'
        UNION ALL SELECT 'server ' || t::text FROM server_memories t JOIN servers s USING (server_id)
        WHERE t::text ~ 'FOREIGN|SPARE' OR s.discord_server_id <> '1001'
        UNION ALL SELECT 'presets ' || t::text FROM tomori_presets t WHERE t::text LIKE '%SPARE%'
        UNION ALL SELECT 'instances ' || t::text FROM tomori_instances t WHERE t::text LIKE '%FOREIGN%'
        UNION ALL SELECT 'errors ' || t::text FROM error_logs t WHERE t::text ~ 'FOREIGN|SPARE'
        UNION ALL SELECT 'keys ' || t::text FROM encrypted_api_keys t
        WHERE provider_name = 'SPARE' OR server_id <> (SELECT server_id FROM servers WHERE discord_server_id = '1001')
    ) AS lines (line)";

/// All rows of all tables, as one text.
const EVERYTHING: &str = "
    SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT 'servers ' || t::text FROM servers t
        UNION ALL SELECT 'users ' || t::text FROM users t
        UNION ALL SELECT 'personal ' || t::text FROM personal_memories t
        UNION ALL SELECT 'server ' || t::text FROM server_memories t
        UNION ALL SELECT 'presets ' || t::text FROM tomori_presets t
        UNION ALL SELECT 'instances ' || t::text FROM tomori_instances t
        UNION ALL SELECT 'errors ' || t::text FROM error_logs t
        UNION ALL SELECT 'keys ' || t::text FROM encrypted_api_keys t
    ) AS lines (line)";

#[tokio::test]
async fn no_function_shows_or_touches_what_is_not_asked_for() -> Result<()> {
    use diesel_async::AsyncConnection as _;

    let (_database, mut conn) = start().await?;
    let world = World::new(&conn).await?;
    let before = text(&conn, UNTOUCHABLE).await;
    for word in [
        "servers",
        "users",
        "personal",
        "server",
        "presets",
        "instances",
        "errors",
        "keys",
    ] {
        assert!(
            before.contains(&format!("{word} (")),
            "nothing of {word} to protect"
        );
    }
    for call in calls().iter().filter(|call| call.tenant) {
        let mut checked = Err(anyhow::anyhow!("not called"));
        let _ = conn
            .transaction::<(), Error, _>(async |conn| {
                checked = check(conn, &world, call, &before).await;
                Err(Error::TransactionAborted)
            })
            .await;
        checked.context(call.name)?;
    }
    Ok(())
}

async fn check(
    conn: &mut AsyncPgConnection,
    world: &World,
    call: &Call,
    before: &str,
) -> Result<()> {
    let value = (call.run)(conn, world).await?.to_string();
    ensure!(!value.contains("FOREIGN"), "shows {value}");
    // A list holds all that is the tenant's; everything else only what was asked for.
    let lists = call.name.contains("::list") || call.name.ends_with("::search");
    ensure!(lists || !value.contains("SPARE"), "shows {value}");
    let after = text(conn, UNTOUCHABLE).await;
    ensure!(after == before, "touched\n{before}\nnow\n{after}");
    Ok(())
}

#[tokio::test]
async fn ids_of_another_user_or_server_find_and_change_nothing() -> Result<()> {
    let (_database, conn) = start().await?;
    let world = World::new(&conn).await?;
    let everything = text(&conn, EVERYTHING).await;
    let patch = MemoryPatch {
        memory_content: None,
        memory_type: Some(MemoryType::new("stolen")?),
    };
    for (n, m) in [(1, 2), (3, 1), (3, 2), (9, 1), (1, 9)] {
        let key = world.personal;
        let got = personal::get(&conn, user(n), guild(m), key).await;
        assert!(
            matches!(got, Err(Error::NotFound { .. })),
            "get as {n} in {m}"
        );
        let changed = personal::update(&conn, user(n), guild(m), key, &patch).await;
        assert!(
            matches!(changed, Err(Error::NotFound { .. })),
            "update as {n} in {m}"
        );
        assert!(
            !personal::delete(&conn, user(n), guild(m), key).await?,
            "delete as {n} in {m}"
        );
    }
    for m in [2, 9] {
        let key = world.of_server;
        assert!(server::get(&conn, guild(m), key).await.is_err());
        assert!(server::update(&conn, guild(m), key, &patch).await.is_err());
        assert!(!server::delete(&conn, guild(m), key).await?);
    }
    assert_eq!(text(&conn, EVERYTHING).await, everything);
    Ok(())
}

#[tokio::test]
async fn a_transfer_takes_the_users_own_in_this_server_alone() -> Result<()> {
    let (_database, mut conn) = start().await?;
    World::new(&conn).await?;
    let everything = text(&conn, EVERYTHING).await;
    let foreign = "SELECT string_agg(memory_id::text, ',') FROM personal_memories
        WHERE memory_content LIKE 'FOREIGN%'";
    for key in text(&conn, foreign).await.split(',') {
        let named = [PersonalMemoryId::new(key.parse()?)];
        let scope = TransferScope::Only(&named);
        let refused = transfer_memories(&mut conn, user(1), user(2), guild(1), scope).await;
        assert!(
            matches!(refused, Err(Error::NotFound { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(text(&conn, EVERYTHING).await, everything);
    let others = "SELECT string_agg(t::text, E'\n' ORDER BY memory_id) FROM personal_memories t
        WHERE memory_content LIKE 'FOREIGN%'";
    let before = text(&conn, others).await;
    let scope = TransferScope::All;
    assert_eq!(
        transfer_memories(&mut conn, user(1), user(2), guild(1), scope).await?,
        3
    );
    assert_eq!(text(&conn, others).await, before);
    Ok(())
}

#[tokio::test]
async fn lists_searches_and_statistics_hold_exactly_the_tenants_rows() -> Result<()> {
    let (_database, conn) = start().await?;
    World::new(&conn).await?;
    let request = PageRequest::default();
    let listed = personal::list(&conn, user(1), guild(1), request).await?;
    assert_eq!(listed.items.len(), 3);
    let search = PersonalSearch::new("canary");
    let found = personal::search(&conn, guild(1), &search, request).await?;
    assert_eq!(found.items.len(), 4, "of all users in the guild");
    let mine = PersonalSearch {
        user: Some(user(1)),
        ..search
    };
    let found = personal::search(&conn, guild(1), &mine, request).await?;
    assert_eq!(found.items.len(), 2);
    assert_eq!(server::list(&conn, guild(1), request).await?.items.len(), 3);
    let counts: Vec<i64> = statistics(&conn, guild(1))
        .await?
        .iter()
        .map(|c| c.memories)
        .collect();
    assert_eq!(counts, [5, 3]);
    Ok(())
}

#[tokio::test]
async fn every_function_rolls_back_with_the_callers_transaction() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let world = World::new(&conn).await?;
    let before = text(&conn, EVERYTHING).await;
    for call in calls() {
        run_and_roll_back(&mut conn, &world, call.run)
            .await
            .context(call.name)?;
        assert_eq!(text(&conn, EVERYTHING).await, before, "{}", call.name);
    }
    Ok(())
}
