//! Memories: writing, paging, searching, purging, counting.

mod paging;
mod search;

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use tomori_db::Error;
use tomori_db::id::PersonalMemoryId;
use tomori_db::memories::{
    MemoryCategory, MemoryContent, MemoryPatch, MemoryType, NewMemory, PersonalSearch,
    ServerSearch, personal, server, statistics,
};
use tomori_db::page::PageRequest;

use crate::harness::{add_server, add_user, execute, guild, number, start, user};

fn memory(text: &str) -> NewMemory {
    NewMemory::general(text).expect("within the limits")
}

#[tokio::test]
async fn a_memory_is_stored_and_returned() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_user(&conn, 1).await?;
    let new = NewMemory::new("likes green tea", "learned_by_tomori")?;
    let stored = personal::insert(&conn, user(1), guild(1), &new).await?;
    assert_eq!(&*stored.memory_content, "likes green tea");
    assert_eq!(stored.memory_type.as_str(), "learned_by_tomori");
    let key = stored.memory_id;
    assert_eq!(personal::get(&conn, user(1), guild(1), key).await?, stored);
    let of_server = server::insert(&conn, guild(1), &memory("quiet on Mondays")).await?;
    assert_eq!(of_server.memory_type, MemoryType::default());
    assert_eq!(
        server::get(&conn, guild(1), of_server.memory_id).await?,
        of_server
    );
    Ok(())
}

#[tokio::test]
async fn a_memory_needs_its_user_and_server() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_user(&conn, 1).await?;
    for (n, m) in [(1, 2), (2, 1)] {
        let refused = personal::insert(&conn, user(n), guild(m), &memory("x")).await;
        assert!(matches!(
            refused,
            Err(Error::NotFound {
                what: "user or server"
            })
        ));
        let many = personal::insert_many(&conn, user(n), guild(m), &[memory("x")]).await;
        assert!(matches!(
            many,
            Err(Error::NotFound {
                what: "user or server"
            })
        ));
    }
    let refused = server::insert(&conn, guild(2), &memory("x")).await;
    assert!(matches!(refused, Err(Error::NotFound { what: "server" })));
    let many = server::insert_many(&conn, guild(2), &[memory("x")]).await;
    assert!(matches!(many, Err(Error::NotFound { what: "server" })));
    assert_eq!(
        number(&conn, "SELECT count(*) FROM personal_memories").await?,
        0
    );
    Ok(())
}

#[tokio::test]
async fn the_longest_memory_fits_the_table_too() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_user(&conn, 1).await?;
    let longest = "🦊".repeat(1_000);
    let stored = personal::insert(&conn, user(1), guild(1), &memory(&longest)).await?;
    assert_eq!(&*stored.memory_content, longest);
    for broken in [
        "''",
        "E' \\n\\t '",
        "E'\\u3000\\u00A0'",
        "repeat('x', 1001)",
    ] {
        let sql = format!("UPDATE personal_memories SET memory_content = {broken}");
        assert!(execute(&conn, &sql).await.is_err(), "{broken}");
    }
    let endless = "UPDATE personal_memories SET created_at = 'infinity'";
    assert!(
        execute(&conn, endless).await.is_err(),
        "no page would hold it"
    );
    Ok(())
}

#[tokio::test]
async fn many_memories_are_stored_in_their_order() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_user(&conn, 1).await?;
    let memories: Vec<_> = (0..1_000).map(|n| memory(&format!("fact {n}"))).collect();
    let stored = personal::insert_many(&conn, user(1), guild(1), &memories).await?;
    let texts: Vec<&str> = stored.iter().map(|row| &*row.memory_content).collect();
    let wanted: Vec<&str> = memories.iter().map(|row| &*row.memory_content).collect();
    assert_eq!(texts, wanted);
    assert!(stored.is_sorted_by_key(|row| row.memory_id));
    let of_server = server::insert_many(&conn, guild(1), &memories).await?;
    assert_eq!(of_server.len(), 1_000);
    assert!(
        personal::insert_many(&conn, user(1), guild(1), &[])
            .await
            .is_err()
    );
    let too_many = vec![memory("x"); 10_001];
    let refused = server::insert_many(&conn, guild(1), &too_many)
        .await
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`memories` must be 1 to 10,000 at once"
    );
    Ok(())
}

#[tokio::test]
async fn a_memory_is_changed_and_deleted_by_its_owner_alone() -> Result<()> {
    let (_database, conn) = start().await?;
    for n in 1..=2 {
        add_server(&conn, n).await?;
        add_user(&conn, n).await?;
    }
    let stored = personal::insert(&conn, user(1), guild(1), &memory("old")).await?;
    let key = stored.memory_id;
    let patch = MemoryPatch {
        memory_content: Some(MemoryContent::new("new")?),
        memory_type: None,
    };
    for (n, m) in [(1, 2), (2, 1), (2, 2)] {
        let refused = personal::update(&conn, user(n), guild(m), key, &patch).await;
        assert!(matches!(
            refused,
            Err(Error::NotFound {
                what: "personal memory"
            })
        ));
        assert!(!personal::delete(&conn, user(n), guild(m), key).await?);
        assert!(personal::get(&conn, user(n), guild(m), key).await.is_err());
    }
    assert_eq!(personal::get(&conn, user(1), guild(1), key).await?, stored);
    let changed = personal::update(&conn, user(1), guild(1), key, &patch).await?;
    assert_eq!(&*changed.memory_content, "new");
    assert_eq!(changed.memory_type, stored.memory_type);
    assert!(personal::delete(&conn, user(1), guild(1), key).await?);
    assert!(!personal::delete(&conn, user(1), guild(1), key).await?);
    Ok(())
}

#[tokio::test]
async fn a_server_memory_is_changed_and_deleted_in_its_server_alone() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_server(&conn, 2).await?;
    let stored = server::insert(&conn, guild(1), &memory("old")).await?;
    let key = stored.memory_id;
    let patch = MemoryPatch {
        memory_content: None,
        memory_type: Some(MemoryType::new("rule")?),
    };
    assert!(server::update(&conn, guild(2), key, &patch).await.is_err());
    assert!(!server::delete(&conn, guild(2), key).await?);
    let empty = server::update(&conn, guild(1), key, &MemoryPatch::default()).await;
    assert!(matches!(empty, Err(Error::InvalidInput { .. })));
    let changed = server::update(&conn, guild(1), key, &patch).await?;
    assert_eq!(changed.memory_type.as_str(), "rule");
    assert_eq!(changed.memory_content, stored.memory_content);
    assert!(server::delete(&conn, guild(1), key).await?);
    Ok(())
}

/// Adds 12,500 memories of each category, 12,000 of them temporary, and half of them old.
async fn add_many(conn: &AsyncPgConnection) -> Result<()> {
    for table in ["personal_memories", "server_memories"] {
        let (column, key) = match table {
            "personal_memories" => ("user_id, ", "u.user_id, "),
            _ => ("", ""),
        };
        execute(
            conn,
            &format!(
                "INSERT INTO {table} ({column}server_id, memory_content, memory_type, created_at)
                 SELECT {key}s.server_id, 'fact ' || n,
                     CASE WHEN n <= 12000 THEN 'temporary' ELSE 'general' END,
                     now() - interval '400 days' * (n % 2)
                 FROM users u, servers s, generate_series(1, 12500) n"
            ),
        )
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_purge_takes_one_type_by_age_in_chunks() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    add_user(&conn, 1).await?;
    add_many(&conn).await?;
    let temporary = MemoryType::new("temporary")?;
    let year = Utc::now() - Duration::days(365);
    let holder = database.connect().await?;
    execute(
        &holder,
        "BEGIN; SELECT FROM personal_memories WHERE memory_type = 'temporary'
         AND created_at < now() - interval '1 year' ORDER BY memory_id LIMIT 7 FOR UPDATE",
    )
    .await?;
    assert_eq!(
        personal::purge_all_servers(&conn, &temporary, year).await?,
        5_993,
        "locked rows are left"
    );
    execute(&holder, "ROLLBACK").await?;
    assert_eq!(
        personal::purge_all_servers(&conn, &temporary, year).await?,
        7
    );
    assert_eq!(
        personal::purge_all_servers(&conn, &temporary, year).await?,
        0
    );
    assert_eq!(
        server::purge_all_servers(&conn, &temporary, year).await?,
        6_000
    );
    for table in ["personal_memories", "server_memories"] {
        assert_eq!(
            number(&conn, &format!("SELECT count(*) FROM {table}")).await?,
            6_500
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_purge_keeps_to_its_server() -> Result<()> {
    let (_database, conn) = start().await?;
    add_user(&conn, 1).await?;
    for n in 1..=2 {
        add_server(&conn, n).await?;
        for memory_type in [MemoryType::TEMPORARY, MemoryType::GENERAL] {
            let memory = NewMemory::new("old", memory_type)?;
            personal::insert(&conn, user(1), guild(n), &memory).await?;
            server::insert(&conn, guild(n), &memory).await?;
        }
    }
    let (temporary, now) = (MemoryType::TEMPORARY, Utc::now() + Duration::seconds(1));
    assert_eq!(personal::purge(&conn, guild(1), &temporary, now).await?, 1);
    assert_eq!(server::purge(&conn, guild(1), &temporary, now).await?, 1);
    assert_eq!(personal::purge(&conn, guild(9), &temporary, now).await?, 0);
    for table in ["personal_memories", "server_memories"] {
        let left = format!("SELECT count(*) FROM {table} WHERE memory_type = 'temporary'");
        assert_eq!(number(&conn, &left).await?, 1, "the other server's");
    }
    Ok(())
}

#[tokio::test]
async fn white_space_around_a_search_term_does_not_matter() -> Result<()> {
    let (_database, conn) = start().await?;
    add_server(&conn, 1).await?;
    server::insert(&conn, guild(1), &NewMemory::general("likes green tea")?).await?;
    for term in [" green tea ", "\tGREEN", "tea\u{3000}"] {
        let search = ServerSearch::new(term);
        let found = server::search(&conn, guild(1), &search, PageRequest::default()).await?;
        assert_eq!(found.items.len(), 1, "{term:?}");
    }
    let padded = format!("{}{}", " ".repeat(300), "tea");
    let search = ServerSearch::new(padded);
    let found = server::search(&conn, guild(1), &search, PageRequest::default()).await?;
    assert_eq!(found.items.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_time_that_postgres_cannot_hold_is_refused() -> Result<()> {
    let (_database, conn) = start().await?;
    let ancient = DateTime::<Utc>::MIN_UTC;
    let purge = personal::purge_all_servers(&conn, &MemoryType::default(), ancient).await;
    assert!(
        matches!(purge, Err(Error::InvalidInput { .. })),
        "{purge:?}"
    );
    let search = PersonalSearch {
        from: Some(ancient),
        ..PersonalSearch::new("tea")
    };
    let found = personal::search(&conn, guild(1), &search, PageRequest::default()).await;
    assert!(
        matches!(found, Err(Error::InvalidInput { .. })),
        "{found:?}"
    );
    Ok(())
}

#[tokio::test]
async fn statistics_count_each_category_and_type() -> Result<()> {
    let (_database, conn) = start().await?;
    for n in 1..=2 {
        add_server(&conn, n).await?;
        add_user(&conn, n).await?;
    }
    assert_eq!(statistics(&conn, guild(1)).await?, []);
    for (n, text, kind) in [(1, "four", "a"), (1, "ünü", "a"), (2, "1234567890", "b")] {
        personal::insert(&conn, user(n), guild(1), &NewMemory::new(text, kind)?).await?;
    }
    let newest = server::insert(&conn, guild(1), &memory("12")).await?;
    server::insert(&conn, guild(2), &memory("elsewhere")).await?;
    let [of_users, of_server] = &statistics(&conn, guild(1)).await?[..] else {
        panic!("two categories");
    };
    assert_eq!(of_users.category, MemoryCategory::Personal);
    assert_eq!(of_users.memories, 3);
    assert_eq!(
        of_users.average_length,
        17.0 / 3.0,
        "of all memories, not of the types' averages"
    );
    let types: Vec<_> = of_users
        .types
        .iter()
        .map(|row| (row.memory_type.as_str(), row.memories, row.average_length))
        .collect();
    assert_eq!(types, [("a", 2, 3.5), ("b", 1, 10.0)]);
    assert_eq!(of_server.category, MemoryCategory::Server);
    assert_eq!(of_server.types[0].newest, newest.created_at);
    assert_eq!(of_server.memories, 1);
    Ok(())
}

#[tokio::test]
async fn an_unknown_key_is_not_found() -> Result<()> {
    let (_database, conn) = start().await?;
    let key = PersonalMemoryId::new(i64::MAX);
    let missing = personal::get(&conn, user(1), guild(1), key).await;
    assert!(matches!(
        missing,
        Err(Error::NotFound {
            what: "personal memory"
        })
    ));
    let page = personal::list(&conn, user(1), guild(1), PageRequest::default()).await?;
    assert!(page.items.is_empty() && page.next.is_none());
    Ok(())
}
