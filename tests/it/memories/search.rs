//! Search by content.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use tomori_db::Error;
use tomori_db::memories::{MemoryType, NewMemory, PersonalSearch, ServerSearch, personal, server};
use tomori_db::page::PageRequest;

use crate::harness::{add_server, add_user, execute, guild, start, user};
use crate::support::sql::text;

async fn add_texts(conn: &AsyncPgConnection, texts: &[&str]) -> Result<()> {
    for n in 1..=2 {
        add_server(conn, n).await?;
        add_user(conn, n).await?;
    }
    for text in texts {
        let memory = NewMemory::general(*text)?;
        personal::insert(conn, user(1), guild(1), &memory).await?;
        server::insert(conn, guild(1), &memory).await?;
    }
    Ok(())
}

/// What a term finds, newest first: the same among both kinds of memories.
async fn found(conn: &AsyncPgConnection, term: &str) -> Result<Vec<String>> {
    let request = PageRequest::first(100)?;
    let search = PersonalSearch::new(term);
    let rows = personal::search(conn, guild(1), &search, request).await?;
    let texts: Vec<String> = rows
        .items
        .iter()
        .map(|row| row.memory_content.to_string())
        .collect();
    let of_server = server::search(conn, guild(1), &ServerSearch::new(term), request).await?;
    let others: Vec<String> = of_server
        .items
        .iter()
        .map(|row| row.memory_content.to_string())
        .collect();
    assert_eq!(texts, others);
    Ok(texts)
}

#[tokio::test]
async fn a_term_is_found_in_any_case_anywhere() -> Result<()> {
    let (_database, conn) = start().await?;
    add_texts(&conn, &["Green Tea", "prefers GREEN", "blue", "Grüße"]).await?;
    assert_eq!(found(&conn, "green").await?, ["prefers GREEN", "Green Tea"]);
    assert_eq!(found(&conn, "n t").await?, ["Green Tea"]);
    assert_eq!(found(&conn, "e").await?.len(), 4);
    assert_eq!(found(&conn, "rüß").await?, ["Grüße"]);
    assert!(found(&conn, "red").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn wildcards_mean_themselves() -> Result<()> {
    let (_database, conn) = start().await?;
    add_texts(
        &conn,
        &[
            "100% sure",
            "100 sure",
            "snake_case",
            "snakeXcase",
            r"a\b",
            "aXb",
        ],
    )
    .await?;
    assert_eq!(found(&conn, "100%").await?, ["100% sure"]);
    assert_eq!(found(&conn, "%").await?, ["100% sure"]);
    assert_eq!(found(&conn, "snake_c").await?, ["snake_case"]);
    assert_eq!(found(&conn, "_").await?, ["snake_case"]);
    assert_eq!(found(&conn, r"a\b").await?, [r"a\b"]);
    assert_eq!(found(&conn, r"\").await?, [r"a\b"]);
    Ok(())
}

#[tokio::test]
async fn filters_narrow_a_search_among_users() -> Result<()> {
    let (_database, conn) = start().await?;
    add_texts(&conn, &["tea one"]).await?;
    let typed = NewMemory::new("tea two", "drink")?;
    personal::insert(&conn, user(2), guild(1), &typed).await?;
    personal::insert(&conn, user(1), guild(2), &typed).await?;
    let old = "UPDATE personal_memories SET created_at = now() - interval '2 days'
        WHERE memory_content = 'tea one'";
    execute(&conn, old).await?;
    let yesterday = Some(Utc::now() - Duration::days(1));
    let drink = Some(MemoryType::new("drink")?);
    let all = PersonalSearch::new("tea");
    let of = |n| PersonalSearch {
        user: Some(user(n)),
        ..all.clone()
    };
    let of_type = PersonalSearch {
        memory_type: drink.clone(),
        ..all.clone()
    };
    let recent = PersonalSearch {
        from: yesterday,
        ..all.clone()
    };
    let before = PersonalSearch {
        before: yesterday,
        ..all.clone()
    };
    let none = PersonalSearch {
        memory_type: drink,
        ..before.clone()
    };
    for (search, wanted) in [
        (all.clone(), 2),
        (of(2), 1),
        (of(9), 0),
        (of_type, 1),
        (recent, 1),
        (before, 1),
        (none, 0),
    ] {
        let page = personal::search(&conn, guild(1), &search, PageRequest::default()).await?;
        assert_eq!(page.items.len(), wanted, "{search:?}");
    }
    Ok(())
}

#[tokio::test]
async fn filters_narrow_a_search_in_a_server() -> Result<()> {
    let (_database, conn) = start().await?;
    add_texts(&conn, &["tea"]).await?;
    let all = ServerSearch::new("tea");
    let epoch = Some(DateTime::UNIX_EPOCH);
    let recent = ServerSearch {
        from: epoch,
        ..all.clone()
    };
    let before = ServerSearch {
        before: epoch,
        ..all.clone()
    };
    let of_type = ServerSearch {
        memory_type: Some(MemoryType::new("x")?),
        ..all.clone()
    };
    for (search, wanted) in [(all, 1), (recent, 1), (before, 0), (of_type, 0)] {
        let page = server::search(&conn, guild(1), &search, PageRequest::default()).await?;
        assert_eq!(page.items.len(), wanted, "{search:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_search_is_paged_by_key() -> Result<()> {
    let (_database, conn) = start().await?;
    add_texts(
        &conn,
        &["fact 1", "fact 2", "other", "fact 3", "fact 4", "fact 5"],
    )
    .await?;
    let mut texts = Vec::new();
    let mut request = PageRequest::first(2)?;
    loop {
        let page = server::search(&conn, guild(1), &ServerSearch::new("FACT"), request).await?;
        texts.extend(page.items.iter().map(|row| row.memory_content.to_string()));
        let Some(place) = page.next else { break };
        request = request.after(place);
    }
    assert_eq!(texts, ["fact 5", "fact 4", "fact 3", "fact 2", "fact 1"]);
    let first = personal::search(
        &conn,
        guild(1),
        &PersonalSearch::new("FACT"),
        PageRequest::first(3)?,
    )
    .await?;
    let rest = PageRequest::first(3)?.after(first.next.expect("a second page"));
    let second = personal::search(&conn, guild(1), &PersonalSearch::new("FACT"), rest).await?;
    assert_eq!((first.items.len(), second.items.len()), (3, 2));
    assert_eq!(&*second.items[1].memory_content, "fact 1");
    Ok(())
}

#[tokio::test]
async fn a_blank_or_endless_term_is_refused() -> Result<()> {
    let (_database, conn) = start().await?;
    for term in ["", "  ", &"x".repeat(201)] {
        let refused = server::search(
            &conn,
            guild(1),
            &ServerSearch::new(term),
            PageRequest::default(),
        )
        .await;
        assert!(
            matches!(refused, Err(Error::InvalidInput { .. })),
            "{term:?}"
        );
        let refused = personal::search(
            &conn,
            guild(1),
            &PersonalSearch::new(term),
            PageRequest::default(),
        )
        .await;
        assert!(
            matches!(refused, Err(Error::InvalidInput { .. })),
            "{term:?}"
        );
    }
    Ok(())
}

/// Memories of two users, more than any step of a search reads, some of them written at once.
const MANY: &str = "
    INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type, created_at)
    SELECT 1 + n % 2, 1, word || n, 'type ' || n % 5, timestamptz '2026-01-01' + interval '1 s' * (n / 3)
    FROM generate_series(1, 2600) n, LATERAL (SELECT CASE
        WHEN n % 700 = 5 THEN 'seldom ' WHEN n % 30 = 4 THEN 'some ' WHEN n % 2 = 0 THEN 'often '
        ELSE 'old ' END) words (word)
    WHERE word <> 'old ' OR n < 900;
    INSERT INTO server_memories (server_id, memory_content, memory_type, created_at)
    SELECT server_id, memory_content, memory_type, created_at FROM personal_memories ORDER BY memory_id";

/// All that a search finds, page by page.
async fn walk(conn: &AsyncPgConnection, search: &PersonalSearch) -> Result<Vec<i64>> {
    let mut request = PageRequest::first(37)?;
    let mut found = Vec::new();
    loop {
        let page = personal::search(conn, guild(1), search, request).await?;
        found.extend(page.items.iter().map(|row| row.memory_id.get()));
        match page.next {
            Some(place) => request = request.after(place),
            None => break,
        }
    }
    if search.user.is_none() {
        let of_server = ServerSearch {
            term: search.term.clone(),
            memory_type: search.memory_type.clone(),
            from: search.from,
            before: search.before,
        };
        let all = server::search(conn, guild(1), &of_server, PageRequest::first(100)?).await?;
        let all: Vec<i64> = all.items.iter().map(|row| row.memory_id.get()).collect();
        assert_eq!(all, found[..found.len().min(100)], "{}", search.term);
    }
    Ok(found)
}

/// The same, by a plain query.
async fn expected(conn: &AsyncPgConnection, search: &PersonalSearch) -> String {
    let time = |time: Option<DateTime<Utc>>, or: &str| {
        time.map_or_else(|| or.to_owned(), |time| time.to_rfc3339())
    };
    let user = search.user.map_or("user_id".to_owned(), |user| {
        format!("(SELECT user_id FROM users WHERE discord_user_id = '{user}')")
    });
    let memory_type = search.memory_type.as_ref().map_or("%", MemoryType::as_str);
    let sql = format!(
        "coalesce((SELECT string_agg(memory_id::text, ' ' ORDER BY created_at DESC, memory_id DESC)
        FROM personal_memories WHERE server_id = 1 AND memory_content ILIKE '%{}%' AND user_id = {user}
        AND memory_type LIKE '{memory_type}' AND created_at >= '{}' AND created_at < '{}'), '')",
        search.term,
        time(search.from, "-infinity"),
        time(search.before, "infinity"),
    );
    text(conn, &sql).await
}

#[tokio::test]
async fn every_step_of_a_search_finds_what_a_plain_query_finds() -> Result<()> {
    let (_database, conn) = start().await?;
    add_texts(&conn, &[]).await?;
    execute(&conn, MANY).await?;
    let noon = |seconds| {
        DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z")
            .map(|time| time.to_utc() + Duration::seconds(seconds))
    };
    let mut hits = 0;
    for term in ["often", "some", "seldom", "old", "absent", "o"] {
        let all = PersonalSearch::new(term);
        let mut searches = vec![all.clone()];
        searches.extend([1, 2, 9].map(|n| PersonalSearch {
            user: Some(user(n)),
            ..all.clone()
        }));
        searches.push(PersonalSearch {
            memory_type: Some(MemoryType::new("type 3")?),
            ..all.clone()
        });
        for (from, before) in [(Some(600), None), (None, Some(400)), (Some(100), Some(200))] {
            let from = from.map(noon).transpose()?;
            let before = before.map(noon).transpose()?;
            searches.push(PersonalSearch {
                from,
                before,
                ..all.clone()
            });
        }
        for search in searches {
            let found = walk(&conn, &search).await?;
            hits += found.len();
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(
                found.join(" "),
                expected(&conn, &search).await,
                "{term}: {search:?}"
            );
        }
    }
    assert!(hits > 1_000, "{hits}");
    Ok(())
}
