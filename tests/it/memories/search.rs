//! Search by content.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use tomori_db::Error;
use tomori_db::memories::{MemoryType, NewMemory, PersonalSearch, ServerSearch, personal, server};
use tomori_db::page::PageRequest;

use crate::harness::{add_server, add_user, execute, guild, start, user};

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
